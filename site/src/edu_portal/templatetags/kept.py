"""``{% kept "frame" "footer" unit.pk %}…{% endkept %}``: markup that is the same for many requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
    """Markup kept under a tag of `pieces`, its name and whatever else it depends on."""

    def __init__(self, nodelist: NodeList, tag: FilterExpression, vary: list[FilterExpression]) -> None:
        self.nodelist, self.tag, self.vary = nodelist, tag, vary

    def render(self, context: Context) -> SafeString:
        """Return the kept markup with the reader's own address in it."""
        request, display = context.get("request"), context.get("display")
        if request is None or display is None:
            return self.nodelist.render(context)
        key = ":".join(str(value.resolve(context)) for value in self.vary)
        found = keep(
            request, self.tag.resolve(context), f"html:{display.size}:{display.contrast}:{key}", self._make(context)
        )
        return mark_safe(found.replace(HERE, quote(display.next, safe="")))  # noqa: S308 - quoted

    def _make(self, context: Context) -> Callable[[], str]:
        def make() -> str:
            with context.push(display=replace(context["display"], next=HERE)):
                return str(self.nodelist.render(context))

        return make


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands between the tags.

    The first word is a tag of `pieces`, the second a name; whatever else the markup
    depends on, apart from the display and the address of the page, follows them.
    """
    tag, *vary = (parser.compile_filter(word) for word in token.split_contents()[1:])
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, tag, vary)
