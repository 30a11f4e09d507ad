"""``{% kept "frame" "footer" unit.pk %}…{% endkept %}``: markup that is the same for many requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from edu_portal.page_cache.pieces import keep

register = template.Library()

#: Stands in kept markup where the reader's address comes, to which the switches of the display lead back.
HERE = "0address0of0the0page0"


class KeptNode(template.Node):
    """Markup kept under tags of `pieces`, its name and whatever else it depends on."""

    def __init__(
        self, nodelist: NodeList, tags: FilterExpression, vary: list[FilterExpression], content: str = ""
    ) -> None:
        self.nodelist, self.tags, self.vary, self.content = nodelist, tags, vary, content

    def render(self, context: Context) -> SafeString:
        """Return the kept markup with the reader's own address in it."""
        request, display = context.get("request"), context.get("display")
        content: Callable[[], dict[str, Any]] = context.get(self.content) or dict
        if request is None or display is None:
            return self._render(context, content)
        key = ":".join(str(value.resolve(context)) for value in self.vary)

        def make() -> str:
            return str(self._render(context, content, display=replace(display, next=HERE)))

        def until() -> dt.datetime | None:
            ends: Callable[[], dt.datetime | None] = content().get("until", lambda: None)
            return ends()

        tags = self.tags.resolve(context)
        found = keep(request, tags, f"html:{display.size}:{display.contrast}:{key}", make, until=until)
        return mark_safe(found.replace(HERE, quote(display.next, safe="")))  # noqa: S308 - quoted

    def _render(self, context: Context, content: Callable[[], dict[str, Any]], **names: Any) -> SafeString:
        with context.push(**content(), **names):
            return self.nodelist.render(context)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands between the tags.

    The first word is a tag of `pieces` or several of them, the second a name; whatever else
    the markup depends on, apart from the display and the address of the page, follows them.
    ``with content`` at the end gives the markup the names that the function ``content``
    returns, which is called only when the markup is made. One of the names may be ``until``, a
    function that returns the moment at which time alone makes the markup wrong, or None.
    """
    words, content = token.split_contents()[1:], ""
    if words[-2:-1] == ["with"]:
        *words, _with, content = words
    tags, *vary = (parser.compile_filter(word) for word in words)
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, tags, vary, content)
