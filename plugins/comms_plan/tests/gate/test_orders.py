"""Orders: asked, taken on or declined, closed by the item that is offered, open again when it comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import ArticleFactory
from django.utils import timezone

from comms_plan.gate import services as gate
from comms_plan.gate.models import LineState, OrderLine, Tip, TipState, WritingOrder
from comms_plan.gate.orders import services
from unit_pages.days import local_day
from unit_pages.test.factories import PersonFactory, UnitFactory, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def other(department):
    return UnitFactory(code="KHAC", subsite=True)


@pytest.fixture
def make_order(department, school, now):
    def make(*units, days=5, **values):
        due_on = local_day(now) + dt.timedelta(days=days)
        fields = {"title": "Ngày hội đọc sách", "due_on": due_on, "by": PersonFactory(), "now": now}
        return services.order(asked_by=department, units=units or (school,), **{**fields, **values})

    return make


@pytest.fixture
def article(school, kind):
    return ArticleFactory(parent=section_of(school), kind=kind, live=True)


def test_many_units_are_asked_each_once(make_order, school, other):
    made = make_order(school, other, school)
    assert {line.unit for line in made.lines.all()} == {school, other}


@pytest.mark.parametrize(("units", "days"), [([], 5), (["department"], 5), (["school"], -1)])
def test_an_order_that_makes_no_sense_is_refused_whole(department, school, now, units, days):
    asked = [{"department": department, "school": school}[name] for name in units]
    with pytest.raises(services.OrderError):
        services.order(
            asked_by=department,
            units=asked,
            title="x",
            due_on=local_day(now) + dt.timedelta(days=days),
            by=None,
            now=now,
        )
    assert not WritingOrder.objects.exists()


def test_taken_on_and_closed_by_the_offered_item(make_order, article, department, now):
    line = make_order().lines.get()
    services.take_on(line=line, by=PersonFactory(), now=now)
    submission = gate.offer(page=article, board=department, by=PersonFactory(), now=now, order_line=line)
    line.refresh_from_db()
    assert (line.state, line.page_id, submission.order_line) == (LineState.DONE, article.pk, line)


def test_returned_it_is_owed_again_and_the_next_offer_closes_it(make_order, article, department, now):
    line = make_order().lines.get()
    offered = gate.offer(page=article, board=department, by=None, now=now, order_line=line)
    gate.give_back(submission=offered, by=PersonFactory(), now=now, text="Thiếu ảnh.")
    line.refresh_from_db()
    assert line.state == LineState.ACCEPTED
    gate.offer(page=article, board=department, by=None, now=now)
    line.refresh_from_db()
    assert line.state == LineState.DONE


def test_declined_with_a_reason_only(make_order, now):
    line = make_order().lines.get()
    with pytest.raises(services.OrderError):
        services.decline(line=line, by=None, now=now, reason=" ")
    services.decline(line=line, by=None, now=now, reason="Trường đang thi.")
    for step in (services.take_on, services.decline):
        with pytest.raises(services.OrderError, match="Ngày hội đọc sách"):
            step(line=line, by=None, now=now, **({"reason": "x"} if step is services.decline else {}))


def test_anothers_order_and_a_declined_one_are_not_answered(make_order, article, department, other, now):
    foreign = make_order(other).lines.get()
    declined = services.decline(line=make_order().lines.get(), by=None, now=now, reason="Bận thi.")
    for line in (foreign, declined):
        with pytest.raises(services.OrderError):
            gate.offer(page=article, board=department, by=None, now=now, order_line=line)
    assert not article.submissions.exists()


def test_overdue_is_what_is_pending_after_its_day(make_order, school, other, now):
    made = make_order(school, other)
    services.decline(line=made.lines.get(unit=other), by=None, now=now, reason="Bận.")
    assert not OrderLine.objects.overdue(made.due_on).exists()
    assert [line.unit for line in OrderLine.objects.overdue(made.due_on + dt.timedelta(days=1))] == [school]


def test_a_withdrawn_order_leaves_what_was_handed_in(make_order, article, school, other, department, now):
    made = make_order(school, other)
    gate.offer(page=article, board=department, by=None, now=now, order_line=made.lines.get(unit=school))
    assert services.cancel(order=made, by=None, now=now) == 1
    assert {line.state for line in made.lines.all()} == {LineState.DONE, LineState.CANCELLED}


def test_a_tip_becomes_an_order(make_order, school, now):
    tip = Tip.objects.create(unit=school, what="Cô giáo cứu người", proposed_at=now)
    made = make_order(tip=tip)
    tip.refresh_from_db()
    assert (tip.state, made.tip) == (TipState.ORDERED, tip)
