"""What an officer finds after signing in."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comms_plan.articles.models import Article
from unit_pages.models import SectionPage


def test_the_desk_leads_straight_to_the_form(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    section = SectionPage.objects.child_of(world.one.home).get(slug="tin-tuc")
    text = sign_in(world.officer).get("/admin/").content.decode()
    assert "Viết tin mới" in text
    assert f"/admin/pages/add/comms_articles/article/{section.pk}/" in text
    assert "Trường THPT Số 1" in text
    assert "/thpt-1/" in text


def test_the_desk_shows_own_items_with_their_state(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    make_article(title="Bài đã đăng")
    make_article(title="Bài còn nháp", live=False)
    make_article(world.two, title="Bài của trường khác")
    text = sign_in(world.officer).get("/admin/").content.decode()
    assert "Bài đã đăng" in text
    assert "Trên trang đơn vị" in text
    assert "Bài còn nháp" in text
    assert "Bản nháp" in text
    assert "Bài của trường khác" not in text


def test_the_dashboard_needs_the_same_queries_for_1_and_50_items(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    client = sign_in(world.officer)
    counts = []
    for more in (1, 49):
        for n in range(more):
            make_article(title=f"Bài {more} {n}", live=n % 2 == 0)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_list_of_items_holds_own_items_only(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    make_article(title="Bài của mình")
    make_article(world.two, title="Bài của trường khác")
    text = sign_in(world.officer).get("/admin/articles/").content.decode()
    assert "Bài của mình" in text
    assert "Bài của trường khác" not in text
    assert "Bài của trường khác" in sign_in(world.admin).get("/admin/articles/").content.decode()


def test_somebody_without_an_appointment_is_told_so(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    world.officer.appointments.all().delete()
    response = sign_in(world.officer).get("/admin/")
    assert response.status_code == 403
    assert "unit_pages/people/no_post.html" in [template.name for template in response.templates]


def test_the_menu_is_grouped_by_what_people_do(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    def labels(person: Any) -> str:
        text = html.unescape(sign_in(person).get("/admin/").content.decode())
        props = text[text.index("wagtail-sidebar-props") :].partition("</script>")[0]
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), props)

    officer, admin = labels(world.officer), labels(world.admin)
    for label in ("Viết bài", "Viết tin mới", "Văn bản và lịch", "Ảnh và tệp"):
        assert f'"{label}"' in officer
    for label in ("Đơn vị", "Kế hoạch", "Giao diện"):
        assert f'"{label}"' not in officer
        assert f'"{label}"' in admin


def test_the_login_page_speaks_vietnamese(db: None) -> None:
    text = Client().get("/admin/login/").content.decode()
    for english in ("Password", "Sign in", "Remember", "Wagtail"):
        assert f">{english}" not in text
