"""What the API never says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import PageViewRestriction

from comms_plan.articles.models import Article
from unit_pages.models import Appointment, GalleryPage, Post, StandardPage, Unit
from unit_pages.publications.services import accept_publication

LISTS = ["articles", "publications", "units", "documents", "events", "galleries", "pages", "themes", "plans"]


def shown(api: Any, article: Article) -> list[bool]:
    """Say at which addresses an article is shown."""
    return [
        article.pk in api.ids("articles"),
        article.pk in api.ids("publications", "page_id"),
        api.get(f"articles/{article.pk}").status_code == 200,
        api.get(f"articles/{article.slug}").status_code == 200,
    ]


def test_a_draft_is_not_shown(api: Any, school: Unit, make_article: Any) -> None:
    assert not any(shown(api, make_article(school, live=False)))


def test_text_of_a_draft_of_a_published_article_is_not_shown(api: Any, school: Unit, make_article: Any) -> None:
    article = make_article(school, "Tin cũ")
    article.title = "Bí mật"
    article.save_revision()
    assert all(shown(api, article))
    assert "Bí mật" not in api.get("articles").content.decode()


def test_an_unpublished_article_is_not_shown(api: Any, school: Unit, department: Unit, make_article: Any) -> None:
    article = make_article(school)
    accept_publication(page=article, site_unit=department, by=None, now=timezone.now())
    article.unpublish()
    assert not any(shown(api, article))


def test_an_embargo_holds(api: Any, school: Unit, make_article: Any) -> None:
    article = make_article(school, live=False)
    article.go_live_at = timezone.now() + dt.timedelta(hours=1)
    article.save_revision().publish()
    assert not any(shown(api, article))


@pytest.mark.parametrize("level", [-1, -2, -3])
def test_an_article_below_a_restriction_is_not_shown(api: Any, full_article: Article, level: int) -> None:
    page = [*full_article.get_ancestors(), full_article][level]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not any(shown(api, full_article))


def test_the_home_and_pages_of_a_private_site_are_not_shown(api: Any, school: Unit, make_gallery: Any) -> None:
    gallery = make_gallery(school)
    school.home.owner_lines = "Nội bộ"
    school.home.save()
    PageViewRestriction.objects.create(page=school.home, restriction_type="login")
    assert api.read("units/NQ")["home"] is None
    assert api.ids("pages?unit=NQ") == []
    assert api.ids("galleries") == []
    assert api.get(f"galleries/{gallery.pk}").status_code == 404
    assert api.get(f"pages/{StandardPage.objects.get(path__startswith=school.home.path).pk}").status_code == 404


def test_unpublished_pages_and_galleries_are_not_shown(api: Any, school: Unit, make_gallery: Any) -> None:
    gallery = make_gallery(school)
    page = StandardPage.objects.get(path__startswith=school.home.path)
    GalleryPage.objects.get(pk=gallery.pk).unpublish()
    page.unpublish()
    assert api.ids("galleries") == []
    assert page.pk not in api.ids("pages")
    assert api.get(f"pages/{page.pk}").status_code == 404
    assert api.get(f"galleries/{gallery.slug}").status_code == 404


def test_a_unit_without_a_published_site_is_not_shown(api: Any, school: Unit) -> None:
    school.home.unpublish()
    assert school.pk not in api.ids("units")
    assert api.get("units/NQ").status_code == 404
    assert school.slug not in [child["slug"] for child in api.read("units/so")["children"]]


def test_documents_and_files_that_are_not_public_are_not_shown(
    api: Any, school: Unit, make_document: Any, make_file: Any
) -> None:
    hidden = make_document(school, is_public=False)
    with_file = make_document(school, file=make_file("mat.pdf", is_public=False))
    assert api.ids("documents") == [with_file.pk]
    assert api.get(f"documents/{hidden.pk}").status_code == 404
    assert api.read(f"documents/{with_file.pk}")["file"] is None


def test_private_files_of_an_article_are_neither_attached_nor_linked(api: Any, full_article: Article) -> None:
    item = api.read(f"articles/{full_article.pk}")
    assert [file["filename"] for file in item["attachments"]] == ["ke-hoach.pdf"]
    assert [block["id"] for block in item["body"]] == ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b9"]
    for text in (item["body_html"], item["body"][0]["value"]):
        assert "noi-bo.pdf" not in text
        assert "ke-hoach.pdf" in text


def test_no_person_is_named_anywhere(
    api: Any, full_article: Article, department: Unit, plan: Any, make_document: Any, school: Unit
) -> None:
    person = get_user_model().objects.create(
        username="an.tentaikhoan", full_name="Nguyễn Thị Giấukín", email="rieng-tu@example.vn"
    )
    post = Post.objects.create(code="can-bo", name="Cán bộ truyền thông")
    Appointment.objects.create(person=person, unit=school, post=post, starts_on=dt.date(2020, 1, 1))
    full_article.owner = person
    full_article.save_revision(user=person).publish()
    accept_publication(page=full_article, site_unit=department, by=person, now=timezone.now())
    make_document(school)
    said = "".join(
        api.get(f"{name}/{pk}").content.decode() + api.get(name).content.decode()
        for name in LISTS
        for pk in api.ids(name)
    )
    assert api.read("units/NQ")["contact"]["posts"] == ["Cán bộ truyền thông"]
    for word in ("tentaikhoan", "Giấukín", "rieng-tu", "Nguyễn Văn Ký", "Trần Thị Ký"):
        assert word not in said


def test_originals_of_pictures_have_no_address(api: Any, full_article: Article) -> None:
    said = api.get(f"articles/{full_article.pk}").content.decode() + api.get("articles").content.decode()
    assert full_article.main_picture.file.name not in said
    assert "original_images" not in said
