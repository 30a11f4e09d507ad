"""What tables of coverage and progress need: headings that sort, words, dots."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comms_plan.coverage.progress import Line
from comms_plan.desk.coverage.words import OUTLOOKS
from comms_plan.quotas.forecasting import Outlook

register = template.Library()

#: So many items are drawn as dots; more are told by the figure alone.
MOST_DOTS = 6


@register.simple_tag(takes_context=True)
def sort_link(context: dict[str, Any], column: str, label: str, table: str = "") -> SafeString:
    """Return the heading of a column as a link that sorts by it: downwards first, then upwards."""
    asked, value = context["request"].GET, f"{table}:" if table else ""
    present = asked.get("xep", "")
    is_up, is_down = present == f"{value}{column}", present == f"{value}-{column}"
    down_next = is_up or (not is_down and column != "name")
    query = asked.copy()
    query["xep"] = f"{value}-{column}" if down_next else f"{value}{column}"
    query.pop("trang", None)
    mark = "▲" if is_up else "▼" if is_down else ""
    return format_html(
        '<a href="?{}">{}{}</a>',
        query.urlencode(safe=":"),
        label,
        format_html(' <span aria-hidden="true">{}</span>', mark) if mark else "",
    )


@register.simple_tag(takes_context=True)
def sort_state(context: dict[str, Any], column: str, table: str = "") -> SafeString:
    """Return the attribute that tells how a column is sorted."""
    present, prefix = context["request"].GET.get("xep", ""), f"{table}:" if table else ""
    if present == f"{prefix}{column}":
        return mark_safe(' aria-sort="ascending"')
    return mark_safe(' aria-sort="descending"') if present == f"{prefix}-{column}" else mark_safe("")


@register.simple_tag(takes_context=True)
def page_link(context: dict[str, Any], number: int) -> str:
    """Return the address of another page of the same list."""
    query = context["request"].GET.copy()
    query["trang"] = str(number)
    return f"?{query.urlencode(safe=':')}"


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **values: Any) -> str:
    """Return the present address with other values; empty ones are left out."""
    query = context["request"].GET.copy()
    query.pop("trang", None)
    for name, value in values.items():
        name = name.replace("_", "-")
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode(safe=':')}"


@register.filter
def outlook_words(outlook: Outlook) -> str:
    """Return what a forecast is called."""
    return str(OUTLOOKS[outlook])


@register.filter
def at(values: dict[Any, Any], key: Any) -> Any:
    """Return what stands under a key."""
    return values.get(key)


@register.simple_tag
def dots(line: Line) -> SafeString:
    """Draw an item that counts full, one that waits hatched, one that lacks hollow; the figure stands beside them."""
    if not 0 < line.minimum <= MOST_DOTS:
        return mark_safe("")
    full = min(int(line.figure), line.minimum)
    waiting = min(line.waiting, line.minimum - full)
    kinds = ["full"] * full + ["half"] * waiting + ["none"] * (line.minimum - full - waiting)
    drawn = "".join(f'<span class="dot is-{kind}"></span>' for kind in kinds)
    return mark_safe(f'<span class="dots" aria-hidden="true">{drawn}</span>')  # noqa: S308 - words of ours
