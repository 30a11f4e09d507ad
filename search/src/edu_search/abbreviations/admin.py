"""The screens of abbreviations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from edu_search.abbreviations.models import Abbreviation
from edu_search.desk.guarding import GuardedViewSetMixin
from edu_search.desk.policies import SharedPolicy


class AbbreviationCreateView(generic.CreateView):
    """A new abbreviation, filled in when it comes from the report."""

    def get_initial(self) -> dict[str, Any]:
        """Take the words from the address."""
        text = self.request.GET.get("short", "").replace("\x00", "")[:30]
        return {**super().get_initial(), "short": text}


class AbbreviationViewSet(GuardedViewSetMixin, ModelViewSet):
    """Abbreviations of the place."""

    model = Abbreviation
    policy_class = SharedPolicy
    name = "search_abbreviations"
    url_prefix = "search-abbreviations"
    icon = "openquote"
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = AbbreviationCreateView
    list_per_page = 100
    search_fields: ClassVar[list[str]] = ["short", "reading"]
    list_display: ClassVar[list[Any]] = ["short", "reading"]
    edit_handler = ObjectList(
        [
            FieldPanel("short", help_text=_("As people type it, for example HKPĐ.")),
            FieldPanel(
                "reading",
                help_text=_("In full, for example Hội khỏe Phù Đổng. Who types one of the two finds both."),
            ),
        ]
    )


abbreviations = AbbreviationViewSet()
