"""A small province: the department, two schools, officers, a plan in force with themes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.plans.models import Audience, LegalBasis, Period, Plan, PlanPart
from comms_plan.plans.themes import Theme, ThemeMapping
from unit_pages.models import (
    Appointment,
    CalendarEvent,
    DocumentField,
    DocumentKind,
    EducationLevel,
    OfficialDocument,
    Post,
    SectionPage,
    Unit,
    UnitColour,
    UnitFormerName,
    UnitKind,
    UnitSuccession,
)
from unit_pages.subsites.provisioning import provision

SUBSITE = [
    {"type": "section", "slug": "tin-tuc", "title": "Tin tức", "in_menu": True, "shows_all": True},
    {"type": "documents", "slug": "van-ban", "title": "Văn bản", "in_menu": True},
]
PASSWORD = "mật khẩu thử 123"


def make_person(name: str, unit: Unit | None, post: Post | None, **extra: Any) -> Any:
    """Make a person who holds ``post`` in ``unit`` since last year."""
    person = get_user_model().objects.create_user(name, PASSWORD, email=f"{name}@example.vn", **extra)
    if unit is not None and post is not None:
        start = timezone.localdate() - dt.timedelta(days=300)
        Appointment.objects.create(person=person, unit=unit, post=post, starts_on=start)
    return person


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    """Two schools below the department, each with an officer; a document and an event each."""
    colour = UnitColour.objects.create(code="xanh", name="Xanh biển", unit="#0B4A76", dark="#0A2D47", tint="#EEF4F7")
    office = UnitKind.objects.create(code="so", name="Sở", subsite=SUBSITE)
    school = UnitKind.objects.create(code="thpt", name="Trường THPT", is_school=True, subsite=SUBSITE)
    EducationLevel.objects.create(code="thpt", name="THPT")
    root = Unit.objects.create(
        code="SO", name="Sở Giáo dục và Đào tạo", short_name="Sở GD&ĐT", slug="so", kind=office, colour=colour
    )
    units = [
        Unit.objects.create(
            code=f"T{n}",
            name=f"Trường THPT Số {n}",
            short_name=f"THPT Số {n}",
            slug=f"thpt-{n}",
            kind=school,
            parent=root,
        )
        for n in (1, 2)
    ]
    for unit in (root, *units):
        provision(unit)
    writer = Post.objects.create(code="can-bo", name="Cán bộ truyền thông", can_write=True)
    editor = Post.objects.create(code="lanh-dao", name="Lãnh đạo phụ trách", can_write=True, can_publish=True)
    kind = DocumentKind.objects.create(code="cong-van", name="Công văn")
    DocumentField.objects.create(code="thi", name="Thi")
    today = timezone.localdate()
    documents = [
        OfficialDocument.objects.create(
            unit=unit, number=f"{n}/CV", title=f"Văn bản riêng {n}", kind=kind, issued_on=today
        )
        for n, unit in enumerate((root, *units))
    ]
    events = [
        CalendarEvent.objects.create(unit=unit, title=f"Sự kiện riêng {n}", starts_on=today)
        for n, unit in enumerate((root, *units))
    ]
    UnitFormerName.objects.create(unit=units[0], name="Trường cũ", slug="truong-cu", until_on=today)
    UnitSuccession.objects.create(unit=units[0], successor=units[1], kind="merged", on=today)
    return SimpleNamespace(
        root=root,
        one=units[0],
        two=units[1],
        writer=writer,
        editor=editor,
        documents=documents,
        events=events,
        document_kind=kind,
        admin=get_user_model().objects.create_superuser("quantri", PASSWORD, email="quantri@example.vn"),
        officer=make_person("lan", units[0], writer, full_name="Trần Thị Lan"),
        leader=make_person("hoa", units[0], editor),
        board=make_person("binh", root, editor),
        board_writer=make_person("minh", root, writer),
        plan=make_plan(root),
    )


def make_plan(root: Unit) -> Plan:
    """Make the plan in force with three themes, one of them ended, and last year's plan."""
    today = timezone.localdate()
    old, now = (
        Period.objects.create(
            code=code,
            name=code,
            starts_on=today - dt.timedelta(days=begun),
            ends_on=today - dt.timedelta(days=begun - 365),
        )
        for code, begun in (("nam-truoc", 500), ("nam-nay", 100))
    )
    last = Plan.objects.create(code="truoc", unit=root, period=old, issuer="Sở", kind="KẾ HOẠCH", title="Kế hoạch cũ")
    plan = Plan.objects.create(code="nay", unit=root, period=now, issuer="Sở", kind="KẾ HOẠCH", title="Kế hoạch nay")
    LegalBasis.objects.create(plan=plan, kind="Chỉ thị", number="800/CT-BGDĐT")
    PlanPart.objects.create(plan=plan, section="purpose", text="Nguyên văn")
    Audience.objects.create(code="hoc-sinh", name="Học sinh")
    ArticleKind.objects.create(code="tin", name="Tin")
    older = Theme.objects.create(plan=last, code="T01", position=1, name="Nội dung cũ", slug="cu", text="Cũ")
    newer = Theme.objects.create(plan=plan, code="T01", position=1, name="Thi và tuyển sinh", slug="thi", text="Thi")
    Theme.objects.create(plan=plan, code="T02", position=2, name="Người tốt", slug="nguoi-tot", text="Gương")
    Theme.objects.create(plan=plan, code="T03", position=3, name="Phòng dịch", slug="dich", text="Dịch", ends_on=today)
    ThemeMapping.objects.create(newer=newer, older=older)
    return plan


@pytest.fixture
def sign_in() -> Callable[[Any], Client]:
    """Return a client signed in as a person."""

    def client_of(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of


@pytest.fixture
def make_article(world: SimpleNamespace) -> Callable[..., Article]:
    """Make an article in a unit's news section, with a theme, live or a draft."""

    def make(
        unit: Unit | None = None, *, title: str = "Ngày hội đọc sách", live: bool = True, theme: str = "T01"
    ) -> Article:
        home = (unit or world.one).home
        section = SectionPage.objects.child_of(home).get(slug="tin-tuc")
        article = Article(title=title, lead="Mở đầu", kind=ArticleKind.objects.get(), live=False)
        section.add_child(instance=article)
        article.themes.set([Theme.objects.get(plan=world.plan, code=theme)])
        revision = article.save_revision()
        if live:
            revision.publish()
        return Article.objects.get(pk=article.pk)

    return make
