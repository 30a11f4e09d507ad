"""Every address of the admin is decided about, and nothing else is mounted beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail import hooks
from wagtail.admin.viewsets.pages import page_viewset_registry

from unit_pages.access.addresses import ADDRESS_HOOK, Addresses, is_classified, is_open_to_staff
from unit_pages.access.page_views import UnitPageViewSet


def walk(
    patterns: list[URLPattern | URLResolver], route: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Return route, name as the middleware sees it, and pattern of every address."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, here, inner)
        else:
            yield here, namespace + (pattern.name or pattern.lookup_str), pattern


def admin_names() -> list[str]:
    return sorted({name for route, name, _ in walk(get_resolver().url_patterns) if route.startswith("admin/")})


def test_every_address_of_the_admin_is_decided_about() -> None:
    unknown = [name for name in admin_names() if not is_classified(name)]
    assert not unknown, f"Say in {ADDRESS_HOOK} whether unit staff need: {', '.join(unknown)}"
    assert len(admin_names()) > 200


def test_a_new_address_is_closed_until_somebody_opens_it() -> None:
    assert not is_classified("weather:index")
    assert not is_open_to_staff("weather:index")
    with hooks.register_temporarily(ADDRESS_HOOK, lambda: Addresses(needed=("weather:*",))):
        assert is_open_to_staff("weather:index")
    assert not is_open_to_staff("weather:index")


@pytest.mark.parametrize(
    "name", ["wagtailusers_users:index", "wagtailusers_groups:edit", "wagtailredirects:add", "wagtailsites:index"]
)
def test_what_belongs_to_the_installation_is_closed(name: str) -> None:
    assert is_classified(name)
    assert not is_open_to_staff(name)


def test_all_page_types_have_guarded_screens() -> None:
    viewsets = [*page_viewset_registry.values_by_class.values(), *page_viewset_registry.values_by_parent_model.values()]
    assert viewsets
    assert all(isinstance(viewset, UnitPageViewSet) for viewset in viewsets)


def test_neither_of_wagtails_public_apis_is_mounted() -> None:
    modules = {pattern.callback.__module__ for _, _, pattern in walk(get_resolver().url_patterns) if pattern.callback}
    assert not [module for module in modules if module.startswith(("wagtail.api.v2", "wagtail.api.v3"))]
    assert "ninja" in " ".join(modules)


def test_a_closed_address_says_that_there_is_nothing(world) -> None:
    client = Client()
    client.force_login(world.officer)
    closed = client.get("/admin/users/")
    missing = client.get("/admin/no-such-screen/")
    assert closed.status_code == missing.status_code == 404
    assert closed.templates[0].name == missing.templates[0].name == "wagtailadmin/404.html"
    assert Client().get("/admin/users/").status_code == 302  # who is not signed in is asked to
