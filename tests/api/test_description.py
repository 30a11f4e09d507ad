"""The OpenAPI description says what the API does, and the page to try it loads nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from jsonschema import Draft202012Validator

from unit_pages.models import Publication, Unit

METHODS = {"get"}
PARAMETER = re.compile(r"{\w+}")


@pytest.fixture
def schema(api: Any) -> dict[str, Any]:
    """The description."""
    found: dict[str, Any] = api.read("openapi.json")
    return found


@pytest.fixture
def keys(
    full_article: Any,
    school: Unit,
    plan: Any,
    quota: Any,
    make_document: Any,
    make_event: Any,
    make_gallery: Any,
    make_file: Any,
) -> dict[str, Any]:
    """One existing key for each collection."""
    school.home.notice_title = "Tuyển sinh"
    school.home.save()
    return {
        "articles": full_article.slug,
        "publications": Publication.objects.get().pk,
        "units": school.slug,
        "themes": "tuyen-sinh",
        "plans": plan.code,
        "pages": full_article.get_parent().pk,
        "documents": make_document(school, file=make_file()).slug,
        "events": make_event(school).pk,
        "galleries": make_gallery(school).slug,
    }


def test_every_operation_answers_as_described(api: Any, schema: dict[str, Any], keys: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        assert set(methods) == METHODS
        collection = path.removeprefix("/api/v1/").partition("/")[0]
        responses = methods["get"]["responses"]
        if "401" in responses:
            refused = api.get(PARAMETER.sub("khong-co", path))
            assert refused.status_code == 401
            assert_valid(schema, responses["401"]["content"]["application/problem+json"]["schema"], refused.json())
            continue
        answer = api.read(path.replace("{key}", str(keys.get(collection, ""))))
        if "{" not in path and "items" in answer:
            assert answer["items"], path
        assert_valid(schema, methods["get"]["responses"]["200"]["content"]["application/json"]["schema"], answer)


def test_problems_answer_as_described(api: Any, schema: dict[str, Any], department: Unit) -> None:
    for path, methods in schema["paths"].items():
        responses = methods["get"]["responses"]
        address = PARAMETER.sub("khong-co", path)
        described = responses["400"]["content"]["application/problem+json"]["schema"]
        assert_valid(schema, described, api.get(f"{address}?nonsense=1").json())
        if "{" in path:
            assert_valid(
                schema, responses["404"]["content"]["application/problem+json"]["schema"], api.get(address).json()
            )


def test_each_operation_is_complete(schema: dict[str, Any]) -> None:
    operations = [operation for methods in schema["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"] and operation["description"] and operation["tags"]
        assert {"200", "304", "400"} <= set(operation["responses"])
        assert operation["responses"]["200"]["headers"]["ETag"]
        for parameter in operation["parameters"]:
            assert parameter.get("description") or parameter["in"] == "path", parameter
            assert "examples" not in parameter
            assert {"type": "null"} not in parameter["schema"].get("anyOf", [])


def test_each_field_is_described(schema: dict[str, Any]) -> None:
    for name, model in schema["components"]["schemas"].items():
        for field, described in model.get("properties", {}).items():
            assert described.get("description") or "$ref" in described, f"{name}.{field}"
        Draft202012Validator.check_schema(model)


def test_examples_of_parameters_are_accepted(api: Any, schema: dict[str, Any], department: Unit) -> None:
    for path, methods in schema["paths"].items():
        for parameter in methods["get"]["parameters"]:
            if "example" in parameter and "{" not in path and parameter["name"] != "fields":
                api.read(f"{path}?{parameter['name']}={parameter['example']}")


def test_the_page_to_try_it_loads_only_our_own_files(api: Any) -> None:
    response = api.get("docs")
    page = response.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert any("swagger-ui-bundle.js" in address for address in loaded)
    assert all(address.startswith("/static/ninja/") for address in loaded)
    for address in loaded:
        assert finders.find(address.removeprefix("/static/")), address
    assert "http" not in page.replace("http-equiv", "")
    assert '"validatorUrl": null' in page
    assert '"url": "/api/v1/openapi.json"' in page


def assert_valid(schema: dict[str, Any], described: dict[str, Any], answer: Any) -> None:
    """Check an answer against a schema of the description."""
    Draft202012Validator(
        {**described, "components": schema["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    ).validate(answer)
