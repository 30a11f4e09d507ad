"""Rules against the installation: unknown codes, nobody selected, overlaps, examples; and the second sample rule."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pydantic import ValidationError as RuleProblem

from comms_plan.quotas.checking import check
from comms_plan.quotas.counting import begun, owing, recount
from comms_plan.quotas.describing import sentences
from comms_plan.quotas.exempting import exempt
from comms_plan.quotas.models import Exemption, Figure
from comms_plan.quotas.rules import Rule
from comms_plan.quotas.source import SourceError, read, write
from quotas.test_counting import RULE, World, the_rule
from unit_pages.models import UnitTag
from unit_pages.test.factories import UnitFactory, UnitKindFactory

pytestmark = pytest.mark.django_db
#: The second sample of docs/how-to/write-a-quota-rule.md.
FORTY = """\
code: bai-ca-nam
name: "40 tin, bài mỗi năm học"
source: "Quy định mẫu"
subject: {unit_kinds: [truong]}
period:
  kind: school_year
  year_begins: "08-01"
  partial: prorated
  free:
    - {first: "06-01", last: "07-31", reason: "Nghỉ hè"}
channel: {site: own}
minimum: 40
valid_from: 2025-08-01
valid_to: 2026-07-31
examples:
  - {says: "Bài trên trang của trường", item: {kind: bai}, counts: true}
  - {says: "Bài của trường khác", item: {kind: bai, writer: another}, counts: false}
"""


@pytest.fixture
def world():
    return World()


class TestFindings:
    @pytest.mark.parametrize(
        ("values", "path"),
        [
            ({"subject": {"unit_kinds": ["phong", "khong-co"]}}, ("subject", "unit_kinds")),
            ({"subject": {"unit_kinds": ["phong"], "levels": ["dai-hoc"]}}, ("subject", "levels")),
            ({"subject": {"unit_kinds": ["phong"], "under": "X9"}}, ("subject", "under")),
            ({"weights": {"tin": 1, "truyen": 1}}, ("weights",)),
            ({"any_of": [{"themes": ["T99"]}]}, ("any_of", 0, "themes")),
            ({"all_of": [{"content": ["co-so", "lạ"]}]}, ("all_of", 0, "content")),
            ({"channel": {"site": "X9"}}, ("channel", "site")),
            ({"channel": {"external": ["bao-la"]}}, ("channel", "external")),
            ({"subject": {"units": ["X9"]}}, ("subject", "units")),
            ({"examples": [{"says": "a", "item": {"kind": "video"}, "counts": True}]}, ("examples", 0, "counts")),
            ({"examples": [{"says": "a", "item": {"knd": "x"}, "counts": True}]}, ("examples", 0, "item")),
        ],
    )
    def test_errors_name_their_place(self, world, values, path):
        errors = [finding for finding in check(Rule.model_validate({**RULE, **values}), world.quota.plan)]
        assert path in [finding.path for finding in errors if finding.is_error]

    def test_a_good_rule_has_none(self, world):
        assert check(world.quota.rule, world.quota.plan) == []

    def test_a_rule_that_selects_no_unit(self, world):
        UnitKindFactory(code="trong")
        rule = Rule.model_validate({**RULE, "subject": {"unit_kinds": ["trong"]}})
        assert [finding.path for finding in check(rule, world.quota.plan)] == [("subject",)]

    def test_units_of_a_tag_owe_and_the_tag_must_be_known(self, world):
        tag = UnitTag.objects.create(code="dao", name="Trường ở đảo")
        rule = Rule.model_validate({**RULE, "subject": {"tags": ["dao", "nui"]}})
        assert [finding.path for finding in check(rule, world.quota.plan)] == [("subject", "tags"), ("subject",)]
        tag.units.add(world.units[0])
        rule = Rule.model_validate({**RULE, "subject": {"tags": ["dao"]}})
        assert list(owing(rule, rule.days())) == [world.units[0]]
        assert not [finding for finding in check(rule, world.quota.plan) if finding.is_error]

    def test_two_rules_for_one_unit_are_a_warning(self, world):
        other = the_rule(world.department, code="khac", name="Khác")
        (finding,) = check(other.rule, other.plan)
        assert not finding.is_error
        assert "2" in finding.message and "Hai tin" in finding.message

    @pytest.mark.parametrize(
        "values",
        [
            {"subject": {"persons": ["can-bo"]}, "attribution": {"to": "orderer"}},
            {"minimum": "1.5"},
            {"weights": {"tin": -1}},
            {"grace_days": 31},
            {"carry_over": {"most": -1}},
            {"period": {"kind": "month", "free": [{"first": "01-01", "last": "12-31"}]}},
            {"period": {"kind": "custom", "days": [{"name": "a", "first": "2030-01-01", "last": "2030-02-01"}]}},
        ],
    )
    def test_what_no_rule_can_say(self, values):
        with pytest.raises(RuleProblem):
            Rule.model_validate({**RULE, **values})


class TestExempting:
    @pytest.mark.parametrize(
        ("first", "last", "reason", "unit"),
        [
            ("2025-08-31", "2025-09-30", "x", 0),
            ("2026-08-01", "2026-09-30", "x", 0),
            ("2026-03-05", "2026-03-01", "x", 0),
            ("2026-03-01", "2026-03-31", " ", 0),
            ("2026-03-01", "2026-03-31", "x", None),
        ],
    )
    def test_days_outside_no_reason_and_other_units_are_refused(self, world, first, last, reason, unit):
        with pytest.raises(ValidationError):
            exempt(
                quota=world.quota,
                unit=world.department if unit is None else world.units[unit],
                first=dt.date.fromisoformat(first),
                last=dt.date.fromisoformat(last),
                reason=reason,
                by=world.editor,
            )
        assert not Exemption.objects.exists()


class TestText:
    def test_the_forty_items_of_a_school_year(self, world):
        school = UnitFactory(code="TR", kind=UnitKindFactory(code="truong"), subsite=True)
        source = read(FORTY)
        assert [finding.message for finding in check(source.rule, world.quota.plan) if finding.is_error] == []
        assert read(write(source.rule)).rule == source.rule
        assert any("40" in sentence for sentence in sentences(source.rule))
        quota = the_rule(world.department, **source.data)
        now = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
        recount(quota, begun(quota, now), now)
        # Two of twelve months are free: 304 of 365 days, rounded up.
        assert list(Figure.objects.filter(rule=quota).values_list("unit", "minimum")) == [(school.pk, 34)]

    def test_every_mistake_has_its_line(self):
        text = FORTY.replace("minimum: 40", "minimum: 40\ntarget: 4\nweigths: {}").replace("bai-ca-nam", "Bài")
        with pytest.raises(SourceError) as caught:
            read(text)
        assert {(line.number, line.key) for line in caught.value.lines} >= {(1, "code"), (14, "weigths")}


def test_a_publication_costs_few_queries(world, django_assert_num_queries):
    from comms_plan.quotas.watching import on_publication_changed

    now = dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC)
    for step in ("retag", "offer", "accept"):
        world.take(step, 0, now)
    page = world.pages[0]
    page.refresh_from_db()
    with django_assert_num_queries(10):
        on_publication_changed(type(page), page=page, site_units={1})
