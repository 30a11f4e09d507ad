"""The people register of the installation's administrators."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.users import IndexView, UserViewSet

from edu_portal.people.forms import PersonCreationForm, PersonEditForm


class PersonIndexView(IndexView):
    """The list, searched by name, user name and e-mail."""

    page_title = _("People")

    @property
    def search_fields(self) -> set[str]:
        """Fields that the search looks at."""
        return {"username", "full_name", "email"}

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Sort by the full name where Wagtail sorts by last and first name."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering.replace("name", "full_name"))
        ordered: QuerySet[Any] = super().order_queryset(queryset)
        return ordered


class PersonViewSet(UserViewSet):
    """Wagtail's viewset with our forms."""

    index_view_class = PersonIndexView

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form with the full name."""
        return PersonEditForm if for_update else PersonCreationForm
