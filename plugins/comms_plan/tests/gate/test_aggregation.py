"""A rule takes at the moment of publication what it says, once, and leaves to people what people decided."""

from __future__ import annotations

import pytest
from conftest import ArticleFactory
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.gate import services
from comms_plan.gate.aggregation.services import what_it_would_take
from comms_plan.gate.models import AggregationRule, State, Submission
from unit_pages.models import Publication
from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory, UnitFactory, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_rule(department):
    def make(**values):
        fields = {"code": "tin-truong", "name": "Tin của các trường", "board": department, "is_active": True}
        return AggregationRule.objects.create(**{**fields, **(values or {"unit_kinds": ["truong"]})})

    return make


def write(unit, kind, *themes, publish=True, by=None, title="Ngày hội đọc sách"):
    article = ArticleFactory(parent=section_of(unit), kind=kind, title=title, live=False)
    article.themes.set(themes)
    revision = article.save_revision(user=by)
    if publish:
        revision.publish()
    return Article.objects.get(pk=article.pk)


def on_board(article, department):
    return Publication.objects.filter(page_id=article.pk, site_unit=department, ended_at__isnull=True).exists()


def test_what_the_rule_names_appears_with_the_publication_and_says_that_nobody_decided(
    make_rule, department, school, kind
):
    rule = make_rule(unit_kinds=["truong"], place="schools")
    article = write(school, kind)
    submission = Submission.objects.get()
    assert (submission.state, submission.rule, submission.decided_by) == (State.ACCEPTED, rule, None)
    assert (submission.publication.place, submission.publication.site_unit) == ("schools", department)
    assert rule.name in submission.publication.accepted_by
    assert [event.action for event in submission.events.all()] == ["auto"]
    assert rule.name in submission.events.get().text
    article.title = "Tên khác"
    article.save_revision().publish()
    assert Submission.objects.changed_since().count() == 1


@pytest.mark.parametrize(
    ("says", "is_taken"),
    [
        ({"unit_kinds": ["truong"]}, True),
        ({"unit_kinds": ["phong"]}, False),
        ({"units": ["DM"]}, True),
        ({"units": ["KHAC"]}, False),
        ({"article_kinds": ["tin"]}, True),
        ({"article_kinds": ["bai"]}, False),
        ({"themes": ["T01", "T10"]}, True),
        ({"themes": ["T02"]}, False),
        ({"unit_kinds": ["truong"], "themes": ["T02"]}, False),
        ({"unit_kinds": ["truong"], "is_active": False}, False),
    ],
)
def test_every_list_that_names_something_must_be_met(
    make_rule, department, school, kind, plan, make_theme, says, is_taken
):
    ArticleKind.objects.create(code="bai", name="Bài")
    make_rule(**says)
    assert on_board(write(school, kind, make_theme(plan, 1)), department) == is_taken


def test_only_after_approval(make_rule, department, school, kind):
    rule = make_rule(unit_kinds=["truong"], after_approval=True)
    officer, leader = PersonFactory(), PersonFactory()
    AppointmentFactory(person=officer, unit=school, post=PostFactory(code="cb", can_write=True))
    AppointmentFactory(
        person=leader, unit=school, post=PostFactory(code="ld", can_write=True, can_publish=True, is_leader=True)
    )
    assert not on_board(write(school, kind, by=officer), department)
    own = write(school, kind, by=leader, title="Tin của lãnh đạo")
    assert on_board(own, department)
    assert [row.page_id for row in what_it_would_take(rule, timezone.now())] == [own.pk]


def test_what_people_decided_is_not_taken_again(make_rule, department, school, kind):
    rule = make_rule()
    article = write(school, kind)
    taken = Submission.objects.get()
    services.take_down(submission=taken, by=PersonFactory(), now=timezone.now(), text="Trùng.")
    article.save_revision().publish()
    assert not on_board(article, department)
    other = write(school, kind, publish=False, title="Bài khác")
    rule.is_active = False
    rule.save()
    other.save_revision().publish()
    offered = services.offer(page=other, board=department, by=PersonFactory(), now=timezone.now())
    services.give_back(submission=offered, by=PersonFactory(), now=timezone.now(), text="Thiếu ảnh.")
    rule.is_active = True
    rule.save()
    other.save_revision().publish()
    assert not on_board(other, department)


def test_switched_off_it_keeps_what_it_took_and_the_source_ends_it(make_rule, department, school, kind):
    rule = make_rule()
    article = write(school, kind)
    rule.is_active = False
    rule.save()
    assert on_board(article, department)
    article.unpublish()
    assert not on_board(article, department)
    assert Submission.objects.get().state == State.ENDED


def test_the_unit_may_withdraw_what_a_rule_took(make_rule, department, school, kind):
    make_rule()
    article = write(school, kind)
    services.withdraw(submission=Submission.objects.get(), by=PersonFactory(), now=timezone.now())
    assert not on_board(article, department)


def test_two_rules_take_an_item_once_and_a_rule_of_another_board_does_not(make_rule, department, school, kind):
    make_rule()
    make_rule(code="hai", unit_kinds=["truong"])
    elsewhere = UnitFactory(code="PGD", subsite=True)
    make_rule(code="ba", unit_kinds=["truong"], board=elsewhere)
    write(school, kind)
    assert Submission.objects.count() == 1


def test_the_trial_shows_what_it_would_take_and_takes_nothing(department, school, kind):
    article = write(school, kind)
    rule = AggregationRule(code="thu", name="Thử", board=department, unit_kinds=["truong"])
    assert [row.page_id for row in what_it_would_take(rule, timezone.now())] == [article.pk]
    assert not on_board(article, department)


@pytest.mark.parametrize(("is_active", "cost"), [(False, 1), (True, 2)])
def test_an_item_that_no_rule_takes_costs_one_query_and_one_for_each_rule(
    make_rule, department, school, kind, is_active, cost
):
    from comms_plan.gate.watching import take_by_rule

    make_rule(unit_kinds=["truong"], is_active=is_active)
    article = write(school, kind)
    article.unit.tree_path  # noqa: B018 - fetched by whoever publishes
    with CaptureQueriesContext(connection) as queries:
        take_by_rule(None, page=article, site_units={school.pk})
    assert len(queries) == cost, [query["sql"] for query in queries]
