"""The visibility matrix: each state of an item, each outlet of the search, each reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, PageViewRestriction
from worlds import body

from comms_plan.articles.models import Article
from edu_portal.people.models import User
from edu_portal.search import renewal
from edu_search.engines import choosing
from edu_search.engines.contract import Found, Hit
from edu_search.entries.models import PUBLIC, Entry
from edu_search.pins.models import Pin
from edu_search.pins.services import set_queries
from unit_pages.enums import SiteState
from unit_pages.models import Appointment, Post, Publication, Unit
from unit_pages.publications.services import withdraw_publication
from unit_pages.subsites.states import set_site_state

TITLE = "Giếng ngọc rêu xanh"
#: How it is asked for: pages repeat the query, and that is no result.
QUERY = "gieng ngoc reu xanh"
#: Stands in the text only, so that it is seen in a passage or nowhere.
INSIDE = "chuồn chuồn ớt"
EVERYBODY = {"anonymous", "own", "other", "superuser"}
STAFF, NOBODY = {"own", "superuser"}, set()

State = Callable[[Any, Article], None]
STATES: dict[str, tuple[State, set[str]]] = {}


def state(readers: set[str]) -> Callable[[State], State]:
    """Register a state with the readers who find an item in it."""

    def register(change: State) -> State:
        STATES[change.__name__] = (change, readers)
        return change

    return register


@state(EVERYBODY)
def published(world: Any, item: Article) -> None:
    pass


@state(EVERYBODY)
def changed_but_not_published(world: Any, item: Article) -> None:
    item.lead = "Bản nháp mới"
    item.save_revision()


@state(EVERYBODY)
def moved(world: Any, item: Article) -> None:
    MovePageAction(item.specific, world.section(world.root), pos="last-child", user=None).execute(
        skip_permission_checks=True
    )


@state(EVERYBODY)
def withdrawn_from_the_portal(world: Any, item: Article) -> None:
    withdraw_publication(page=item, site_unit=world.root, by=None, now=timezone.now())


@state(EVERYBODY)
def archived_site(world: Any, item: Article) -> None:
    set_site_state(unit=world.school, state=SiteState.ARCHIVED, by=None, now=world.now)


@state(NOBODY)
def draft(world: Any, item: Article) -> None:
    DeletePageAction(item.specific, user=None).execute(skip_permission_checks=True)
    made = Article(title=TITLE, kind=world.kind, live=False, body=body(("paragraph", f"<p>{INSIDE}</p>")))
    world.section(world.school).add_child(instance=made)
    made.save_revision()


@state(NOBODY)
def unpublished(world: Any, item: Article) -> None:
    item.unpublish()


@state(NOBODY)
def scheduled(world: Any, item: Article) -> None:
    item.unpublish()
    item = Article.objects.get(pk=item.pk)
    item.go_live_at = world.now + dt.timedelta(days=1)
    item.save_revision().publish()


@state(NOBODY)
def expired_before_the_scheduler_came(world: Any, item: Article) -> None:
    item.expire_at = timezone.now() + dt.timedelta(milliseconds=1)
    item.save()


@state(NOBODY)
def embargoed(world: Any, item: Article) -> None:
    Publication.objects.filter(page_id=item.pk).update(starts_at=world.now + dt.timedelta(hours=1))
    renewal.renew(Article, [item.pk])


@state(NOBODY)
def private(world: Any, item: Article) -> None:
    PageViewRestriction.objects.create(page=item.page_ptr, restriction_type="password", password="x")  # noqa: S106


@state(NOBODY)
def private_above(world: Any, item: Article) -> None:
    PageViewRestriction.objects.create(page=item.get_parent(), restriction_type="login")


@state(NOBODY)
def closed_site(world: Any, item: Article) -> None:
    set_site_state(unit=world.school, state=SiteState.DRAFT, by=None, now=world.now)


@state(NOBODY)
def invited_site(world: Any, item: Article) -> None:
    set_site_state(unit=world.school, state=SiteState.INVITED, by=None, now=world.now)


@state(NOBODY)
def deleted(world: Any, item: Article) -> None:
    DeletePageAction(item.specific, user=None).execute(skip_permission_checks=True)


@state(NOBODY)
def deleted_with_its_section(world: Any, item: Article) -> None:
    section = item.get_parent().specific
    DeletePageAction(section, user=None).execute(skip_permission_checks=True)


@state(STAFF)
def internal(world: Any, item: Article) -> None:
    item.is_internal = True
    item.save_revision().publish()


@state(NOBODY)
def internal_and_unpublished(world: Any, item: Article) -> None:
    internal(world, item)
    Article.objects.get(pk=item.pk).unpublish()


@state(NOBODY)
def internal_and_private(world: Any, item: Article) -> None:
    internal(world, item)
    private(world, item)


def page(client: Client, query: str) -> bool:
    return TITLE in plain(client.get("/tim-kiem/", {"q": query}))


def passage(client: Client, query: str) -> bool:
    """Whether the passage shows words that stand around the ones asked for."""
    return "đậu trên cành" in plain(client.get("/tim-kiem/", {"q": INSIDE}))


def facets(client: Client, query: str) -> bool:
    """Whether the article is counted anywhere."""
    answer = client.get("/tim-kiem/", {"q": query}).context["answer"]
    return any(option.count for group in answer.facets for option in (*group.options, *group.more))


def total(client: Client, query: str) -> bool:
    return bool(client.get("/tim-kiem/", {"q": query}).context["answer"].total)


def pin(client: Client, query: str) -> bool:
    return TITLE in plain(client.get("/tim-kiem/", {"q": "câu được ghim"}))


def suggestions(client: Client, query: str) -> bool:
    return TITLE in plain(client.get("/tim-kiem/goi-y/", {"q": "gieng ngoc r"}))


def feed(client: Client, query: str) -> bool:
    return TITLE in plain(client.get("/tim-kiem/rss/", {"q": query}))


def api(client: Client, query: str) -> bool:
    return TITLE in plain(client.get("/api/v1/search", {"q": query}))


def api_suggestions(client: Client, query: str) -> bool:
    return TITLE in plain(client.get("/api/v1/suggest", {"q": "gieng ngoc r"}))


def plain(response: Any) -> str:
    """Return what an answer says, marks and escapes apart."""
    assert response.status_code == 200, response
    text: str = response.content.decode()
    for mark in ("<mark>", "</mark>", "\u2060"):
        text = text.replace(mark, "")
    return text.replace("&nbsp;", " ").replace("\u00a0", " ")


class Remembering:
    """A reader who asks each address once: several outlets stand on one page."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.answers: dict[str, Any] = {}

    def get(self, address: str, data: dict[str, str]) -> Any:
        """Return the answer of an address."""
        key = f"{address} {data}"
        if key not in self.answers:
            self.answers[key] = self.client.get(address, data)
        return self.answers[key]


#: Outlets for whoever is signed in, and those that are for the public whoever asks.
PERSONAL = (page, passage, facets, total, pin, suggestions)
PUBLIC_ONLY = (feed, api, api_suggestions)
#: They are asked by a reader without and one with a session, which must make no difference.
WITHOUT_LOG_IN = ("anonymous", "own")


def staff(world: Any, unit: Unit, name: str) -> User:
    person = User.objects.create_user(name, "mat-khau-rat-dai")
    start = world.today - dt.timedelta(days=9)
    Appointment.objects.create(person=person, unit=unit, post=Post.objects.first(), starts_on=start)
    return person


@pytest.fixture
def readers(world) -> dict[str, Client]:
    """Return a client for each reader."""
    people = {
        "own": world.officer,
        "other": staff(world, world.other_school, "khac"),
        "superuser": User.objects.create_superuser("sieu", password="mat-khau-rat-dai"),  # noqa: S106
    }
    clients = {name: Client() for name in people}
    for name, person in people.items():
        clients[name].force_login(person)
    return {"anonymous": Client(), **clients}


@pytest.fixture
def item(world) -> Article:
    """An article that is pinned, on the portal too."""
    made = world.article(
        world.school,
        title=TITLE,
        body=body(("paragraph", f"<p>Con {INSIDE} đậu trên cành.</p>")),
        lead="Mùa xuân.",
        accept=True,
    )
    entry = Entry.objects.get(type="article", object_id=str(made.pk))
    pinned = Pin()
    pinned.point_at(entry)
    pinned.save()
    set_queries(pinned, ["câu được ghim"])
    return made


@pytest.mark.parametrize("name", STATES)
def test_the_matrix(world, item, readers, name):
    change, allowed = STATES[name]
    change(world, Article.objects.get(pk=item.pk))
    found = {
        (outlet.__name__, reader)
        for reader, client in ((name, Remembering(client)) for name, client in readers.items())
        for outlet in (*PERSONAL, *(PUBLIC_ONLY if reader in WITHOUT_LOG_IN else ()))
        if outlet(client, QUERY)
    }
    wanted = {(outlet.__name__, reader) for outlet in PERSONAL for reader in allowed}
    if "anonymous" in allowed:
        wanted |= {(outlet.__name__, reader) for outlet in PUBLIC_ONLY for reader in WITHOUT_LOG_IN}
    assert found == wanted


def test_results_are_checked_against_entries_whatever_an_engine_believes(world, item, readers, monkeypatch):
    """An engine that is seconds behind still names what was hidden a moment ago."""
    entry = Entry.objects.get(type="article", object_id=str(item.pk))
    late = Found([Hit(entry.pk, 9.0)], total=1, engine="late")
    monkeypatch.setattr(choosing, "search", lambda question: late)
    monkeypatch.setattr(choosing, "suggest", lambda *args, **kwargs: [entry.pk])
    assert page(readers["anonymous"], QUERY)
    Article.objects.get(pk=item.pk).unpublish()
    for outlet in (page, passage, total, suggestions, feed, api, api_suggestions):
        assert not outlet(readers["anonymous"], QUERY), outlet.__name__


@pytest.mark.parametrize("how", ["ended", "closed", "taken_down", "not_begun"])
def test_a_unit_that_is_not_there_is_found_nowhere(world, readers, how):
    school = Unit.objects.get(pk=world.school.pk)
    school.name = TITLE
    school.save()
    assert page(readers["anonymous"], QUERY)
    if how == "closed":
        set_site_state(unit=school, state=SiteState.DRAFT, by=None, now=world.now)
    elif how == "taken_down":
        school.home.unpublish()
    else:
        days = {"ended": {"ends_on": world.today}, "not_begun": {"starts_on": world.today + dt.timedelta(days=2)}}
        for field, value in days[how].items():
            setattr(school, field, value)
        school.save()
    for outlet in (page, suggestions, feed, api, api_suggestions):
        assert not outlet(readers["anonymous"], QUERY), outlet.__name__


@pytest.mark.parametrize("how", ["hidden", "closed", "deleted"])
def test_an_official_document_that_is_not_public_is_found_nowhere(world, readers, how):
    document = world.document(world.school, title=TITLE)
    assert page(readers["anonymous"], QUERY)
    if how == "hidden":
        document.is_public = False
        document.save()
    elif how == "closed":
        set_site_state(unit=world.school, state=SiteState.INVITED, by=None, now=world.now)
    else:
        document.delete()
    for reader, client in readers.items():
        for outlet in (page, total, suggestions, feed, api, api_suggestions):
            assert not outlet(client, QUERY), (outlet.__name__, reader)


@pytest.mark.parametrize(
    ("screen", "sees"),
    [
        ("/admin/pages/search/?q=", {"own", "superuser"}),
        ("/admin/choose-page/search/?q=", {"own", "other", "superuser"}),
        ("/admin/images/?q=", {"own", "superuser"}),
    ],
)
def test_the_search_of_the_admin_keeps_to_the_unit(world, item, readers, screen, sees):
    world.picture(world.school, title=TITLE)
    Article.objects.get(pk=item.pk).unpublish()
    if "choose-page" in screen:
        sees = {"own", "superuser"}
    found = set()
    for reader, client in readers.items():
        answer = client.get(f"{screen}ngọc")
        if answer.status_code == 200 and TITLE in plain(answer):
            found.add(reader)
    assert found == sees


def test_the_promoted_results_of_wagtail_stay_closed(readers):
    for client in readers.values():
        assert client.get("/admin/searchpicks/").status_code in (302, 404)


def test_internal_words_are_nobodys_suggestion(world, item, readers):
    from edu_search.models import QueryDay

    internal(world, Article.objects.get(pk=item.pk))
    for _n in range(6):
        readers["own"].get("/tim-kiem/", {"q": QUERY})
    assert not QueryDay.objects.exists()
    readers["anonymous"].get("/tim-kiem/", {"q": QUERY})
    row = QueryDay.objects.get()
    assert (row.asked, row.empty) == (1, 1)
    assert PUBLIC not in Entry.objects.get(type="article", object_id=str(item.pk)).audience
    assert Page.objects.get(pk=item.pk).live
