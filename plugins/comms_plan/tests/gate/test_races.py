"""Two people at the same second, in real threads with connections of their own, on PostgreSQL."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ArticleFactory
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.gate import services
from comms_plan.gate.models import AggregationRule, LineState, OrderLine, State, Submission
from comms_plan.gate.orders import services as orders
from unit_pages.days import local_day
from unit_pages.models import Publication
from unit_pages.test.factories import PersonFactory, UnitFactory, section_of, the_department

#: How often a race is run; the threads start together each time.
ROUNDS = 8

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="rows are locked on a server only"),
]


def race(*steps):
    """Run steps at the same moment, each in a thread of its own; return their results or what refused them."""
    start = threading.Barrier(len(steps))

    def run(step):
        try:
            start.wait(timeout=20)
            return step()
        except ValidationError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, step) for step in steps]]


def refused(results):
    return [result for result in results if isinstance(result, ValidationError)]


@pytest.fixture
def place(db):
    department = the_department()
    school = UnitFactory(name="Trường THCS Đồng Minh", code="DM", subsite=True)
    return department, school, ArticleKind.objects.create(code="tin", name="Tin")


def make_article(place, title):
    _department, school, kind = place
    return ArticleFactory(parent=section_of(school), kind=kind, title=title, live=True)


def offer(page_id, board):
    return lambda: services.offer(page=Article.objects.get(pk=page_id), board=board, by=None, now=timezone.now())


def standing(article, board):
    return Publication.objects.filter(page_id=article.pk, site_unit=board, ended_at__isnull=True).count()


def test_offered_twice_stands_once_in_the_queue(place):
    for number in range(ROUNDS):
        article = make_article(place, f"Bài {number}")
        results = race(offer(article.pk, place[0]), offer(article.pk, place[0]))
        assert [type(error) for error in refused(results)] == [services.AlreadyOfferedError]
        assert Submission.objects.filter(page_id=article.pk).count() == 1


def test_offered_to_the_board_and_to_a_sibling_at_once(place):
    sibling = UnitFactory(code="KHAC", subsite=True)
    article = make_article(place, "Bài")
    right, wrong = race(offer(article.pk, place[0]), offer(article.pk, sibling))
    assert isinstance(wrong, services.NotAnAncestorError)
    assert Submission.objects.get() == right


def test_accepted_by_two_editors_at_the_same_second_appears_once_and_one_is_told(place):
    editors = [PersonFactory(), PersonFactory()]
    for number in range(ROUNDS):
        article = make_article(place, f"Bài {number}")
        pk = offer(article.pk, place[0])().pk

        def accept(editor, pk=pk):
            return services.accept(submission=Submission.objects.get(pk=pk), by=editor, now=timezone.now())

        results = race(*(lambda editor=editor: accept(editor) for editor in editors))
        (error,) = refused(results)
        assert isinstance(error, services.AlreadyDecidedError)
        assert standing(article, place[0]) == 1
        assert Submission.objects.get(pk=pk).events.filter(action="accept").count() == 1


@pytest.mark.parametrize("other", ["accept", "give_back"])
def test_withdrawn_while_the_board_decides_one_state_and_a_publication_that_fits_it(place, other):
    for number in range(ROUNDS):
        article = make_article(place, f"Bài {number}")
        pk = offer(article.pk, place[0])().pk

        def decide(pk=pk):
            text = {"text": "Thiếu ảnh."} if other == "give_back" else {}
            return getattr(services, other)(
                submission=Submission.objects.get(pk=pk), by=None, now=timezone.now(), **text
            )

        def withdraw(pk=pk):
            return services.withdraw(submission=Submission.objects.get(pk=pk), by=None, now=timezone.now())

        results = race(decide, withdraw)
        state = Submission.objects.get(pk=pk).state
        # Withdrawal wins over an acceptance whoever is first; a return that was first stands.
        assert state == State.WITHDRAWN if other == "accept" else state in (State.WITHDRAWN, State.RETURNED)
        assert standing(article, place[0]) == 0
        assert len(refused(results)) <= 1


def test_accepted_while_its_page_is_unpublished_stands_nowhere(place):
    for number in range(ROUNDS):
        article = make_article(place, f"Bài {number}")
        pk = offer(article.pk, place[0])().pk
        race(
            lambda pk=pk: services.accept(submission=Submission.objects.get(pk=pk), by=None, now=timezone.now()),
            lambda key=article.pk: Article.objects.get(pk=key).unpublish(),
        )
        assert standing(article, place[0]) == 0
        assert Submission.objects.get(pk=pk).state == State.ENDED


def test_a_rule_takes_an_item_that_two_publish_at_once_a_single_time(place):
    department, _school, _kind = place
    AggregationRule.objects.create(
        code="truong", name="Tin trường", board=department, unit_kinds=["truong"], is_active=True
    )
    for number in range(ROUNDS):
        article = make_article(place, f"Bài {number}")
        Submission.objects.all().delete()
        Publication.objects.filter(page_id=article.pk, site_unit=department).delete()
        results = race(
            *[lambda key=article.pk: Article.objects.get(pk=key).save_revision().publish() for _editor in range(2)]
        )
        assert not refused(results)
        assert Submission.objects.filter(page_id=article.pk).count() == 1
        assert standing(article, department) == 1


def test_an_order_that_is_declined_while_it_is_handed_in_has_one_end(place):
    department, school, _kind = place
    for number in range(ROUNDS):
        article = make_article(place, f"Bài {number}")
        line = orders.order(
            asked_by=department, units=[school], title="x", due_on=local_day(), by=None, now=timezone.now()
        ).lines.get()
        results = race(
            lambda line=line, key=article.pk: services.offer(
                page=Article.objects.get(pk=key), board=department, by=None, now=timezone.now(), order_line=line
            ),
            lambda line=line: orders.decline(line=line, by=None, now=timezone.now(), reason="Bận thi."),
        )
        assert len(refused(results)) == 1
        line = OrderLine.objects.get(pk=line.pk)
        is_offered = Submission.objects.filter(page_id=article.pk).exists()
        assert is_offered == (line.state == LineState.DONE)
        assert connection.vendor == "postgresql"
