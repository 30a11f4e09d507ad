"""The board's own headline, summary, picture and crop stand on its site, and nowhere else."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import ArticleFactory
from django.utils import timezone

from comms_plan.gate import services
from unit_pages.models import Picture, Publication
from unit_pages.publications.services import OwnWords
from unit_pages.test.factories import PersonFactory, PictureFactory, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(school, kind):
    return ArticleFactory(parent=section_of(school), kind=kind, title="Ngày hội đọc sách", lead="Lời mở", live=True)


@pytest.fixture
def offered(article, department):
    return services.offer(page=article, board=department, by=PersonFactory(), now=timezone.now())


def rows(article, department, school):
    found = {row.site_unit_id: row for row in Publication.objects.filter(page_id=article.pk, ended_at__isnull=True)}
    return found[department.pk], found[school.pk]


def accept(submission, **words):
    return services.accept(submission=submission, by=PersonFactory(), now=timezone.now(), words=OwnWords(**words))


def test_own_words_stand_on_the_boards_site_alone(offered, article, department, school):
    accept(offered, headline="Cả trường cùng đọc", summary="Hơn nghìn cuốn sách")
    above, own = rows(article, department, school)
    assert (above.headline, above.summary) == ("Cả trường cùng đọc", "Hơn nghìn cuốn sách")
    assert (own.headline, own.summary) == ("Ngày hội đọc sách", "Lời mở")
    article.refresh_from_db()
    assert article.title == "Ngày hội đọc sách"


def test_a_change_of_the_page_goes_through_where_the_board_wrote_nothing(offered, article, department, school):
    accept(offered, headline="Cả trường cùng đọc")
    article.title, article.lead = "Tên mới", "Lời mới"
    article.save_revision().publish()
    above, own = rows(article, department, school)
    assert (above.headline, above.summary) == ("Cả trường cùng đọc", "Lời mới")
    assert (own.headline, own.summary) == ("Tên mới", "Lời mới")


def test_words_that_are_taken_back_are_the_pages_again(offered, article, department, school):
    accept(offered, headline="Cả trường cùng đọc", crop=(10, 10, 5, 5))
    services.present(submission=offered, by=PersonFactory(), now=timezone.now(), place="lead")
    above, _own = rows(article, department, school)
    assert (above.headline, above.crop, above.own_fields, above.place) == ("Ngày hội đọc sách", None, [], "lead")


def test_another_picture_and_its_crop(offered, article, department, school):
    picture = PictureFactory(unit=department)
    accept(offered, picture=picture, crop=(40, 30, 20, 20))
    above, own = rows(article, department, school)
    assert above.picture == picture
    assert own.picture_id == article.main_picture_id != picture.pk
    shown = above.shown_picture
    assert (shown.focal_point_x, shown.focal_point_y, shown.focal_point_width) == (40, 30, 20)
    picture.refresh_from_db()
    assert picture.focal_point_x is None
    assert picture.is_referred


def test_a_picture_of_the_board_is_closed_when_the_item_leaves(offered, article, department):
    picture = PictureFactory(unit=department)
    accepted = accept(offered, picture=picture)
    assert Picture.objects.get(pk=picture.pk).is_referred
    services.take_down(submission=accepted, by=PersonFactory(), now=timezone.now(), text="Trùng.")
    assert not Picture.objects.get(pk=picture.pk).is_referred


def test_a_picture_that_is_deleted_gives_way_to_the_pages(offered, article, department, school):
    picture = PictureFactory(unit=department)
    accept(offered, picture=picture)
    picture.delete()
    article.save_revision().publish()
    above, own = rows(article, department, school)
    assert above.picture_id == own.picture_id


def test_a_beginning_in_the_past_is_now(offered, article, department):
    now = timezone.now()
    services.accept(submission=offered, by=PersonFactory(), now=now, starts_at=now - dt.timedelta(days=40))
    assert Publication.objects.get(page_id=article.pk, site_unit=department).starts_at == now


def test_who_shows_it_otherwise_after_it_left_is_told(offered):
    accepted = accept(offered)
    services.withdraw(submission=accepted, by=PersonFactory(), now=timezone.now())
    with pytest.raises(services.AlreadyDecidedError):
        services.present(submission=accepted, by=PersonFactory(), now=timezone.now(), place="lead")
