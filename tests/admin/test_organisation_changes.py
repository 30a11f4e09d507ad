"""The screens of organisation changes and of the state of a site; what the portal shows afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from comms_plan.articles.models import Article
from comms_plan.plans.figures import figures_of, plan_figures
from edu_search.models import Entry
from unit_pages.enums import ChangeState, SiteState
from unit_pages.models import OrganisationChange, Post, Unit, UnitHost
from unit_pages.subsites.host_map import forget

from .conftest import make_person

SignIn = Callable[[Any], Client]
HERE = "/admin/organisation-changes/"


@pytest.fixture
def schools(world: SimpleNamespace) -> list[Unit]:
    return list(Unit.objects.filter(parent=world.root).order_by("pk"))


@pytest.fixture
def _forget_hosts(db: None) -> Iterator[None]:
    yield
    forget()


def merge_data(target: Unit) -> dict[str, Any]:
    return {
        "effective_on": timezone.localdate().strftime("%d/%m/%Y"),
        "decision_number": "12/QĐ-UBND",
        "target": target.pk,
        "pages": "move",
        "people": "go_over",
    }


def test_a_merger_from_the_unit_to_the_result_and_back(
    world: SimpleNamespace, schools: list[Unit], sign_in: SignIn, make_article: Callable[..., Article], client: Client
) -> None:
    article = make_article()
    unit = article.unit
    target = next(school for school in schools if school.pk != unit.pk)
    old = article.url
    plan_before, themes = plan_figures(world.plan, timezone.localdate()), list(world.plan.themes.all())
    by_theme = {pk: vars(found) for pk, found in figures_of(themes, world.plan).items()}
    admin = sign_in(world.admin)
    assert f"{HERE}new/{unit.pk}/" in admin.get(f"/admin/units/edit/{unit.pk}/").content.decode()
    assert f"{HERE}new/{unit.pk}/merge/" in admin.get(f"{HERE}new/{unit.pk}/").content.decode()
    assert admin.get(f"{HERE}new/{unit.pk}/merge/").status_code == 200
    answer = admin.post(f"{HERE}new/{unit.pk}/merge/", merge_data(target))
    change = OrganisationChange.objects.get()
    assert answer["Location"] == f"{HERE}{change.pk}/"
    preview = admin.get(f"{HERE}{change.pk}/").content.decode()
    assert old in preview
    assert f"{target.url_path}{old.lstrip('/')}" in preview
    assert Unit.objects.get(pk=unit.pk).ends_on is None
    assert admin.post(f"{HERE}{change.pk}/", {"reason": ""}).status_code == 200
    assert admin.post(f"{HERE}{change.pk}/", {"reason": "Sắp xếp lại"}).status_code == 302
    change.refresh_from_db()
    assert change.state == ChangeState.APPLIED
    logged = ModelLogEntry.objects.filter(action="unit_pages.change", object_id=str(unit.pk)).get()
    assert (logged.user, logged.data["reason"]) == (world.admin, "Sắp xếp lại")
    assert client.get(old)["Location"] == f"{target.url_path}{old.lstrip('/')}"
    assert Entry.objects.get(type="article", title=article.title).url_path == f"{target.url_path}{old.lstrip('/')}"
    assert Entry.objects.get(type="article", title=article.title).owner == target.code
    after = plan_figures(world.plan, timezone.localdate())
    assert {**after, "units": 0} == {**plan_before, "units": 0}
    assert {pk: vars(found) for pk, found in figures_of(themes, world.plan).items()} == by_theme
    assert admin.get(f"{HERE}{change.pk}/").status_code == 200
    assert admin.post(f"{HERE}{change.pk}/undo/").status_code == 302
    change.refresh_from_db()
    assert change.state == ChangeState.UNDONE
    assert client.get(old).status_code == 200
    assert change.unit.name in admin.get(HERE).content.decode()


def test_what_cannot_be_done_is_said_and_offers_no_button(
    world: SimpleNamespace, schools: list[Unit], sign_in: SignIn
) -> None:
    admin, unit = sign_in(world.admin), schools[0]
    admin.post(f"{HERE}new/{unit.pk}/merge/", merge_data(unit))
    change = OrganisationChange.objects.get()
    body = admin.get(f"{HERE}{change.pk}/").content.decode()
    assert 'name="reason"' not in body
    admin.post(f"{HERE}{change.pk}/", {"reason": "Cứ làm"})
    change.refresh_from_db()
    assert change.state == ChangeState.DRAFT
    assert admin.post(f"{HERE}{change.pk}/undo/").status_code == 302
    change.refresh_from_db()
    assert change.state == ChangeState.CANCELLED


@pytest.mark.parametrize("kind", ["rename", "end", "merge", "split", "move"])
def test_every_form_opens_and_a_wrong_day_is_told(
    kind: str, world: SimpleNamespace, schools: list[Unit], sign_in: SignIn
) -> None:
    admin, address = sign_in(world.admin), f"{HERE}new/{schools[0].pk}/{kind}/"
    assert admin.get(address).status_code == 200
    assert admin.post(address, {"effective_on": "31/02/2026"}).status_code == 200
    assert not OrganisationChange.objects.exists()


def test_unit_staff_find_none_of_these_screens(world: SimpleNamespace, schools: list[Unit], sign_in: SignIn) -> None:
    change = OrganisationChange.objects.create(kind="end", unit=schools[0], effective_on=timezone.localdate())
    for who in ("officer", "leader", "board"):
        client = sign_in(getattr(world, who))
        for path in (f"new/{schools[0].pk}/", f"new/{schools[0].pk}/end/", f"{change.pk}/", f"{change.pk}/edit/", ""):
            answer = client.get(HERE + path)
            assert answer.status_code in (302, 403, 404), path
            assert schools[0].name not in answer.content.decode()
        for path in (f"{HERE}{change.pk}/", f"{HERE}{change.pk}/undo/", f"/admin/unit-sites/{schools[0].pk}/"):
            assert client.post(path, {"reason": "x", "state": "draft"}).status_code in (302, 403, 404)
    change.refresh_from_db()
    assert change.state == ChangeState.DRAFT
    assert Unit.objects.get(pk=schools[0].pk).site_state == SiteState.LIVE


def test_a_coordinator_changes_the_own_branch_and_no_other(
    world: SimpleNamespace, schools: list[Unit], sign_in: SignIn
) -> None:
    head, other = schools[0], schools[1]
    child = Unit.objects.create(
        code="C", name="Trường con", short_name="Con", slug="truong-con", kind=head.kind, parent=head
    )
    post = Post.objects.create(code="dieu-phoi", name="Điều phối", can_create_units=True, can_write=True)
    client = sign_in(make_person("dieuphoi", head, post))
    assert client.get(f"{HERE}new/{child.pk}/rename/").status_code == 200
    assert other.name not in client.get(f"{HERE}new/{child.pk}/move/").content.decode()
    assert client.get(f"{HERE}new/{head.pk}/rename/").status_code == 404
    assert client.get(f"{HERE}new/{other.pk}/rename/").status_code == 404
    data = {"effective_on": timezone.localdate().strftime("%d/%m/%Y")}
    forged = client.post(f"{HERE}new/{child.pk}/merge/", {**merge_data(other), **data})
    assert forged.status_code == 200
    assert not OrganisationChange.objects.exists()
    names = {"name_0": "Trường con mới", "short_name_0": "Con", "code_0": "C", "slug_0": "truong-con"}
    client.post(f"{HERE}new/{child.pk}/rename/", {**data, **names})
    client.post(f"{HERE}{OrganisationChange.objects.get().pk}/", {"reason": "Đổi tên"})
    child.refresh_from_db()
    assert child.name == "Trường con mới"


def typed(address: str) -> str:
    """Return the words that the reader typed, which the search page repeats."""
    return address.partition("?q=")[2] or "nothing"


def test_a_site_in_preparation_stands_nowhere_on_the_portal(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article], client: Client
) -> None:
    article = make_article()
    unit = article.unit
    addresses = [
        "/",
        "/rss/",
        "/don-vi/",
        "/sitemap.xml",
        "/so-do-trang/",
        f"/tim-kiem/?q={article.title}",
        f"/tim-kiem/?q={unit.name}",
        "/api/v1/articles",
        "/api/v1/publications",
        "/api/v1/units",
        "/api/v1/pages",
        "/api/v1/documents",
        "/api/v1/events",
    ]
    words = (unit.name, f"/{unit.slug}/", article.title)
    shown = [a for a in addresses if any(word in client.get(a).content.decode() for word in words)]
    assert len(shown) > 5
    admin = sign_in(world.admin)
    answer = admin.post(f"/admin/unit-sites/{unit.pk}/", {"state": "draft", "reason": "Chưa xong"})
    assert answer.status_code == 302
    for address in addresses:
        body = client.get(address).content.decode()
        assert [word for word in words if word in body.replace(typed(address), "")] == [], address
    for address in (f"/{unit.slug}/", article.url, f"/rss/{unit.slug}/", f"/sitemap/{unit.slug}.xml"):
        assert client.get(address).status_code == 404
    for address in (f"/api/v1/units/{unit.slug}", f"/api/v1/articles/{article.pk}"):
        assert client.get(address).status_code == 404
    admin.post(f"/admin/unit-sites/{unit.pk}/", {"state": "live", "reason": "Xong"})
    assert shown == [a for a in addresses if any(word in client.get(a).content.decode() for word in words)]


def test_an_invitation_link_is_shown_and_renewed(world: SimpleNamespace, schools: list[Unit], sign_in: SignIn) -> None:
    admin, unit = sign_in(world.admin), schools[0]
    screen = f"/admin/unit-sites/{unit.pk}/"
    admin.post(screen, {"state": "invited", "reason": "Xem thử"})
    link = admin.get(screen).context["link"]
    assert Client().get(link.removeprefix("http://testserver")).status_code == 302
    admin.post(f"{screen}invitation/")
    assert admin.get(screen).context["link"] != link
    assert Client().get(link.removeprefix("http://testserver")).status_code == 404


@pytest.mark.usefixtures("_forget_hosts")
def test_feeds_sitemap_api_and_share_links_agree_with_the_host(
    world: SimpleNamespace, make_article: Callable[..., Article], client: Client
) -> None:
    article = make_article()
    unit, host = article.unit, "truong.edu.vn"
    UnitHost.objects.create(hostname=host, unit=unit)
    address = f"http://{host}/{article.url.removeprefix(unit.url_path)}"
    assert client.get(article.url)["Location"] == address
    page = client.get(address.removeprefix(f"http://{host}"), headers={"host": host})
    assert page.status_code == 200
    body = page.content.decode()
    assert f'<link rel="canonical" href="{address}">' in body
    assert f'"/{unit.slug}/' not in body
    assert 'href="http://testserver/' in body
    for feed in ("/rss/", "/sitemap.xml"):
        at_host = client.get(feed, headers={"host": host})
        assert at_host.status_code == 200, feed
        assert address in at_host.content.decode()
    assert f"http://{host}/sitemap.xml" in client.get("/robots.txt", headers={"host": host}).content.decode()
    assert f"http://{host}/sitemap.xml" in client.get("/sitemap.xml").content.decode()
    item = client.get(f"/api/v1/articles/{article.pk}").json()
    assert item["canonical"] == address
    assert client.get("/api/v1/articles/", headers={"host": host}).status_code == 404
    assert client.get("/admin/", headers={"host": host}).status_code == 404
    assert client.get("/healthz", headers={"host": "10.1.1.1"}).status_code == 200
    assert client.get("/hosts/ask?domain=" + host).status_code == 200


@pytest.mark.usefixtures("_forget_hosts")
def test_a_host_form_tells_administrators_who_has_a_name(
    world: SimpleNamespace, schools: list[Unit], sign_in: SignIn
) -> None:
    UnitHost.objects.create(hostname="truong.edu.vn", unit=schools[0])
    admin = sign_in(world.admin)
    answer = admin.post("/admin/unit_hosts/new/", {"hostname": "Truong.edu.vn", "unit": schools[1].pk})
    assert schools[0].name in answer.content.decode()
    answer = admin.post("/admin/unit_hosts/new/", {"hostname": "https://b.vn/x", "unit": schools[1].pk})
    assert UnitHost.objects.count() == 1
    assert admin.get("/admin/unit_hosts/").status_code == 200
