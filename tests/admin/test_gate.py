"""Who may show a unit's item on a superior site, and take it off."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from comms_plan.articles.models import Article
from unit_pages.enums import Origin
from unit_pages.models import Publication


def accepted(article: Article) -> Any:
    return Publication.objects.filter(page_id=article.pk, origin=Origin.ACCEPTED, ended_at__isnull=True)


@pytest.mark.parametrize("who", ["admin", "board"])
def test_an_editor_of_the_department_takes_an_item_over_and_off(
    who: str, world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    article = make_article()
    client = sign_in(getattr(world, who))
    path = f"/admin/publications/{article.pk}/{world.root.pk}/"
    assert client.get(path + "accept/").status_code == 200
    assert client.post(path + "accept/", {"place": "lead"}).status_code == 302
    assert accepted(article).get().place == "lead"
    assert client.post(path + "accept/", {"place": "schools"}).status_code == 302
    assert accepted(article).get().place == "schools"
    assert client.get(path + "withdraw/").status_code == 200
    assert client.post(path + "withdraw/").status_code == 302
    assert not accepted(article).exists()
    assert Publication.objects.filter(page_id=article.pk, origin=Origin.OWN, ended_at__isnull=True).exists()


@pytest.mark.parametrize("who", ["officer", "leader", "board_writer"])
def test_others_are_refused(
    who: str, world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    article = make_article()
    client = sign_in(getattr(world, who))
    path = f"/admin/publications/{article.pk}/{world.root.pk}/"
    for step in ("accept/", "withdraw/"):
        assert client.get(path + step).status_code in {302, 403}
        assert client.post(path + step, {"place": "lead"}).status_code in {302, 403}
    assert not accepted(article).exists()
    assert client.get("/admin/publications/").status_code in {302, 403}


def test_an_item_of_the_own_unit_cannot_be_taken_over(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    own = make_article(world.root)
    assert sign_in(world.board).get(f"/admin/publications/{own.pk}/{world.root.pk}/accept/").status_code == 404
    school = make_article(world.one)
    assert sign_in(world.admin).get(f"/admin/publications/{school.pk}/{world.two.pk}/accept/").status_code == 404


def test_a_draft_is_not_there_for_the_department(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    draft = make_article(live=False)
    path = f"/admin/publications/{draft.pk}/{world.root.pk}/accept/"
    assert sign_in(world.board).get(path).status_code == 404
    assert sign_in(world.board).post(path, {"place": "lead"}).status_code == 404
    assert not accepted(draft).exists()


def test_the_list_shows_live_items_of_the_units(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    make_article(title="Bài của trường một")
    make_article(world.root, title="Bài của Sở")
    make_article(title="Bài nháp", live=False)
    text = sign_in(world.board).get("/admin/publications/").content.decode()
    assert "Bài của trường một" in text
    assert "Bài của Sở" not in text
    assert "Bài nháp" not in text


def test_the_edit_screen_offers_the_step(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    article = make_article()
    client = sign_in(world.admin)
    accept = f"/admin/publications/{article.pk}/{world.root.pk}/accept/"
    assert accept in client.get(f"/admin/pages/{article.pk}/edit/").content.decode()
    client.post(accept, {"place": "latest"})
    assert accept.replace("accept", "withdraw") in client.get(f"/admin/pages/{article.pk}/edit/").content.decode()
    assert accept not in sign_in(world.leader).get(f"/admin/pages/{article.pk}/edit/").content.decode()


def test_the_next_address_stays_on_the_portal(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], make_article: Callable[..., Article]
) -> None:
    article = make_article()
    path = f"/admin/publications/{article.pk}/{world.root.pk}/accept/"
    response = sign_in(world.board).post(path, {"place": "latest", "next": "https://example.com/"})
    assert response["Location"] == "/admin/publications/"
