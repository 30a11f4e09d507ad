"""What all screens of registers share: who may enter, how lists are searched, empty lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from unit_pages.vietnamese import fold, slugify_vi

View = Callable[..., HttpResponse]


class SuperusersOnly(PermissionHelper):
    """Registers of the whole installation are kept by its administrators."""

    def user_has_specific_permission(self, user: Any, perm_codename: str) -> bool:
        """Whether ``user`` may do anything here."""
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permissions(self, user: Any) -> bool:
        """Whether ``user`` may see the list."""
        return bool(user.is_active and user.is_superuser)


class Register(ModelAdmin):
    """A plain list of words or facts, without drafts: list, search, filters, form.

    Attributes:
        menu_hook: the group of the menu, see `unit_pages.admin.menus`.
        empty_text: what an empty list says.
        base_url_path: address below ``/admin/``.
    """

    menu_hook: ClassVar[str]
    empty_text: ClassVar[Any] = _("Nothing has been entered yet.")
    add_to_admin_menu = False
    permission_helper_class = SuperusersOnly
    index_template_name = "unit_pages/admin/register_index.html"
    list_per_page = 50

    def get_menu_label(self) -> str:
        """Return the name of the list in the case of a sentence."""
        return str(capfirst(self.menu_label or self.opts.verbose_name_plural))

    def register_with_wagtail(self) -> None:
        """Register addresses and the menu item in its group."""
        super().register_with_wagtail()
        hooks.register(self.menu_hook, self.get_menu_item)


class FoldedSearchIndexView(generic.IndexView):
    """A list that finds words with and without diacritics.

    Attributes:
        related: relations that the columns show, fetched in the same query.
        slug_field: a field with a slug of the name, searched without diacritics.
        folded_field: a field with the folded text, searched likewise.
        empty_text: what an empty list says.
    """

    related: ClassVar[tuple[str, ...]] = ()
    slug_field: ClassVar[str] = ""
    folded_field: ClassVar[str] = ""
    empty_text: ClassVar[Any] = _("Nothing has been entered yet.")
    results_template_name = "unit_pages/admin/index_results.html"

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch what the columns show in one query."""
        return super().get_base_queryset().select_related(*self.related)  # type: ignore[no-any-return]

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows that hold all words in any of the fields."""
        for word in (self.search_query or "").split()[:8]:
            queryset = queryset.filter(self._holds(word))
        return queryset

    def _holds(self, word: str) -> Q:
        found = Q()
        for field in self.search_fields or ():
            found |= Q(**{f"{field}__icontains": word})
        if self.slug_field and slugify_vi(word):
            found |= Q(**{f"{self.slug_field}__contains": slugify_vi(word)})
        if self.folded_field:
            found |= Q(**{f"{self.folded_field}__contains": fold(word)})
        return found


class DayColumn(Column):
    """A day as officials write it, 21/5/2022, where Wagtail says "two weeks ago"."""

    def get_value(self, instance: Any) -> str:
        """Return the day, empty when there is none."""
        value = super().get_value(instance)
        if isinstance(value, dt.datetime):
            value = timezone.localtime(value)
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class SuperuserMenuItem(MenuItem):
    """An item that only administrators of the installation see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the item is for this person."""
        return bool(request.user.is_superuser)


def for_superusers(view: View) -> View:
    """Refuse everybody else with Wagtail's own message."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class CentralMixin:
    """Lets superusers alone into every view of a viewset, choosers among them."""

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Wrap the view: the one place through which a viewset builds all of them."""
        return for_superusers(super().construct_view(view_class, **kwargs))  # type: ignore[misc]


class CentralViewSet(CentralMixin, ModelViewSet):
    """A register of the whole installation with a form of several parts."""

    model: type[Model]
    menu_item_class = SuperuserMenuItem
    copy_view_enabled = False
    list_per_page = 50
