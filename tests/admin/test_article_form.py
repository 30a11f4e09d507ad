"""The article's form: themes from the plan in force, clear words at the field, drafts without themes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.plans.themes import Theme
from unit_pages.models import SectionPage


def form_data(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a new article."""
    return {
        "title": "Ngày hội", "slug": "", "lead": "", "kind": ArticleKind.objects.get().pk, "event_on": "",
        "body-count": 0, "main_picture": "", "picture_caption": "", "topics": "", "credit_line": "",
        "correction_note": "", "corrected_on": "", "seo_title": "", "search_description": "",
        "attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0,
        "attachments-MIN_NUM_FORMS": 0, "attachments-MAX_NUM_FORMS": 1000,
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0, "comments-MAX_NUM_FORMS": 1000,
        **changes,
    }  # fmt: skip


def add_path(world: SimpleNamespace) -> str:
    section = SectionPage.objects.child_of(world.one.home).get(slug="tin-tuc")
    return f"/admin/pages/add/comms_articles/article/{section.pk}/"


def test_only_open_themes_of_the_plan_in_force_are_offered(
    world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    text = sign_in(world.officer).get(add_path(world)).content.decode()
    assert "1. Thi và tuyển sinh" in text
    assert "2. Người tốt" in text
    assert "Phòng dịch" not in text
    assert "Nội dung cũ" not in text


def test_an_ended_theme_stays_on_an_old_article(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    article = make_article(theme="T03")
    text = sign_in(world.leader).get(f"/admin/pages/{article.pk}/edit/").content.decode()
    assert "3. Phòng dịch (kết thúc" in text
    ended = Theme.objects.get(plan=world.plan, code="T03")
    data = form_data(title="Sửa tiêu đề", slug=article.slug, themes=[ended.pk], **{"action-publish": "1"})
    response = sign_in(world.leader).post(f"/admin/pages/{article.pk}/edit/", data)
    assert response.status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert article.title == "Sửa tiêu đề"
    assert [theme.code for theme in article.themes.all()] == ["T03"]


def test_a_draft_is_saved_without_themes(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    response = sign_in(world.officer).post(add_path(world), form_data(title="Bản nháp đầu tiên ở đảo"))
    assert response.status_code == 302
    article = Article.objects.get(title="Bản nháp đầu tiên ở đảo")
    assert article.slug == "ban-nhap-dau-tien-o-dao"
    assert not article.live


def test_publishing_needs_a_theme(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    data = form_data(**{"action-publish": "1"})
    text = sign_in(world.leader).post(add_path(world), data).content.decode()
    assert "Chọn ít nhất một nội dung trọng tâm của kế hoạch." in text
    assert not Article.objects.filter(live=True).exists()


def test_an_article_is_published_with_its_themes(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    theme = Theme.objects.get(plan=world.plan, code="T02")
    data = form_data(themes=[theme.pk], event_on=f"{timezone.localdate():%d/%m/%Y}", **{"action-publish": "1"})
    assert sign_in(world.leader).post(add_path(world), data).status_code == 302
    article = Article.objects.get()
    assert article.live
    assert list(article.themes.all()) == [theme]


def test_a_theme_of_another_plan_is_refused(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    foreign = Theme.objects.get(name="Nội dung cũ")
    text = sign_in(world.officer).post(add_path(world), form_data(themes=[foreign.pk])).content.decode()
    assert "không có trong kế hoạch đang thực hiện" in text
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "a" * 300}, "Tiêu đề dài 300 ký tự, tối đa 255."),
        ({"title": ""}, "Nhập tiêu đề."),
        ({"event_on": "21/05/20224"}, "năm có bốn chữ số"),
        ({"event_on": "2202-05-21"}, "Kiểm tra lại năm."),
        ({"lead": "a" * 501}, "Đoạn mở đầu dài 501 ký tự, tối đa 500."),
    ],
)
def test_a_mistake_is_explained_in_vietnamese(
    changes: dict[str, str], words: str, world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    response = sign_in(world.officer).post(add_path(world), form_data(**changes))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Article.objects.exists()
