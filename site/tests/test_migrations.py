"""From what the portal first landed to today's schema, with data in every table that people fill."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.apps import apps as today_apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

#: The last migration of each app that the first version of the portal had.
LANDED = {
    "branding": "0001_initial",
    "comms_articles": "0003_initial",
    "comms_plans": "0002_initial",
    "edu_search": "0001_initial",
    "packs": "0001_initial",
    "people": "0001_initial",
    "unit_pages": "0001_initial",
}
#: Apps that did not exist then; their tables come with the way forward.
LATER = {"comms_desk", "comms_gate", "comms_quotas", "comms_urging", "page_cache"}
BODY = '[{"type": "paragraph", "value": "<p>Chữ có dấu.</p>", "id": "2f9c1c0e-6a55-4d0c-9d9f-1f6f1d1f2f3a"}]'
NOW = timezone.now().replace(microsecond=0)


def migrate(targets: list[tuple[str, str | None]]):
    """Migrate and return the models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def latest() -> list[tuple[str, str]]:
    """Return the newest migrations of all apps."""
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.fixture
def landed(transactional_db):
    """Take the database back to the first version; afterwards it is as it was."""
    call_command("flush", interactive=False, verbosity=0)  # the province that other tests share
    executor = MigrationExecutor(connection)
    others = [node for node in latest() if node[0] not in LANDED and node[0] not in LATER]
    targets = [*LANDED.items(), *others]
    executor.migrate([*LANDED.items(), *((app, None) for app in LATER)])
    yield MigrationExecutor(connection).loader.project_state(targets).apps
    migrate(latest())


class Tree:
    """Makes pages with the historical models, which know nothing of trees."""

    def __init__(self, models) -> None:
        self.models = models
        self.page_model = models.get_model("wagtailcore", "Page")
        self.locale = models.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="vi")[0]
        self.page_model.objects.all().delete()
        self.children = {}
        self.root = self.add(None, "wagtailcore", "Page", title="Root", slug="root")

    def add(self, parent, app: str, name: str, *, title: str, slug: str, **values):
        model = self.models.get_model(app, name)
        types = self.models.get_model("contenttypes", "ContentType")
        content_type = types.objects.get_or_create(app_label=app, model=name.lower())[0]
        number = self.children[parent.pk if parent else 0] = self.children.get(parent.pk if parent else 0, 0) + 1
        if parent:
            self.page_model.objects.filter(pk=parent.pk).update(numchild=number)
        return model.objects.create(
            path=f"{parent.path if parent else ''}{number:04}",
            depth=parent.depth + 1 if parent else 1,
            numchild=0,
            url_path=f"{parent.url_path}{slug}/" if parent else "/",
            title=title,
            draft_title=title,
            slug=slug,
            locale=self.locale,
            translation_key=uuid.uuid4(),
            content_type=content_type,
            first_published_at=NOW,
            **values,
        )


def fill(models) -> None:
    """Write a small province: units, people, two leaders at a time, pages and publications."""
    get = models.get_model
    kind = get("unit_pages", "UnitKind").objects.create(code="thcs", name="Trường THCS", is_school=True)
    unit_model = get("unit_pages", "Unit")
    root = unit_model.objects.create(code="SGD", name="Sở", short_name="Sở", slug="so", kind=kind, tree_path="/1/")
    school = unit_model.objects.create(
        code="A1", name="Trường THCS Đồng Minh", short_name="Đồng Minh", slug="dong-minh", kind=kind, parent=root
    )
    unit_model.objects.filter(pk=root.pk).update(tree_path=f"/{root.pk}/")
    unit_model.objects.filter(pk=school.pk).update(tree_path=f"/{root.pk}/{school.pk}/")
    appoint(models, school)
    tree = Tree(models)
    portal = tree.add(tree.root, "unit_pages", "UnitHomePage", title="Sở", slug="portal", unit=root)
    home = tree.add(portal, "unit_pages", "UnitHomePage", title="Đồng Minh", slug="dong-minh", unit=school)
    section = tree.add(home, "unit_pages", "SectionPage", title="Tin tức", slug="tin-tuc", shows_all=True)
    news = get("comms_articles", "ArticleKind").objects.create(code="tin", name="Tin")
    article = tree.add(
        section,
        "comms_articles",
        "Article",
        title="Học sinh đẽo con rối",
        slug="con-roi",
        unit=school,
        kind=news,
        body=BODY,
        lead="Tiết học địa phương.",
    )
    shown = {"headline": article.title, "url_path": "/dong-minh/tin-tuc/con-roi/", "starts_at": NOW, "unit": school}
    page = tree.page_model.objects.get(pk=article.pk)
    publications = get("unit_pages", "Publication").objects
    publications.create(page=page, site_unit=school, origin="own", **shown)
    publications.create(page=page, site_unit=root, origin="accepted", place="lead", **shown)
    ended = {**shown, "starts_at": NOW - dt.timedelta(days=2)}
    publications.create(page=page, site_unit=root, origin="accepted", ended_at=NOW - dt.timedelta(days=1), **ended)


def appoint(models, school) -> None:
    """Give a school an officer and, as nothing refused then, two leaders whose times overlap."""
    people = models.get_model("people", "User").objects
    posts = models.get_model("unit_pages", "Post").objects
    appointments = models.get_model("unit_pages", "Appointment").objects
    leader = posts.create(code="lanh-dao", name="Lãnh đạo", is_leader=True, can_publish=True, can_write=True)
    officer = posts.create(code="can-bo", name="Cán bộ", can_write=True)
    begun = NOW.date() - dt.timedelta(days=300)
    rows = [("truoc", leader, begun), ("sau", leader, begun + dt.timedelta(days=100)), ("canbo", officer, begun)]
    for name, post, starts_on in rows:
        person = people.create(username=name, full_name=f"Nguyễn Thị {name}", email=f"{name}@example.vn")
        appointments.create(person=person, unit=school, post=post, starts_on=starts_on)


@pytest.mark.django_db(transaction=True)
def test_the_first_versions_data_arrive_intact_in_todays_schema(landed):
    fill(landed)
    migrate(latest())

    from comms_plan.articles.models import Article
    from unit_pages.models import Appointment, Publication, Unit, UnitHomePage
    from unit_pages.subsites.lookup import unit_of_path

    school = Unit.objects.get(code="A1")
    assert (school.parent.code, school.slug, school.name) == ("SGD", "dong-minh", "Trường THCS Đồng Minh")
    article = Article.objects.get()
    assert (article.title, article.lead, article.kind.code, article.unit) == (
        "Học sinh đẽo con rối",
        "Tiết học địa phương.",
        "tin",
        school,
    )
    assert [str(block.value) for block in article.body] == ["<p>Chữ có dấu.</p>"]
    assert unit_of_path(article.path) == school
    assert UnitHomePage.objects.get(unit=school).get_children().count() == 1
    rows = Publication.objects.order_by("starts_at", "pk")
    assert [(row.site_unit.code, row.origin, row.ended_at is None) for row in rows] == [
        ("SGD", "accepted", False),
        ("A1", "own", True),
        ("SGD", "accepted", True),
    ]
    assert {row.page_id for row in rows} == {article.pk}
    people = [(row.person.username, row.post.code) for row in Appointment.objects.order_by("starts_on", "person_id")]
    assert sorted(people) == [("canbo", "can-bo"), ("sau", "lanh-dao"), ("truoc", "lanh-dao")]


@pytest.mark.django_db(transaction=True)
def test_nobody_gains_or_loses_a_right_by_upgrading(landed):
    fill(landed)
    migrate(latest())

    from unit_pages.access.rights import PUBLISH, WRITE, rights_of
    from unit_pages.models import Appointment

    by_name = {row.person.username: row.person for row in Appointment.objects.select_related("person")}
    assert rights_of(by_name["sau"])[0].actions >= WRITE | PUBLISH
    assert rights_of(by_name["canbo"])[0].actions == WRITE


@pytest.mark.django_db(transaction=True)
def test_every_step_can_be_taken_back_and_again(landed):
    migrate(latest())
    for name in LANDED:
        assert today_apps.get_app_config(name)
    assert not MigrationExecutor(connection).migration_plan(latest())
