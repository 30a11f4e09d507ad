"""Every register answers an administrator and is closed to unit staff."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from unit_pages.models import OfficialDocument, Unit, UnitFormerName, UnitKind

MODELADMIN = [
    "unit-kinds", "education-levels", "posts", "unit-colours", "former-names", "successions", "document-kinds",
    "document-matters", "theme-mappings", "periods", "audiences", "article-kinds",
]  # fmt: skip
VIEWSETS = ["units", "appointments", "plans", "themes"]
CENTRAL = (
    [f"/admin/{name}/" for name in (*MODELADMIN, *VIEWSETS)]
    + [f"/admin/{name}/create/" for name in MODELADMIN]
    + [f"/admin/{name}/new/" for name in (*VIEWSETS, "branding")]
    + ["/admin/unit_chooser/", "/admin/person_chooser/", "/admin/unit_chooser/results/?q=so"]
)
OWNED = [f"/admin/{name}/{view}" for name in ("official_documents", "calendar_events") for view in ("", "new/")]


@pytest.mark.parametrize("path", [*CENTRAL, *OWNED])
def test_a_register_answers_an_administrator(
    path: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    response = sign_in(world.admin).get(path)
    assert response.status_code == 200


@pytest.mark.parametrize("path", CENTRAL)
def test_a_register_of_the_installation_is_refused_to_unit_staff(
    path: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    for person in (world.officer, world.board):
        response = sign_in(person).get(path)
        assert response.status_code in {302, 403, 404}
        assert b"<form" not in response.content


@pytest.mark.parametrize("path", CENTRAL)
def test_a_register_cannot_be_written_by_unit_staff(
    path: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    kinds = UnitKind.objects.count()
    response = sign_in(world.board).post(path, {"code": "moi", "name": "Mới", "position": 1})
    assert response.status_code in {302, 403, 404}
    assert UnitKind.objects.count() == kinds


def test_edit_forms_answer_an_administrator(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    client = sign_in(world.admin)
    theme = world.plan.themes.first()
    for path in (f"units/edit/{world.one.pk}", f"plans/edit/{world.plan.pk}", f"themes/edit/{theme.pk}"):
        assert client.get(f"/admin/{path}/").status_code == 200


def test_an_empty_list_says_what_belongs_into_it(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    UnitFormerName.objects.all().delete()
    OfficialDocument.objects.all().delete()
    client = sign_in(world.admin)
    assert "Chưa có tên cũ nào" in client.get("/admin/former-names/").content.decode()
    assert "Chưa có văn bản nào" in client.get("/admin/official_documents/").content.decode()


@pytest.mark.parametrize("words", ["truong so 2", "Trường Số 2", "THPT-2"])
def test_units_are_found_with_and_without_diacritics(
    words: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    Unit.objects.filter(pk=world.two.pk).update(slug="truong-thpt-so-2-thpt-2")
    text = sign_in(world.admin).get("/admin/units/results/", {"q": words}).content.decode()
    assert "Trường THPT Số 2" in text
    assert "Trường THPT Số 1" not in text


@pytest.mark.parametrize("path", ["units", "official_documents", "former-names"])
def test_lists_need_the_same_queries_for_few_and_many(
    path: str, world: SimpleNamespace, sign_in: Callable[[Any], Client], django_assert_num_queries: Any
) -> None:
    client = sign_in(world.admin)
    counts = []
    for more in (0, 20):
        for n in range(more):
            unit = Unit.objects.create(
                code=f"M{n}",
                name=f"Trường {n}",
                short_name=f"Tr {n}",
                slug=f"m-{n}",
                kind=world.one.kind,
                parent=world.root,
            )
            OfficialDocument.objects.create(
                unit=unit,
                number=f"{n}/M",
                title="Văn bản",
                kind=world.document_kind,
                issued_on=world.documents[0].issued_on,
            )
            UnitFormerName.objects.create(unit=unit, name=f"Cũ {n}", until_on=world.documents[0].issued_on)
        client.get(f"/admin/{path}/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(f"/admin/{path}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_new_unit_gets_its_site_at_once(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    response = sign_in(world.admin).post(
        "/admin/units/new/",
        {
            "name": "Trường THPT Mới", "short_name": "THPT Mới", "slug": "thpt-moi", "code": "T9",
            "kind": world.one.kind.pk, "parent": world.root.pk, "flag": "",
        },
    )  # fmt: skip
    assert response.status_code == 302
    assert Unit.objects.get(code="T9").home.slug == "thpt-moi"


def test_a_kind_of_unit_with_a_page_of_unknown_type_is_refused(
    world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    data = {"name": "Lạ", "code": "la", "position": 1, "subsite": '[{"type": "script", "slug": "a", "title": "A"}]'}
    response = sign_in(world.admin).post("/admin/unit-kinds/create/", data)
    assert response.status_code == 200
    assert "cần có loại đúng" in response.content.decode()
    assert not UnitKind.objects.filter(code="la").exists()
