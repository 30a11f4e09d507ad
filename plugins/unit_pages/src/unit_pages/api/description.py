"""What ninja leaves out of the OpenAPI description, and where it writes what no parameter may be."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja.openapi.schema import OpenAPISchema

from unit_pages.api.problems import CONTENT_TYPE

HEADERS = {
    "ETag": _("Strong hash of the body; send it back in If-None-Match."),
    "Cache-Control": _("How long the answer may be kept."),
    "Link": _("The next page of a list, as rel=next."),
}
STATUSES = {
    "200": _("Found."),
    "304": _("Not changed since the ETag of If-None-Match."),
    "400": _("A parameter is wrong; the problem names it."),
    "401": _("Nobody is signed in; the answer is for staff."),
    "404": _("There is nothing public at this address."),
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": _("ETag of the answer that the reader has."),
}


def complete(schema: OpenAPISchema) -> OpenAPISchema:
    """Add headers, problem bodies and examples, and write the texts in the language of the site."""
    for methods in schema["paths"].values():
        for operation in methods.values():
            operation["parameters"] = [_parameter(found) for found in operation["parameters"]]
            operation["parameters"].append(dict(IF_NONE_MATCH))
            operation["responses"] = {str(code): _response(str(code), r) for code, r in operation["responses"].items()}
    schema["components"]["schemas"] = {name: _title_free(s) for name, s in schema["components"]["schemas"].items()}
    _translate(schema)
    return schema


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """Drop ``null``, which no query string can hold, and write the example where OpenAPI wants it."""
    schema = dict(parameter["schema"])
    choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1 and "anyOf" in choices[0]:
        choices = choices[0]["anyOf"]
    if len(choices) == 1:
        schema.update(choices[0])
    elif choices:
        schema["anyOf"] = choices
    examples = schema.pop("examples", None) or parameter.get("examples")
    schema.pop("title", None)
    schema.pop("description", None)
    kept = {key: value for key, value in parameter.items() if key not in {"schema", "examples"}}
    return {**kept, "schema": schema, **({"example": examples[0]} if examples else {})}


def _response(code: str, response: dict[str, Any]) -> dict[str, Any]:
    response = {**response, "description": STATUSES.get(code, response["description"])}
    if code >= "400":
        response["content"] = {CONTENT_TYPE: next(iter(response["content"].values()))}
        return response
    response["headers"] = {name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()}
    return response


def _title_free(schema: dict[str, Any]) -> dict[str, Any]:
    """Drop the titles that pydantic makes of field names; they say nothing."""
    for found in schema.get("properties", {}).values():
        found.pop("title", None)
    return schema


def _translate(node: Any) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"description", "summary", "title"} and isinstance(value, str) and value:
                node[key] = gettext(value)
            else:
                _translate(value)
    elif isinstance(node, list):
        for value in node:
            _translate(value)
