"""What every answer keeps: caching, other sites, methods, problems."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from unit_pages.keyset import encode_cursor, encode_text_cursor

LISTS = ["articles", "publications", "units", "documents", "events", "galleries", "pages", "themes", "plans"]


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """Return the problem of a response, checked for what all problems have."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    problem: dict[str, Any] = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == status
    return problem


@pytest.mark.parametrize("path", ["units", "units/so", "openapi.json", "/api/v1/", "vocabularies", "look"])
def test_who_has_the_answer_is_told_that_nothing_changed(api: Any, department: Any, path: str) -> None:
    first = api.get(path)
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "public, max-age=60"
    again = api.get(path, headers={"If-None-Match": f'"x", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert api.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_the_etag_changes_with_the_content_and_survives_compression(api: Any, school: Any, make_article: Any) -> None:
    make_article(school, lead="Dài " * 100)
    zipped = api.get("articles", headers={"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert api.get("articles", headers={"If-None-Match": zipped["ETag"]}).status_code == 304
    make_article(school)
    assert api.get("articles", headers={"If-None-Match": zipped["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["units", "units/so", "openapi.json"])
def test_pages_of_other_sites_may_read_without_credentials(api: Any, department: Any, path: str) -> None:
    response = api.get(path, headers={"Origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "ETag, Link"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    asked = api.client.options(f"/api/v1/{path}", headers={"Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["units", "units/so", "openapi.json"])
def test_head_tells_what_get_would(api: Any, department: Any, path: str) -> None:
    get, head = api.get(path), api.client.head(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["units", "units/so", "nothing"])
def test_nothing_can_be_written(department: Any, method: str, path: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{path}")
    problem_of(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("collection", LISTS)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=viele", "limit"),
        ("after=xyz", "after"),
        ("after=~", "after"),
        ("after=2022-01-01T00:00~1", "after"),
        ("after=%00", "after"),
        ("fields=titel", "fields"),
        ("limits=5", "limits"),
        ("pk=5", "pk"),
    ],
)
def test_a_wrong_parameter_is_named(api: Any, collection: str, query: str, parameter: str) -> None:
    problem = problem_of(api.get(f"{collection}?{query}"), 400)
    assert [error["parameter"] for error in problem["errors"]] == [parameter]


@pytest.mark.parametrize("value", ["gestern", "2022-13-01", "31/12/2022", "9999-12-31T23:59:59-14:00", "1"])
def test_a_wrong_date_is_named(api: Any, value: str) -> None:
    problem = problem_of(api.get(f"articles?since={value}"), 400)
    assert problem["errors"][0]["parameter"] == "since"


def test_an_unknown_field_is_answered_with_the_known_ones(api: Any) -> None:
    problem = problem_of(api.get("articles?fields=id,body"), 400)
    assert problem["type"].endswith(":unknown-field")
    assert "canonical" in problem["detail"]


def test_an_unknown_parameter_is_answered_with_the_allowed_ones(api: Any) -> None:
    problem = problem_of(api.get("units?page=2"), 400)
    assert problem["type"].endswith(":unknown-parameter")
    assert "after, district, ended, fields, kind, level, limit, parent, q" in problem["detail"]
    problem_of(api.get("units/so?limit=2"), 400)


@pytest.mark.parametrize("collection", LISTS)
@pytest.mark.parametrize("key", ["khong-co", "0", "99999999", "9" * 40, "%00", "đ", "1-2-3", "٣"])
def test_what_is_not_there_is_a_problem(api: Any, department: Any, collection: str, key: str) -> None:
    problem_of(api.get(f"{collection}/{key}"), 404)


@pytest.mark.parametrize("path", ["nothing", "units/so/x", "units/", "docs/", "pictures/x/1-400.webp"])
def test_an_unknown_address_is_a_problem_too(api: Any, department: Any, path: str) -> None:
    problem_of(api.get(path), 404)


@pytest.mark.parametrize("collection", LISTS)
def test_a_cursor_of_another_list_or_far_away_does_no_harm(api: Any, department: Any, collection: str) -> None:
    for cursor in ("9999-12-31~9223372036854775807", "2022-01-01~99999999999999999999999", encode_cursor_far()):
        assert api.get(f"{collection}?after={quote(cursor)}").status_code in {200, 400}
    assert api.get(f"{collection}?after={encode_text_cursor('đ' * 90, 1)}").status_code in {200, 400}


def encode_cursor_far() -> str:
    """Return a cursor at the end of time."""
    return encode_cursor(dt.datetime(9999, 12, 31, tzinfo=dt.UTC), 2**63)


def test_a_fault_tells_nothing_of_the_inside(department: Any, monkeypatch: Any) -> None:
    from unit_pages.api import units

    monkeypatch.setattr(units, "find_unit", lambda key: 1 / 0)
    response = Client(raise_request_exception=False).get("/api/v1/units/so")
    problem = problem_of(response, 500)
    assert "division" not in response.content.decode()
    assert problem["type"].endswith(":internal")
