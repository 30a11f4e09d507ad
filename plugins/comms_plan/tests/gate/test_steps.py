"""A submission goes one way through its states, and a publication stands exactly while both sides want it."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import ArticleFactory
from django.db import transaction
from django.utils import timezone

from comms_plan.gate import services
from comms_plan.gate.models import ReturnReason, State, Submission
from unit_pages.models import Publication
from unit_pages.publications.services import NotAnAncestorError, NotPublishedError, withdraw_publication
from unit_pages.test.factories import PersonFactory, UnitFactory, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def officer():
    return PersonFactory()


@pytest.fixture
def editor():
    return PersonFactory()


@pytest.fixture
def article(school, kind):
    return ArticleFactory(parent=section_of(school), kind=kind, title="Ngày hội đọc sách", live=True)


@pytest.fixture
def offered(article, department, officer, now):
    return services.offer(page=article, board=department, by=officer, now=now, note="Có ảnh đẹp")


def on_board(article, department):
    return Publication.objects.filter(page_id=article.pk, site_unit=department, ended_at__isnull=True).exists()


def publish_again(article, title):
    article.title = title
    article.save_revision().publish()


class TestTheWay:
    def test_offered_accepted_withdrawn(self, offered, article, department, officer, editor, now):
        assert list(Submission.objects.waiting()) == [offered]
        accepted = services.accept(submission=offered, by=editor, now=now, place="lead")
        assert accepted.publication.place == "lead"
        assert on_board(article, department)
        services.withdraw(submission=offered, by=officer, now=now)
        assert not on_board(article, department)
        assert [event.action for event in offered.events.all()] == ["offer", "accept", "withdraw"]

    def test_returned_mended_and_offered_again(self, offered, article, department, officer, editor, now):
        reason = ReturnReason.objects.create(code="thieu-anh", name="Thiếu ảnh")
        services.give_back(submission=offered, by=editor, now=now, reason=reason, text="Thêm một ảnh ngang.")
        assert offered.events.last().text == "Thiếu ảnh Thêm một ảnh ngang."
        again = services.offer(page=article, board=department, by=officer, now=now)
        services.accept(submission=again, by=editor, now=now)
        assert on_board(article, department)

    def test_a_return_needs_a_reason(self, offered, editor, now):
        with pytest.raises(services.NoReasonError):
            services.give_back(submission=offered, by=editor, now=now, text="  ")
        assert Submission.objects.get().state == State.OFFERED

    def test_accepted_for_later_appears_then(self, offered, article, department, editor, now):
        later = now + dt.timedelta(days=2)
        services.accept(submission=offered, by=editor, now=now, starts_at=later)
        rows = Publication.objects.on_site_of(department).filter(page_id=article.pk)
        assert not rows.live_at(now).exists()
        assert rows.live_at(later).exists()

    def test_the_board_takes_it_down_and_says_why(self, offered, article, department, editor, now):
        services.accept(submission=offered, by=editor, now=now)
        with pytest.raises(services.NoReasonError):
            services.take_down(submission=offered, by=editor, now=now, text="")
        taken = services.take_down(submission=offered, by=editor, now=now, text="Trùng với tin của Sở.")
        assert (taken.state, taken.reason_text) == (State.TAKEN_DOWN, "Trùng với tin của Sở.")
        assert not on_board(article, department)

    def test_taking_it_off_on_another_screen_takes_it_down_here_too(self, offered, article, department, editor, now):
        accepted = services.accept(submission=offered, by=editor, now=now)
        withdraw_publication(page=article, site_unit=department, by=editor, now=now)
        accepted.refresh_from_db()
        assert accepted.state == State.TAKEN_DOWN
        assert list(accepted.events.values_list("action", flat=True)) == ["offer", "accept", "take-down"]

    def test_what_the_unit_takes_back_is_written_down_once(self, offered, article, department, officer, editor, now):
        accepted = services.accept(submission=offered, by=editor, now=now)
        services.withdraw(submission=accepted, by=officer, now=now)
        assert not on_board(article, department)
        assert list(accepted.events.values_list("action", flat=True)) == ["offer", "accept", "withdraw"]

    def test_a_submission_is_given_to_a_member_and_back(self, offered, editor, now):
        assert services.assign(submission=offered, to=editor, by=editor, now=now).assigned_to == editor
        assert services.assign(submission=offered, to=None, by=editor, now=now).assigned_to is None


class TestRefused:
    def test_a_draft(self, article, department, officer, now):
        article.unpublish()
        with pytest.raises(NotPublishedError):
            services.offer(page=article, board=department, by=officer, now=now)

    def test_to_a_sibling_and_to_the_own_unit(self, article, officer, now):
        for board in (UnitFactory(code="KHAC", subsite=True), article.unit):
            with pytest.raises(NotAnAncestorError):
                services.offer(page=article, board=board, by=officer, now=now)

    def test_twice_while_it_waits_and_while_it_stands(self, offered, article, department, officer, editor, now):
        with pytest.raises(services.AlreadyOfferedError):
            services.offer(page=article, board=department, by=officer, now=now)
        services.accept(submission=offered, by=editor, now=now)
        with pytest.raises(services.AlreadyOfferedError):
            services.offer(page=article, board=department, by=officer, now=now)
        assert Submission.objects.count() == 1

    @pytest.mark.parametrize("second", ["accept", "give_back", "assign"])
    def test_the_second_of_two_editors_is_told_who_was_first(self, offered, editor, now, second):
        stale = Submission.objects.get()
        services.accept(submission=offered, by=editor, now=now)
        values = {"accept": {}, "give_back": {"text": "x"}, "assign": {"to": None}}[second]
        with pytest.raises(services.AlreadyDecidedError, match=str(editor)), transaction.atomic():
            getattr(services, second)(submission=stale, by=PersonFactory(), now=now, **values)
        assert Publication.objects.filter(origin="accepted").count() == 1

    def test_accepting_what_was_withdrawn_meanwhile(self, offered, article, department, officer, editor, now):
        services.withdraw(submission=Submission.objects.get(), by=officer, now=now)
        with pytest.raises(services.AlreadyDecidedError):
            services.accept(submission=offered, by=editor, now=now)
        assert not on_board(article, department)

    def test_withdrawing_twice(self, offered, officer, now):
        services.withdraw(submission=offered, by=officer, now=now)
        with pytest.raises(services.AlreadyDecidedError):
            services.withdraw(submission=offered, by=officer, now=now)


class TestTheSource:
    def test_a_change_after_acceptance_is_shown_to_the_board_until_it_decides(
        self, offered, article, department, editor, now
    ):
        services.accept(submission=offered, by=editor, now=now)
        assert not Submission.objects.changed_since()
        publish_again(article, "Tên khác")
        (changed,) = Submission.objects.changed_since()
        assert changed.headline == "Tên khác"
        assert on_board(article, department)
        services.keep(submission=changed, by=editor, now=now)
        assert not Submission.objects.changed_since()

    def test_a_change_while_it_waits_is_no_change(self, offered, article):
        publish_again(article, "Tên khác")
        assert Submission.objects.get().state == State.OFFERED
        assert not Submission.objects.changed_since()

    @pytest.mark.parametrize("how", ["unpublish", "delete", "internal"])
    @pytest.mark.parametrize("state", ["offered", "accepted"])
    def test_what_leaves_its_own_site_leaves_the_board(self, offered, article, department, editor, now, how, state):
        if state == "accepted":
            services.accept(submission=offered, by=editor, now=now)
        if how == "internal":
            article.is_internal = True
            article.save_revision().publish()
        else:
            getattr(article, how)()
        submission = Submission.objects.get()
        assert submission.state == State.ENDED
        assert not Publication.objects.filter(ended_at__isnull=True).exists()
        assert submission.events.last().action == "end"

    def test_an_item_that_was_never_offered_costs_one_query(self, article, django_assert_num_queries):
        from comms_plan.gate.watching import on_publication_changed

        Submission.objects.all().delete()
        with django_assert_num_queries(1):
            on_publication_changed(None, page=article, site_units=set())
