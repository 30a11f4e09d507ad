"""What stands behind the question mark: searches, filters, exports, ids in lists, whole selections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from matrix_fill import Filled
from matrix_side import Side
from matrix_unsafe import Offers
from matrix_walk import addresses
from matrix_world import World
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from unit_pages.subsites.lookup import public_path

#: Asked of every list of the admin: searches by the beginning of all bait, exports, filters by foreign people.
#: What offers the query in a whole page stands beside it.
SEARCH, EXPORT = re.compile(r'name="q"'), re.compile(r"export=")
LIST_QUERIES = {
    "q=zqb": SEARCH, "q=zqd": SEARCH, "export=csv": EXPORT, "export=xlsx": EXPORT,
    "ordering=title&p=2": re.compile(r"ordering=|[?&]p=|<table"),
}  # fmt: skip
ADMIN_API = "/admin/api/main/"


def queries(world: World, mode: str, offers: Offers) -> Iterator[Filled]:
    """Return the queries of one mode that only read: those that name no row belong to ``own``."""
    if mode == "own":
        yield from _lists(offers)
    if mode == "foreign":
        yield from _admin(world.foreign)
        yield from _api(world.foreign)


def _lists(offers: Offers) -> Iterator[Filled]:
    for address in addresses():
        if address.is_admin and not address.parameters:
            plain = Filled(address.name, f"/{address.template}", "own")
            yield from (replace(plain, query=query) for query in _understood(offers.page(plain)))
    for term in ("z", "zq", "zqb", "zqd"):
        for path in ("", "taggit/tag/", "comms_articles/topic/"):
            yield Filled("wagtailadmin_tag_autocomplete", f"/admin/tag-autocomplete/{path}", "own", f"term={term}")


def _understood(page: str) -> list[str]:
    """Return the queries that a screen takes, judged by what it offers to a superuser; a fragment takes all."""
    if "</html>" not in page:
        return list(LIST_QUERIES)
    return [query for query, mark in LIST_QUERIES.items() if mark.search(page)]


def selections(world: World, mode: str) -> Iterator[Filled]:
    """Return every bulk action of every model: of one foreign row, of an own and a foreign one, of all rows."""
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action, view in actions.items():
                path = f"/admin/bulk/{app}/{model}/{action}/"
                for query in _selections(world, mode, next(iter(view.models), None)):
                    yield Filled("wagtail_bulk_action", path, mode, query)


def _selections(world: World, mode: str, model: Any) -> Iterator[str]:
    key = {"page": "draft", "user": "officer"}.get(model._meta.model_name or "") if model else None
    sides = {"own": [], "foreign": [world.foreign], "mixed": [world.own, world.foreign]}[mode]
    ids = [row.pk for side in sides for row in [side[key] if key else side.row_of(model)] if row is not None]
    if ids:
        yield urlencode({"id": ids}, doseq=True)
    if mode == "own":
        yield "id=all"
    if mode != "mixed":
        yield urlencode({"id": "all", "childOf": (world.own if mode == "own" else world.foreign)["section"].pk})


def _admin(side: Side) -> Iterator[Filled]:
    """Lists of the admin that take an id or a word of a foreign row."""
    page, section, picture, file = (side[key].pk for key in ("draft", "section", "picture", "file"))
    for kind, pk in (("pages", page), ("images", picture), ("documents", file)):
        for query in ("fields=*", "search=zqb", f"id={pk}", "fields=_,title,tags&limit=50"):
            yield Filled(f"wagtailadmin_api:{kind}:listing", f"{ADMIN_API}{kind}/", "foreign", query)
        yield Filled(f"wagtailadmin_api:{kind}:find", f"{ADMIN_API}{kind}/find/", "foreign", f"id={pk}")
    for query in (
        f"child_of={section}", f"descendant_of={section}", f"ancestor_of={page}", f"translation_of={page}",
        f"for_explorer=1&child_of={section}", f"slug={side['draft'].slug}", "type=comms_articles.Article",
    ):  # fmt: skip
        yield Filled("wagtailadmin_api:pages:listing", f"{ADMIN_API}pages/", "foreign", query)
    html_path = urlencode({"html_path": public_path(side["draft"].url_path)})
    yield Filled("wagtailadmin_api:pages:find", f"{ADMIN_API}pages/find/", "foreign", html_path)
    chooser = "/admin/choose-page/"
    for path, query in (
        ("chosen-multiple/", f"id={page}"), ("search/", "q=zqb"), ("search/", "q=zqb&page_type=comms_articles.article"),
        ("", "page_type=comms_articles.article"), (f"{section}/", "page_type=wagtailcore.page&can_choose_root=true"),
        (f"{section}/", "match_subclass=true&user_perms=move_to"), ("search/", f"q=zqb&target_pages[]={page}"),
    ):  # fmt: skip
        yield Filled("wagtailadmin_choose_page", f"{chooser}{path}", "foreign", query)
    for kind, pk in (("images", picture), ("documents", file)):
        base, collection = f"/admin/{kind}/", side["collection"].pk
        for path, query in (
            ("chooser/chosen-multiple/", f"id={pk}"), ("chooser/results/", "q=zqb"), ("results/", "q=zqb"),
            ("chooser/results/", f"collection_id={collection}"), ("results/", f"collection_id={collection}"),
            ("chooser/results/", f"tag={side.prefix}picturetag"), ("results/", f"tag={side.prefix}picturetag"),
        ):  # fmt: skip
            yield Filled(f"wagtail{kind}_query", f"{base}{path}", "foreign", query)
    for path in ("unit_chooser", "person_chooser"):
        key = "unit" if path.startswith("unit") else "officer"
        yield Filled(path, f"/admin/{path}/chosen-multiple/", "foreign", f"id={side[key].pk}")
    people = urlencode({"owner": side["officer"].pk, "user": side["officer"].pk, "locked_by": side["officer"].pk})
    for report in ("locked", "workflow", "workflow_tasks", "site-history", "aging-pages"):
        yield Filled(f"wagtailadmin_reports:{report}", f"/admin/reports/{report}/", "foreign", people)
        yield Filled(f"wagtailadmin_reports:{report}", f"/admin/reports/{report}/", "foreign", f"{people}&export=csv")


def _api(side: Side) -> Iterator[Filled]:
    """Every parameter that the description of the public interface names, with foreign words and ids."""
    described = Client().get("/api/v1/openapi.json").json()
    values = ("zqb", side.unit.slug, str(side["draft"].pk), str(side.unit.pk), "*", "all")
    for path, operations in described["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query":
                for value in values:
                    filled_path = path.replace("{key}", str(side["draft"].pk))
                    if "{" not in filled_path:
                        yield Filled("api-1:query", filled_path, "foreign", urlencode({parameter["name"]: value}))
