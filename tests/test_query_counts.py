"""The number of queries of a page does not follow the number of items on it, and stays in its budget."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

MANY = 50
#: Most queries of a page by design; what is not named here may use as many as a home page.
BUDGETS = {
    "department home": 25,
    "department home, one level": 25,
    "subsite home": 25,
    "office home": 25,
    "department article": 12,
    "subsite article": 12,  # with pictures in its text
}
BUDGET = 25
#: Results of a search that is compared: with fewer another spelling is looked for, and a page is full.
A_PAGE = 25
#: Where more is found than is ranked at once, the titles are asked once more; PostgreSQL is told to use its index then.
SEARCH_ASIDE = {"postgresql": 3}.get(connection.vendor, 1)


@contextmanager
def counted():
    """Count the queries of a block; transactions that the settings wrap around a request do not count."""
    with CaptureQueriesContext(connection) as captured:
        numbers: list[str] = []
        yield numbers
    numbers += [
        q["sql"] for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
    ]


def measure(client, addresses):
    """Return the queries of each address with warm pictures and cold caches."""
    found = {}
    client.raise_request_exception = False  # a broken page is told beside the others
    for name, address in addresses.items():
        response = client.get(address)  # makes the renditions, which the first reader ever waits for
        if response.status_code != 200:
            found[name] = [f"answered {response.status_code}"]
            continue
        cache.clear()
        with counted() as queries:
            client.get(address)
        found[name] = queries
    return found


def api_lists(client, world):
    """Return every list of the API, as its own description tells, with as many items as it gives at once."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    lists = {f"API {path}": path for path in paths if "{" not in path}
    for path, operations in paths.items():
        names = {parameter["name"] for parameter in operations["get"].get("parameters", ())}
        if "{" not in path and "limit" in names:
            lists[f"API {path}"] = f"{path}?limit=100"
            if "unit" in names:
                lists[f"API {path} of a unit"] = f"{path}?limit=100&unit={world.school.slug}"
    return lists


def test_pages_feeds_sitemaps_and_the_api_ask_as_often_for_fifty_items_as_for_one(world, client, settings):
    assert settings.PAGE_CACHE_SECONDS == 0
    addresses = {**world.pages(), **world.machine_pages(), **api_lists(client, world)}
    for key, thing in (
        ("articles", world.first_article(world.school)),
        ("galleries", world.first_gallery(world.school)),
        ("documents", world.first_document(world.school)),
    ):
        addresses[f"API one of {key}"] = f"/api/v1/{key}/{thing.pk}"
    searches = {name: address for name, address in addresses.items() if "search" in name}
    one = measure(client, {name: address for name, address in addresses.items() if name not in searches})
    world.grow(A_PAGE)
    one |= measure(client, searches)
    world.grow(MANY)
    many = measure(client, addresses)

    if os.environ.get("SHOW_QUERIES"):
        for name in addresses:
            print(f"{len(one[name]):3} {len(many[name]):3}  {name}")
            if os.environ["SHOW_QUERIES"] == name:
                print("\n".join(many[name]))
    uneven = {
        name: (len(one[name]), len(many[name]), sorted(set(many[name]) - set(one[name]))[:3])
        for name in addresses
        if abs(len(many[name]) - len(one[name])) > (SEARCH_ASIDE if name in searches else 0)
    }
    aside = dict.fromkeys(searches, SEARCH_ASIDE)
    over = {
        name: len(many[name]) for name in addresses if len(many[name]) > BUDGETS.get(name, BUDGET) + aside.get(name, 0)
    }
    broken = {name: many[name] for name in addresses if many[name][:1] and many[name][0].startswith("answered")}
    assert not (broken or uneven or over), {"broken": broken, "uneven": uneven, "over budget": over}


@pytest.mark.parametrize("reader", ["anonymous", "officer"])
def test_a_signed_in_reader_costs_no_more_than_the_session(world, client, reader):
    if reader == "officer":
        client.force_login(world.officer)
    address = world.pages()["subsite article"]
    client.get(address)
    cache.clear()
    with counted() as queries:
        client.get(address)
    assert len(queries) <= BUDGETS["subsite article"] + (2 if reader == "officer" else 0)
