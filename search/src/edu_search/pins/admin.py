"""The screens of pins."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from edu_search.desk.guarding import GuardedViewSetMixin, OwnRowsIndexView
from edu_search.desk.policies import OwnedPolicy
from edu_search.entries.models import Entry
from edu_search.pins.forms import PinForm
from edu_search.pins.models import Pin, PinQuerySet


def queries_of(pin: Pin) -> str:
    """Return the queries in one line."""
    return "; ".join(query.text for query in pin.queries.all())


def title_of(pin: Any) -> str:
    """Return the page's title, or that it is gone."""
    return pin.title if pin.is_there else f"{pin.title} {gettext('(this page is not public now)')}"


def state_of(pin: Pin) -> str:
    """Return whether the pin shows now, and until when."""
    now = timezone.now()
    if pin.starts_at and pin.starts_at > now:
        return gettext("from %(day)s") % {"day": _day(pin.starts_at)}
    if pin.ends_at is None:
        return gettext("shown now")
    if pin.ends_at <= now:
        return gettext("its time is over")
    return gettext("shown until %(day)s") % {"day": _day(pin.ends_at)}


def place_of(pin: Pin) -> str:
    """Return where the pin shows."""
    return pin.owner or gettext("On the whole site")


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


class PinIndexView(OwnRowsIndexView):
    """The pins that the person keeps."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch pages and queries in the same questions."""
        rows: PinQuerySet = super().get_base_queryset()
        return rows.with_presence().prefetch_related("queries")


class PinCreateView(generic.CreateView):
    """A new pin, filled in when it comes from another screen."""

    def get_initial(self) -> dict[str, Any]:
        """Take query and page from the address."""
        asked = self.request.GET
        entry = asked.get("entry", "")
        found = Entry.objects.present().filter(pk=int(entry)).first() if entry.isascii() and entry.isdigit() else None
        public = found is not None and "public" in found.audience
        return {
            **super().get_initial(),
            "queries": asked.get("query", "").replace("\x00", "")[:200],
            "address": found.url_path if found is not None and public else "",
        }


class PinViewSet(GuardedViewSetMixin, ModelViewSet):
    """Results pinned for a query."""

    model = Pin
    policy_class = OwnedPolicy
    name = "search_pins"
    url_prefix = "search-pins"
    icon = "pick"
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = PinIndexView
    add_view_class = PinCreateView
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["-changed_at"]
    search_fields: ClassVar[list[str]] = ["queries__text", "title"]
    list_display: ClassVar[list[Any]] = [
        TitleColumn("queries", label=_("Queries"), accessor=queries_of, url_name="search_pins:edit"),
        Column("title", label=_("Pinned page"), accessor=title_of),
        Column("owner", label=_("Pinned where"), accessor=place_of),
        Column("state", label=_("Time of the pin"), accessor=state_of),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("queries"),
            FieldPanel("address"),
            FieldPanel("owner"),
            MultiFieldPanel(
                [
                    FieldPanel("tag", help_text=_("One or two words above the title, for example Đang nhận hồ sơ.")),
                    FieldPanel(
                        "facts",
                        help_text=_("At most four lines, each as label: value, for example Hạn cuối: 17 giờ, 27/5."),
                    ),
                ],
                heading=_("Shown on the pin"),
            ),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldPanel("position", help_text=_("With several pins for one query, the smallest number stands first.")),
        ],
        base_form_class=PinForm,
    )


pins = PinViewSet()
