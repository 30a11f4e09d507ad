"""From a page to its unit and its public address.

The page tree is flat: the department's home at depth 2, every other unit's home
directly below it at depth 3. So a page's unit follows from the beginning of its path.
"""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction, get_page_models

from unit_pages.enums import OPEN_STATES
from unit_pages.units.models import Unit

ROOT_DEPTH = 2
UNIT_DEPTH = 3


def unit_of_path(path: str) -> Unit | None:
    """Return the unit whose site holds the page with this tree path, if any."""
    prefixes = [path[: Page.steplen * depth] for depth in (ROOT_DEPTH, UNIT_DEPTH)]
    return (
        Unit.objects.filter(home__path__in=prefixes)
        .with_identity()
        .select_related("emblem")
        .order_by("-home__depth")
        .first()
    )


def public_path(url_path: str) -> str:
    """Turn a page's stored ``url_path`` into its path below the host.

    The first segment names the department's home and does not show in addresses.
    """
    return "/" + url_path.strip("/").partition("/")[2] + ("/" if "/" in url_path.strip("/") else "")


def is_public(page: Page) -> bool:
    """Whether no view restriction stands on the page or above it."""
    return not restrictions_on(page.path).exists()


def restrictions_on(path: str) -> QuerySet[PageViewRestriction]:
    """Return the view restrictions on the page with this tree path and above it.

    An alias is restricted like the page whose alias it is.
    """
    paths = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    source = Page.objects.filter(aliases__path__in=paths)
    return PageViewRestriction.objects.filter(Q(page__path__in=paths) | Q(page__in=source))


def public_among(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Keep the live pages that anybody may read; one query at any number of them.

    No view restriction stands on them or above, their site is open, and they are no items for staff only.
    """
    from unit_pages.subsites.home import UnitHomePage

    closed = UnitHomePage.objects.exclude(unit__site_state__in=OPEN_STATES)
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return unrestricted_among(pages).exclude(Exists(closed.annotate(below=path).filter(below__startswith=F("path"))))


def unrestricted_among(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Keep the live pages that whoever may enter their site reads: behind no restriction, and not for staff only."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restricted = PageViewRestriction.objects.annotate(below=path).filter(below__startswith=F("page__path"))
    shown = pages.filter(live=True).exclude(Exists(restricted))
    for model in get_page_models():
        if "is_internal" in {field.name for field in model._meta.get_fields()}:
            # Asked for each page by its key: there are hundreds of thousands of articles and few of them internal.
            shown = shown.exclude(Exists(model._default_manager.filter(pk=OuterRef("pk"), is_internal=True)))
    return shown


def department_pages() -> QuerySet[Page]:
    """Return the department's home and what stands below its own sections, no subsite."""
    homes = Page.objects.filter(unithomepage__isnull=False)
    sections = Page.objects.filter(depth=UNIT_DEPTH, unithomepage__isnull=True)
    condition = Q(pk__in=homes.filter(depth=ROOT_DEPTH).values("pk"))
    for path in sections.values_list("path", flat=True):
        condition |= Q(path__startswith=path)
    return Page.objects.filter(condition)
