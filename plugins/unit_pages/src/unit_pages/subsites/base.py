"""What every page of a subsite shares: its unit and the context of its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import PageViewRestriction

from unit_pages.access.references import UnitPageForm
from unit_pages.conf import get_settings
from unit_pages.subsites.lookup import restrictions_on, unit_of_path
from unit_pages.units.models import Unit

if TYPE_CHECKING:
    from unit_pages.review.permissions import UnitPageTester

#: Name of the hook ``fn(request, page, context)`` by which a host site or another
#: package adds to the template context of every page of every subsite.
CONTEXT_HOOK = "construct_unit_page_context"


def known_unit(request: HttpRequest, path: str) -> Unit | None:
    """Return the unit that the guard found for the page with this tree path, to ask for it once a request."""
    found: tuple[str, Unit | None] = getattr(request, "guarded_page", ("", None))
    return found[1] if found[0] == path else None


class UnitPageMixin:
    """Gives a page its ``site_unit`` and runs the context hook."""

    #: Relations that the public page needs; fetched together with the page.
    served_with: ClassVar[tuple[str, ...]] = ()
    #: Refuses references to what belongs to another unit; a form of a page type inherits from it.
    base_form_class = UnitPageForm

    if TYPE_CHECKING:
        path: str

    def get_site_unit(self) -> Unit | None:
        """Return the unit on whose site the page stands."""
        return unit_of_path(self.path)

    def permissions_for_user(self, user: Any) -> UnitPageTester:
        """Return what ``user`` may do with the page by the rules of its unit."""
        from unit_pages.review.permissions import UnitPageTester

        return UnitPageTester(user, self)  # type: ignore[arg-type]

    @property
    def has_workflow(self) -> bool:
        """Whether the page is sent to a leader: not where the unit publishes without approval."""
        unit = self.get_site_unit()
        return unit is not None and unit.needs_approval and bool(super().has_workflow)  # type: ignore[misc]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what restricts readers here or above, in one query where Wagtail takes two."""
        return restrictions_on(self.path)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return Wagtail's context with ``site_unit`` (also set on the request) and ``base_template``."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        unit = known_unit(request, self.path) or self.get_site_unit()
        request.site_unit = unit  # type: ignore[attr-defined]
        context["site_unit"] = unit
        bases = get_settings()
        context["base_template"] = bases.base_template if unit is None or unit.is_root else bases.subsite_base_template
        for add_to_context in hooks.get_hooks(CONTEXT_HOOK):
            add_to_context(request, self, context)
        return context
