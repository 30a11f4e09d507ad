"""What unit staff find after signing in: the landing page of their unit."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.admin.ui.components import Component

from comms_plan.articles.models import Article
from unit_pages.models import Appointment, Post, Unit
from unit_pages.subsites.provisioning import provision

from .conftest import make_person

Desk = Callable[[Any], str]


@pytest.fixture
def desk(sign_in: Callable[[Any], Client]) -> Desk:
    def text(person: Any, query: str = "") -> str:
        answer = sign_in(person).get(f"/admin/{query}")
        assert answer.status_code == 200
        return html.unescape(answer.content.decode())

    return text


@pytest.fixture
def part() -> Callable[[str, str], str]:
    """Cut one section out of the page by the id of its heading."""

    def cut(text: str, heading: str) -> str:
        found = re.search(rf'aria-labelledby="{heading}".*?</section>', text, re.DOTALL)
        return found[0] if found else ""

    return cut


def submit(article: Article, person: Any) -> Any:
    return article.get_workflow().start(article, person)


def test_the_desk_names_the_own_site_and_leads_straight_to_writing(world: SimpleNamespace, desk: Desk) -> None:
    text = desk(world.officer)
    assert 'href="/admin/viet-tin/"' in text
    assert "Viết tin mới" in text
    assert "Trường THPT Số 1" in text
    assert "testserver/thpt-1/" in text
    assert "wagtail-sidebar-props" not in text, "no tree, no side bar"


def test_an_officer_sees_own_drafts_a_leader_those_of_the_unit(
    world: SimpleNamespace, desk: Desk, part: Any, make_article: Callable[..., Article]
) -> None:
    colleague = make_person("colleague", world.one, world.writer)
    for title, owner in (("Nháp của Lan", world.officer), ("Nháp của đồng nghiệp", colleague)):
        article = make_article(title=title, live=False)
        Article.objects.filter(pk=article.pk).update(owner=owner)
    make_article(world.two, title="Nháp trường khác", live=False)
    officer, leader = part(desk(world.officer), "drafts"), part(desk(world.leader), "drafts")
    assert "Nháp của Lan" in officer
    assert "Nháp của đồng nghiệp" not in officer
    assert "Nháp của Lan" in leader
    assert "Nháp của đồng nghiệp" in leader
    assert "Nháp trường khác" not in officer + leader


def test_what_was_sent_waits_at_the_officers_and_the_leaders_desk(
    world: SimpleNamespace, desk: Desk, part: Any, make_article: Callable[..., Article]
) -> None:
    article = make_article(title="Bài gửi duyệt", live=False)
    submit(article, world.officer)
    assert "Bài gửi duyệt" in part(desk(world.officer), "sent")
    assert "Bài gửi duyệt" not in part(desk(world.officer), "drafts")
    waiting = part(desk(world.leader), "approve")
    assert "Bài gửi duyệt" in waiting
    assert "Duyệt và đăng" in waiting
    assert "Bài gửi duyệt" not in desk(world.board), "another unit's leader"


def test_a_leader_approves_and_returns_from_the_desk(
    world: SimpleNamespace, desk: Desk, part: Any, sign_in: Any, make_article: Callable[..., Article]
) -> None:
    good, bad = (make_article(title=title, live=False) for title in ("Bài tốt", "Bài thiếu ảnh"))
    for article in (good, bad):
        submit(article, world.officer)
    waiting = part(desk(world.leader), "approve")
    forms = {
        (article, action): re.search(rf'action="(/admin/pages/workflow/action/{article.pk}/{action}/\d+/)"', waiting)
        for article in (good, bad)
        for action in ("approve", "reject")
    }
    client = sign_in(world.leader)
    for (article, action), data in (((good, "approve"), {}), ((bad, "reject"), {"comment": "Cần thêm ảnh."})):
        answer = client.post(forms[article, action][1], {"next": "/admin/", **data})
        assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    good.refresh_from_db()
    assert good.live
    returned = part(desk(world.officer), "returned")
    assert "Bài thiếu ảnh" in returned
    assert "Cần thêm ảnh." in returned
    assert f"/admin/viet-tin/{bad.pk}/" in returned


def test_the_month_counts_own_publications(
    world: SimpleNamespace, desk: Desk, part: Any, make_article: Callable[..., Article]
) -> None:
    assert "Chưa đăng tin nào" in desk(world.officer)
    for number in range(3):
        make_article(title=f"Đã đăng {number}")
    make_article(world.two, title="Của trường khác")
    text = desk(world.officer)
    assert re.search(r"Tháng \d+: 3 tin, bài đã đăng", text)
    assert "Đã đăng 2" in part(text, "published")
    assert "Của trường khác" not in text


def test_the_posts_of_the_unit_are_named_and_a_missing_one_is_flagged(world: SimpleNamespace, desk: Desk) -> None:
    text = desk(world.officer)
    assert "Cán bộ truyền thông" in text
    assert "Trần Thị Lan" in text
    assert "chưa có lãnh đạo phụ trách" in text, "the editor's post leads nothing"
    leading = Post.objects.create(code="truong", name="Phụ trách", can_write=True, can_publish=True, is_leader=True)
    make_person("lead", world.one, leading)
    assert "chưa có lãnh đạo phụ trách" not in desk(world.officer)


def test_a_person_of_two_units_switches_and_sees_each_ones_work(
    world: SimpleNamespace, desk: Desk, part: Any, sign_in: Any, make_article: Callable[..., Article]
) -> None:
    start = world.leader.appointments.get().starts_on
    Appointment.objects.create(person=world.leader, unit=world.two, post=world.editor, starts_on=start)
    submit(make_article(world.two, title="Bài trường hai", live=False), world.officer)
    client = sign_in(world.leader)
    first = html.unescape(client.get("/admin/?unit=thpt-1").content.decode())
    assert "Bài trường hai" not in first
    assert re.search(r'href="\?unit=thpt-2"[^>]*>THPT Số 2 <span class="num"[^>]*>1<', first)
    assert "Bài trường hai" in client.get("/admin/?unit=thpt-2").content.decode()
    assert "Bài trường hai" in client.get("/admin/").content.decode(), "the choice is remembered"
    assert 'name="unit"' in client.get("/admin/viet-tin/").content.decode()


def test_a_foreign_unit_in_the_address_is_not_shown(world: SimpleNamespace, desk: Desk) -> None:
    assert "Trường THPT Số 2" not in desk(world.officer, "?unit=thpt-2")


def count(client: Client, path: str = "/admin/") -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_desk_needs_the_same_queries_for_1_and_50_items(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    officer, leader = sign_in(world.officer), sign_in(world.leader)
    counts = []
    for more in (1, 49):
        for n in range(more):
            draft = make_article(title=f"Nháp {more} {n}", live=False)
            Article.objects.filter(pk=draft.pk).update(owner=world.officer)
            make_article(title=f"Đăng {more} {n}")
            submit(make_article(title=f"Gửi {more} {n}", live=False), world.officer)
            returned = submit(make_article(title=f"Trả {more} {n}", live=False), world.officer)
            returned.current_task_state.reject(user=world.leader, comment="Sửa.")
        counts.append((count(officer), count(leader)))
    assert counts[0] == counts[1]


def test_the_desk_needs_the_same_queries_for_1_and_3_units(
    world: SimpleNamespace, sign_in: Callable[[Any], Client]
) -> None:
    start = world.leader.appointments.get().starts_on
    before = count(sign_in(world.leader))
    third = Unit.objects.create(
        code="T3",
        name="Trường THPT Số 3",
        short_name="THPT Số 3",
        slug="thpt-3",
        kind=world.one.kind,
        parent=world.root,
    )
    provision(third)
    for unit in (world.two, third):
        Appointment.objects.create(person=world.leader, unit=unit, post=world.editor, starts_on=start)
    assert count(sign_in(world.leader)) <= before + 2 * len(("home page of each further unit, for its page rights",))


def test_another_package_puts_its_panel_on_the_desk(world: SimpleNamespace, desk: Desk) -> None:
    class Notices(Component):
        name, new_count = "notices", 2

        def __init__(self, unit: Unit) -> None:
            self.unit = unit

        def render_html(self, parent_context: Any = None) -> str:
            return f"<section id='notices'>Thông báo riêng cho {self.unit.short_name}</section>"

    assert "Sở chưa có thông báo nào" in desk(world.officer)
    with hooks.register_temporarily("register_desk_panel", lambda request, unit: Notices(unit)):
        text = desk(world.officer)
    assert "Thông báo riêng cho THPT Số 1" in text
    assert "2 mới" in text
    assert "Sở chưa có thông báo nào" not in text


def test_the_list_of_items_holds_own_items_only(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    make_article(title="Bài của mình")
    make_article(world.two, title="Bài của trường khác")
    text = sign_in(world.officer).get("/admin/articles/").content.decode()
    assert "Bài của mình" in text
    assert "Bài của trường khác" not in text
    assert "Bài của trường khác" in sign_in(world.admin).get("/admin/articles/").content.decode()


def test_administrators_keep_wagtails_own_first_page(world: SimpleNamespace, desk: Desk) -> None:
    text = desk(world.admin)
    assert "wagtail-sidebar-props" in text
    assert "/admin/viet-tin/?unit=so" in text


def test_the_menu_is_grouped_by_what_people_do(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> None:
    def labels(person: Any) -> str:
        text = html.unescape(sign_in(person).get("/admin/articles/").content.decode())
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
