"""An officer sees and changes the documents and events of the own unit, and no others."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from unit_pages.access.role_groups import staff_group
from unit_pages.access.unit_owned import UnitOwnedPolicy
from unit_pages.models import Appointment, CalendarEvent, OfficialDocument


@pytest.mark.parametrize(
    ("path", "word"), [("official_documents", "Văn bản riêng"), ("calendar_events", "Sự kiện riêng")]
)
def test_the_list_holds_own_records_only(
    path: str, word: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    for query in ("", "results/", "?export=csv", f"?q={word}"):
        response = sign_in(world.officer).get(f"/admin/{path}/{query}")
        text = response.getvalue().decode()
        assert f"{word} 2" not in text
        assert f"{word} 0" not in text
    assert f"{word} 1" in sign_in(world.officer).get(f"/admin/{path}/").content.decode()


@pytest.mark.parametrize("view", ["edit", "delete", "history", "history-results", "usage", "copy"])
@pytest.mark.parametrize("model", ["official_documents", "calendar_events"])
def test_a_foreign_record_is_not_there(
    view: str, model: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    rows = world.documents if model == "official_documents" else world.events
    client = sign_in(world.officer)
    for foreign in (rows[0], rows[2]):
        path = f"/admin/{model}/{view}/{foreign.pk}/"
        assert client.get(path).status_code == 404
        assert client.post(path, {"title": "Đổi"}).status_code == 404
    assert client.get(f"/admin/{model}/{view}/{rows[1].pk}/").status_code == 200
    assert OfficialDocument.objects.count() == CalendarEvent.objects.count() == 3


def document_data(world: SimpleNamespace, unit: Any) -> dict[str, Any]:
    return {
        "unit": unit.pk, "number": "77/CV", "title": "Văn bản mới", "kind": world.document_kind.pk,
        "issued_on": timezone.localdate().isoformat(), "is_public": "on", "in_force": "on",
    }  # fmt: skip


def test_an_officer_adds_a_document_of_the_own_unit(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    response = sign_in(world.officer).post("/admin/official_documents/new/", document_data(world, world.one))
    assert response.status_code == 302
    assert OfficialDocument.objects.get(number="77/CV").unit == world.one


def test_a_forged_unit_is_refused_at_the_field(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    client = sign_in(world.officer)
    for path in ("/admin/official_documents/new/", f"/admin/official_documents/edit/{world.documents[1].pk}/"):
        response = client.post(path, document_data(world, world.two))
        assert response.status_code == 200
        assert "Chọn một đơn vị của bạn." in response.content.decode()
    assert set(OfficialDocument.objects.filter(unit=world.two)) == {world.documents[2]}


def test_the_form_names_no_other_unit(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    text = sign_in(world.officer).get("/admin/calendar_events/new/").content.decode()
    assert world.one.name in text
    assert world.two.name not in text


def test_rights_end_with_the_appointment(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    Appointment.objects.filter(person=world.officer).update(ends_on=timezone.localdate())
    client = sign_in(world.officer)
    assert client.get("/admin/official_documents/").status_code == 403
    assert client.get(f"/admin/official_documents/edit/{world.documents[1].pk}/").status_code == 403
    assert client.post("/admin/official_documents/new/", document_data(world, world.one)).status_code == 403
    assert not OfficialDocument.objects.filter(number="77/CV").exists()


def test_the_policy_answers_for_each_record(world: SimpleNamespace) -> None:
    policy = UnitOwnedPolicy(OfficialDocument)
    own, foreign = world.documents[1], world.documents[2]
    assert policy.user_has_permission_for_instance(world.officer, "change", own)
    assert not policy.user_has_permission_for_instance(world.officer, "change", foreign)
    assert list(policy.instances_user_has_any_permission_for(world.officer, ["change"])) == [own]
    assert policy.instances_user_has_any_permission_for(world.admin, ["change"]).count() == 3


def test_the_role_group_is_completed_and_stays_as_it_is(db: None) -> None:
    group = staff_group()
    group.permissions.clear()
    names = {permission.codename for permission in staff_group().permissions.all()}
    assert "access_admin" in names
    assert {"add_officialdocument", "delete_calendarevent", "view_officialdocument", "add_externalitem"} <= names
    assert len(names) == 13
    staff_group()
    assert group.permissions.count() == 13
