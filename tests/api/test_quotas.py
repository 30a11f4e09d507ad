"""Quotas and coverage: aggregates for everybody, units for staff of the own scope only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.plans.models import Plan
from comms_plan.quotas.models import QuotaRule
from unit_pages.models import Appointment, Post, Unit


@pytest.fixture
def sign_in(api: Any) -> Any:
    """Return a function that lets the reader be somebody with a post in a unit."""

    def make(unit: Unit) -> None:
        post, _new = Post.objects.get_or_create(
            code="ld", defaults={"name": "Lãnh đạo", "can_write": True, "can_publish": True}
        )
        person = get_user_model().objects.create_user(f"o-{unit.slug}", "mat-khau-rat-dai")
        Appointment.objects.create(
            person=person, unit=unit, post=post, starts_on=timezone.localdate() - dt.timedelta(days=5)
        )
        api.client.force_login(person)

    return make


def test_everybody_reads_how_many_and_nobody_which(api: Any, quota: QuotaRule, school: Unit, make_article: Any) -> None:
    for _n in range(2):
        make_article(school)
    answer = api.get("quotas")
    (item,) = answer.json()["items"]
    assert item["code"] == "hai-tin"
    assert (item["periods"][0]["met"], item["periods"][0]["owing"]) == (
        1,
        Unit.objects.filter(kind__code="thpt").count(),
    )
    text = answer.content.decode()
    assert not any(name in text for name in Unit.objects.values_list("slug", flat=True) if name != "so")


def test_the_plan_switches_the_aggregates_off(api: Any, quota: QuotaRule) -> None:
    Plan.objects.update(public_progress=False)
    assert api.read("quotas")["items"] == []


def test_units_are_for_people_who_are_signed_in(api: Any, quota: QuotaRule, school: Unit) -> None:
    for address in ("quotas/hai-tin/units", f"coverage/{school.slug}", "quotas/khong-co/units"):
        answer = api.get(address)
        assert answer.status_code == 401
        assert answer.json()["type"].endswith("not-signed-in")
        assert "Hãy đăng nhập" in answer.json()["detail"]


def test_a_school_reads_itself_and_no_other(
    api: Any, quota: QuotaRule, school: Unit, make_article: Any, sign_in: Any
) -> None:
    make_article(school)
    sign_in(school)
    answer = api.get("quotas/hai-tin/units")
    assert answer["Cache-Control"] == "private, no-store" and "Cookie" in answer["Vary"]
    assert [(line["unit"], line["figure"], line["minimum"]) for line in answer.json()["units"]] == [(school.slug, 1, 2)]
    assert api.read(f"coverage/{school.slug}")["items"] == 1
    for address in ("quotas/hai-tin/units?unit=truong-2", "coverage/truong-2", "coverage/so", "coverage/khong-co"):
        assert api.get(address).status_code == 404, address


def test_the_department_reads_all_units_and_one_branch(
    api: Any, quota: QuotaRule, department: Unit, school: Unit, sign_in: Any
) -> None:
    sign_in(department)
    units = {line["unit"]: line for line in api.read("quotas/hai-tin/units")["units"]}
    assert units["truong-2"]["figure"] == 0 and units["truong-2"]["minimum"] == 2
    assert len(units) == Unit.objects.filter(kind__code="thpt").count()
    assert [line["unit"] for line in api.read("quotas/hai-tin/units?unit=truong-2")["units"]] == ["truong-2"]
    first = (timezone.localdate() - dt.timedelta(days=50)).isoformat()
    assert api.read(f"quotas/hai-tin/units?day={first}")["days_left"] == 0


@pytest.mark.parametrize("query", ["day=x", "day=2026-02-30", "unknown=1"])
def test_a_wrong_parameter_is_explained(api: Any, quota: QuotaRule, department: Unit, sign_in: Any, query: str) -> None:
    sign_in(department)
    answer = api.get(f"quotas/hai-tin/units?{query}")
    assert answer.status_code == 400 and answer.json()["errors"]


def test_coverage_counts_themes_and_explains_wrong_months(
    api: Any, plan: Plan, school: Unit, make_article: Any
) -> None:
    theme = plan.themes.first()
    make_article(school, themes=[theme])
    answer = api.read("coverage")
    found = next(line for line in answer["themes"] if line["code"] == theme.code)
    assert found["count"] == sum(found["months"].values()) == found["kinds"]["thpt"] == 1
    assert answer["until"] == f"{timezone.localdate():%Y-%m}"
    for query in ("first=2026", "first=2026-13", "first=2026-05&last=2026-01"):
        assert api.get(f"coverage?{query}").status_code == 400, query


def test_it_costs_the_same_for_many_units(
    api: Any, quota: QuotaRule, department: Unit, kind: Any, sign_in: Any
) -> None:
    sign_in(department)
    addresses = ["quotas", "coverage", "quotas/hai-tin/units", "coverage/so"]

    def costs() -> list[int]:
        found = []
        for address in addresses:
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                api.read(address)
            found.append(len(queries))
        return found

    few = costs()
    for number in range(20):
        Unit.objects.create(
            code=f"N{number}", name=f"N {number}", short_name=f"N {number}", slug=f"n-{number}", kind=kind,
            parent=department,
        )  # fmt: skip
    assert costs() == few
    assert max(few) <= 25
