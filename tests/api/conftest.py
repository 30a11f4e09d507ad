"""A small province for the API tests: a department, a school, and factories for what they publish."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.plans.models import Audience, Period, Plan
from comms_plan.plans.themes import Subtopic, Theme
from comms_plan.quotas.models import QuotaRule
from unit_pages.models import (
    CalendarEvent,
    DocumentFile,
    DocumentKind,
    EducationLevel,
    GalleryPage,
    GalleryPicture,
    OfficialDocument,
    Picture,
    SectionPage,
    Unit,
    UnitColour,
    UnitKind,
)
from unit_pages.subsites.provisioning import provision

NUMBERS = itertools.count(1)
SUBSITE = [
    {"type": "section", "slug": "tin-tuc", "title": "Tin tức", "shows_all": True, "in_menu": True},
    {"type": "standard", "slug": "gioi-thieu", "title": "Giới thiệu"},
    {"type": "documents", "slug": "van-ban", "title": "Văn bản"},
    {"type": "galleries", "slug": "thu-vien-anh", "title": "Thư viện ảnh"},
    {"type": "contact", "slug": "lien-he", "title": "Liên hệ"},
]


@pytest.fixture
def kind(db: None) -> UnitKind:
    """High schools, with one colour to fly."""
    UnitColour.objects.create(code="sea", name="Biển", unit="#0B4A76", dark="#06304F", tint="#E8F1F8")
    return UnitKind.objects.create(code="thpt", name="Trường THPT", is_school=True, subsite=SUBSITE)


@pytest.fixture
def department(kind: UnitKind) -> Unit:
    """The root unit with its portal."""
    office = UnitKind.objects.create(code="so", name="Sở", subsite=SUBSITE)
    unit = Unit.objects.create(code="SO", name="Sở Giáo dục", short_name="Sở", slug="so", kind=office)
    provision(unit)
    return unit


MakeUnit = Callable[..., Unit]


@pytest.fixture
def make_unit(department: Unit, kind: UnitKind) -> MakeUnit:
    """Return a function that makes a school with its subsite."""

    def make(name: str = "", **values: Any) -> Unit:
        number = next(NUMBERS)
        name = name or f"Trường THPT số {number}"
        values = {"code": f"C{number}", "short_name": name, "slug": f"truong-{number}", "parent": department, **values}
        unit = Unit.objects.create(name=name, kind=kind, **values)
        provision(unit)
        return unit

    return make


@pytest.fixture
def school(make_unit: MakeUnit) -> Unit:
    """A school that teaches one level."""
    unit = make_unit("Trường THPT Ngô Quyền", slug="thpt-ngo-quyen", code="NQ", email="c3ngoquyen@example.vn")
    unit.levels.add(EducationLevel.objects.create(code="cap-3", name="Trung học phổ thông"))
    return unit


@pytest.fixture
def plan(department: Unit) -> Plan:
    """A plan in force with two themes."""
    today = timezone.localdate()
    period = Period.objects.create(
        code="nay", name="Năm nay", starts_on=today - dt.timedelta(days=90), ends_on=today + dt.timedelta(days=200)
    )
    made = Plan.objects.create(
        code="ke-hoach-nay",
        unit=department,
        period=period,
        issuer="Sở",
        kind="Kế hoạch",
        title="Kế hoạch truyền thông",
        number_raw="…/KH-SGDĐT",
        number_is_doubtful=True,
        signer_raw="Nguyễn Văn Ký",
        signer_title="Giám đốc",
    )
    for number, slug in enumerate(("tuyen-sinh", "nguoi-tot-viec-tot"), 1):
        theme = Theme.objects.create(
            plan=made, code=f"T{number}", position=number, name=slug, slug=slug, text=f"Lời {number}"
        )
        Subtopic.objects.create(theme=theme, name=f"Phần của {slug}")
    return made


@pytest.fixture
def quota(plan: Plan, kind: UnitKind, department: Unit) -> QuotaRule:
    """A rule that three schools owe and that the public may see."""
    for number in range(2, 5):
        Unit.objects.create(
            code=f"Q{number}", name=f"Trường {number}", short_name=f"Trường {number}", slug=f"truong-{number}",
            kind=kind, parent=department,
        )  # fmt: skip
    plan.public_progress = True
    plan.save()
    today = timezone.localdate()
    data = {
        "code": "hai-tin",
        "name": "Hai tin một tháng",
        "source": "Mục III.2",
        "subject": {"unit_kinds": ["thpt"]},
        "channel": {"site": "own"},
        "minimum": 2,
        "valid_from": (today - dt.timedelta(days=60)).isoformat(),
        "valid_to": (today + dt.timedelta(days=60)).isoformat(),
    }
    return QuotaRule.objects.create(plan=plan, data=data)


@pytest.fixture
def news(db: None) -> ArticleKind:
    """The kind Tin."""
    return ArticleKind.objects.create(code="tin", name="Tin")


@pytest.fixture
def make_picture(db: None) -> Callable[..., Picture]:
    """Return a function that makes a picture."""

    def make(width: int = 1000, height: int = 500, **values: Any) -> Picture:
        content = io.BytesIO()
        Image.new("RGB", (width, height), "teal").save(content, "JPEG")
        file = ContentFile(content.getvalue(), name="anh.jpg")
        return Picture.objects.create(title="Ảnh", file=file, **{"description": "Học sinh chào cờ", **values})

    return make


@pytest.fixture
def make_file(db: None) -> Callable[..., DocumentFile]:
    """Return a function that makes a file for download."""

    def make(name: str = "tep.pdf", **values: Any) -> DocumentFile:
        content = ContentFile(b"%PDF-1.4", name=name)
        return DocumentFile.objects.create(title=values.pop("title", name), file=content, file_size=8, **values)

    return make


def section_of(unit: Unit) -> SectionPage:
    """Return the news section of a unit."""
    return SectionPage.objects.get(path__startswith=unit.home.path, depth=unit.home.depth + 1, slug="tin-tuc")


MakeArticle = Callable[..., Article]


@pytest.fixture
def make_article(news: ArticleKind) -> MakeArticle:
    """Return a function that writes an article, and publishes it unless told not to."""

    def make(unit: Unit, title: str = "", *, live: bool = True, themes: Any = (), **values: Any) -> Article:
        title = title or f"Tin số {next(NUMBERS)}"
        article = Article(title=title, kind=news, unit=unit, live=False, **values)
        section_of(unit).add_child(instance=article)
        article.themes.set(list(themes)) if themes else None
        revision = article.save_revision()
        if live:
            revision.publish()
        return Article.objects.get(pk=article.pk)

    return make


@pytest.fixture
def full_article(school: Unit, plan: Plan, make_article: MakeArticle, make_picture: Any, make_file: Any) -> Article:
    """An article with everything that an article can have."""
    public, private = make_file("ke-hoach.pdf"), make_file("noi-bo.pdf", is_public=False, title="Nội bộ")
    picture = make_picture(
        2000, 1000, focal_point_x=500, focal_point_y=250, focal_point_width=10, focal_point_height=10
    )
    link = f'<a linktype="page" id="{school.home.pk}">trường</a>'
    links = "".join(f' <a linktype="document" id="{file.pk}">{file.title}</a>' for file in (public, private))
    body = [
        {"type": "paragraph", "id": "b1", "value": f"<p>Xem {link}{links}</p>"},
        {"type": "heading", "id": "b2", "value": "Kết quả"},
        {"type": "picture", "id": "b3", "value": {"image": picture.pk, "caption": "Sân trường"}},
        {"type": "gallery", "id": "b4", "value": [{"image": picture.pk, "caption": "A"}] * 2},
        {"type": "quote", "id": "b5", "value": {"text": "Rất vui", "source": "Hiệu trưởng"}},
        {"type": "table", "id": "b6", "value": {"data": [["Lớp", "Số"], ["10A", "42"]]}},
        {"type": "attachment", "id": "b7", "value": {"file": public.pk, "title": "Kế hoạch"}},
        {"type": "attachment", "id": "b8", "value": {"file": private.pk, "title": "Nội bộ"}},
        {"type": "video", "id": "b9", "value": {"url": "https://example.org/v", "title": "Lễ"}},
    ]
    article = make_article(
        school,
        "Lễ khai giảng",
        themes=plan.themes.all()[:1],
        lead="Sáng nay.",
        main_picture=picture,
        picture_caption="Toàn cảnh",
        event_on=timezone.localdate(),
        credit_line="Tổ Ngữ văn",
        correction_note="Sửa tên lớp.",
        body=body,
    )
    article.topics.add("sáng tạo")
    article.audiences.add(Audience.objects.create(code="phu-huynh", name="Phụ huynh"))
    article.attachments.create(file=public, sort_order=0)
    article.attachments.create(file=private, sort_order=1)
    article.save_revision().publish()
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def make_document(db: None) -> Callable[..., OfficialDocument]:
    """Return a function that puts a document on a unit's list."""
    kind, _created = DocumentKind.objects.get_or_create(code="cong-van", defaults={"name": "Công văn"})

    def make(unit: Unit, **values: Any) -> OfficialDocument:
        number = next(NUMBERS)
        values = {"number": f"{number}/SGDĐT", "title": "Về thi lớp 10", "issued_on": dt.date(2022, 5, 1), **values}
        return OfficialDocument.objects.create(unit=unit, kind=kind, signer="Trần Thị Ký", **values)

    return make


@pytest.fixture
def make_event(db: None) -> Callable[..., CalendarEvent]:
    """Return a function that puts an event into a unit's calendar."""

    def make(unit: Unit, **values: Any) -> CalendarEvent:
        return CalendarEvent.objects.create(unit=unit, **{"title": "Họp", "starts_on": dt.date(2022, 5, 1), **values})

    return make


@pytest.fixture
def make_gallery(make_picture: Any) -> Callable[..., GalleryPage]:
    """Return a function that publishes a gallery with two pictures."""
    pictures = [make_picture() for _number in range(2)]

    def make(unit: Unit, title: str = "Hội khoẻ") -> GalleryPage:
        parent = Page.objects.get(path__startswith=unit.home.path, depth=unit.home.depth + 1, slug="thu-vien-anh")
        gallery = GalleryPage(title=title, slug=f"bo-{next(NUMBERS)}")
        parent.add_child(instance=gallery)
        for number, picture in enumerate(pictures):
            GalleryPicture.objects.create(gallery=gallery, picture=picture, sort_order=number)
        gallery.save_revision().publish()
        return gallery

    return make


class Api:
    """A reader of the API."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, path: str, /, **options: Any) -> Any:
        """Return the response of a path below ``/api/v1/``, or of a whole address."""
        address = path if path.startswith(("/", "http")) else f"/api/v1/{path}"
        return self.client.get(address.removeprefix("http://testserver"), **options)

    def read(self, path: str) -> Any:
        """Return the JSON of an address that answers."""
        response = self.get(path)
        assert response.status_code == 200, response.content
        return response.json()

    def walk(self, path: str) -> Iterator[dict[str, Any]]:
        """Follow ``next`` to the end."""
        address: str | None = path
        while address:
            page = self.read(address)
            yield page
            address = page["next"]

    def ids(self, path: str, key: str = "id") -> list[Any]:
        """Return one field of all items of a list."""
        return [item[key] for page in self.walk(path) for item in page["items"]]


@pytest.fixture
def api(db: None) -> Api:
    """A reader without a session."""
    return Api()
