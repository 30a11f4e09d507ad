"""A small sector made without any pack: a department, an office, two schools, and what they publish.

`World.grow(50)` brings every list to fifty items, so that a test can compare.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from functools import cached_property
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from comms_plan.articles.models import Article, ArticleAttachment, ArticleKind, ArticleTheme
from comms_plan.plans.models import Audience, Period, Plan, PlanPart, Theme
from comms_plan.plans.themes import Subtopic
from comms_plan.quotas.models import QuotaRule
from edu_portal.branding.models import Branding
from edu_portal.people.models import User
from unit_pages.models import (
    Appointment,
    CalendarEvent,
    DocumentField,
    DocumentFile,
    DocumentKind,
    EducationLevel,
    GalleryPage,
    GalleryPicture,
    OfficialDocument,
    Picture,
    Post,
    SectionPage,
    StandardPage,
    Unit,
    UnitColour,
    UnitKind,
)
from unit_pages.publications.services import accept_publication
from unit_pages.subsites.provisioning import provision

SUBSITE = [
    {"type": "section", "slug": "tin-tuc", "title": "Tin tức", "in_menu": True, "shows_all": True},
    {"type": "standard", "slug": "gioi-thieu", "title": "Giới thiệu", "in_menu": True},
    {"type": "documents", "slug": "van-ban", "title": "Văn bản", "in_menu": True},
    {"type": "galleries", "slug": "thu-vien-anh", "title": "Thư viện ảnh", "in_menu": True},
    {"type": "calendar", "slug": "lich", "title": "Lịch", "in_menu": True},
    {"type": "contact", "slug": "lien-he", "title": "Liên hệ", "in_menu": True},
]
NAMES = ("An Hải", "Bình Minh", "Cát Bà", "Đồ Sơn", "Hồng Bàng", "Kiến An", "Lê Chân", "Ngô Quyền")


class World:
    """A sector with one of everything; the attributes are the objects themselves."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        UnitColour.objects.create(code="xanh", name="Xanh", unit="#0B4A76", dark="#0A2D47", tint="#EEF4F7")
        self.level = EducationLevel.objects.create(code="thpt", name="THPT")
        self.kinds = {
            code: UnitKind.objects.create(code=code, name=name, is_school=code == "thpt", subsite=SUBSITE)
            for code, name in (("so", "Sở"), ("phong", "Phòng"), ("thpt", "Trường THPT"))
        }
        Branding.objects.create(name="Cổng thông tin ngành Giáo dục", place="thành phố Mẫu")
        self.root = self.unit("Sở Giáo dục và Đào tạo Mẫu", "so", parent=None)
        self.office = self.unit("Phòng Giáo dục Trung học", "phong")
        self.school = self.unit("Trường THPT Hoa Phượng", "thpt")
        self.other_school = self.unit("Trường THPT Bến Cảng", "thpt")
        self.plan, self.themes = self._plan()
        self.kind = ArticleKind.objects.create(code="tin", name="Tin")
        self.audience = Audience.objects.create(code="phu-huynh", name="Cha mẹ học sinh")
        self.document_kind = DocumentKind.objects.create(code="cong-van", name="Công văn")
        self.document_field = DocumentField.objects.create(code="thi", name="Thi")
        self._appoint()
        self.grow(1)

    # -- what there is one of ------------------------------------------------------

    def unit(self, name: str, kind: str, *, parent: Unit | None | str = "root", **values: Any) -> Unit:
        """Make a unit with its subsite."""
        number = next(self._numbers)
        unit = Unit.objects.create(
            code=f"U{number}",
            name=name,
            short_name=name[:80],
            slug=f"don-vi-{number}",
            kind=self.kinds[kind],
            parent=self.root if parent == "root" else parent,
            **{"district": "Quận Mẫu", "ownership": "public", "phone": "0225 3 000 000", **values},
        )
        if kind == "thpt":
            unit.levels.add(self.level)
        provision(unit)
        return Unit.objects.select_related("home").get(pk=unit.pk)

    def _plan(self) -> tuple[Plan, list[Theme]]:
        first = dt.date(self.today.year - (self.today.month < 8), 8, 1)
        period = Period.objects.create(
            code="nam-hoc", name="Năm học", starts_on=first, ends_on=first.replace(year=first.year + 1)
        )
        plan = Plan.objects.create(
            code="ke-hoach",
            unit=self.root,
            period=period,
            issuer="Sở",
            kind="Kế hoạch",
            title="Kế hoạch truyền thông",
            public_progress=True,
        )
        rule = {
            "code": "hai-tin",
            "name": "Hai tin một tháng",
            "subject": {"unit_kinds": ["thpt"]},
            "channel": {"site": "own"},
            "minimum": 2,
            "valid_from": first.isoformat(),
            "valid_to": first.replace(year=first.year + 1).isoformat(),
        }
        QuotaRule.objects.create(plan=plan, data=rule)
        themes = [
            Theme.objects.create(
                plan=plan,
                code=f"T{n:02}",
                position=n,
                name=f"Nội dung {n}",
                slug=f"noi-dung-{n}",
                text=f"Lời kế hoạch {n}",
            )
            for n in range(1, 14)
        ]
        return plan, themes

    def _appoint(self) -> None:
        post = Post.objects.create(code="can-bo", name="Cán bộ truyền thông", can_write=True, can_publish=True)
        self.officer = User.objects.create_user("canbo", "mat-khau-rat-dai", full_name="Cán bộ Mẫu")
        Appointment.objects.create(
            person=self.officer, unit=self.school, post=post, starts_on=self.today - dt.timedelta(days=400)
        )

    # -- things --------------------------------------------------------------------

    @cached_property
    def _jpeg(self) -> bytes:
        output = io.BytesIO()
        Image.new("RGB", (64, 48), "#0B4A76").save(output, "JPEG")
        return output.getvalue()

    def picture(self, unit: Unit, **values: Any) -> Picture:
        """Make a small picture of a unit."""
        picture = Picture(
            **{"title": "Ảnh", "description": "Học sinh đọc sách dưới hàng phượng.", "credit": "Tổ Ngữ văn", **values},
            collection=unit.collection,
            unit=unit,
            width=64,
            height=48,
        )
        picture.file = ContentFile(self._jpeg, name="anh.jpg")
        picture.save()
        return picture

    def section(self, unit: Unit) -> SectionPage:
        """Return the news section of a unit."""
        return SectionPage.objects.get(slug="tin-tuc", path__startswith=unit.home.path, depth=unit.home.depth + 1)

    def article(self, unit: Unit, *, themes: int = 2, accept: bool = False, **values: Any) -> Article:
        """Publish an article of a unit; ``accept`` shows it on the portal too."""
        number = next(self._numbers)
        moment = self.now - dt.timedelta(minutes=number)
        article = Article(
            **{
                "title": f"Bài số {number}",
                "slug": f"bai-{number}",
                "lead": f"Tóm tắt bài {number}.",
                "kind": self.kind,
                "main_picture": self.picture(unit),
                "picture_caption": "Sân trường",
                "event_on": self.today,
                "first_published_at": moment,
                "last_published_at": moment,
                "body": body(("paragraph", "<p>Nội dung của bài.</p>")),
                **values,
            }
        )
        article.theme_items = [ArticleTheme(tag=theme) for theme in self.themes[:themes]]
        self.section(unit).add_child(instance=article)
        article.topics.set(["sáng tạo"])
        article.audiences.set([self.audience])
        article.save()
        if accept:
            accept_publication(page=article, site_unit=self.root, by=None, now=self.now)
        return article

    def attach(self, article: Article, number: int) -> None:
        """Put files below an article."""
        for _ in range(number):
            ArticleAttachment.objects.create(article=article, file=self.file(article.unit), title="Phụ lục")

    def file(self, unit: Unit) -> DocumentFile:
        """Make a document file of a unit."""
        return DocumentFile.objects.create(
            title="Tệp", file=ContentFile(b"%PDF-1.4", name="tep.pdf"), collection=unit.collection, unit=unit
        )

    def document(self, unit: Unit, **values: Any) -> OfficialDocument:
        """Make an official document of a unit."""
        number = next(self._numbers)
        return OfficialDocument.objects.create(
            **{
                "unit": unit,
                "number": f"{number}/SGDĐT",
                "title": f"Về việc số {number}",
                "kind": self.document_kind,
                "field": self.document_field,
                "issued_on": self.today - dt.timedelta(days=number % 300),
                "file": self.file(unit),
                **values,
            }
        )

    def event(self, unit: Unit, **values: Any) -> CalendarEvent:
        """Make an event of a unit in the days to come."""
        day = self.today + dt.timedelta(days=next(self._numbers) % 300)
        return CalendarEvent.objects.create(**{"unit": unit, "title": "Thi thử", "starts_on": day, **values})

    def gallery(self, unit: Unit, *, pictures: int = 1, **values: Any) -> GalleryPage:
        """Make a gallery of a unit."""
        number = next(self._numbers)
        index = unit.home.get_children().get(slug="thu-vien-anh")
        gallery = GalleryPage(
            **{
                "title": f"Bộ ảnh {number}",
                "slug": f"bo-anh-{number}",
                "summary": "Một ngày ở trường.",
                "first_published_at": self.now - dt.timedelta(minutes=number),
                **values,
            }
        )
        gallery.pictures = [
            GalleryPicture(picture=self.picture(unit), caption=f"Ảnh {n}", sort_order=n) for n in range(pictures)
        ]
        index.add_child(instance=gallery)
        return gallery

    def standard_page(self, unit: Unit) -> StandardPage:
        """Return the page of text about a unit."""
        return StandardPage.objects.get(slug="gioi-thieu", path__startswith=unit.home.path, depth=unit.home.depth + 1)

    # -- growing -------------------------------------------------------------------

    def grow(self, number: int) -> None:
        """Bring every list of the root and of the first school to ``number`` items."""
        units = (self.root, self.school)
        for unit in units:
            while Article.objects.filter(unit=unit).count() < number:
                self.article(unit, accept=not unit.is_root)
            for _ in range(number - OfficialDocument.objects.filter(unit=unit).count()):
                self.document(unit)
            for _ in range(number - CalendarEvent.objects.filter(unit=unit).count()):
                self.event(unit)
            while GalleryPage.objects.filter(path__startswith=unit.home.path).count() < number:
                self.gallery(unit)
        while Unit.objects.filter(kind=self.kinds["thpt"]).count() < number:
            place = next(self._numbers)
            unit = self.unit(f"Trường THPT {NAMES[place % len(NAMES)]} {place}", "thpt")
            self.article(unit)
        self._fill_one_of_each(number)

    def _fill_one_of_each(self, number: int) -> None:
        """Bring what hangs on one article, gallery, theme and plan to ``number``."""
        article = self.first_article(self.school)
        article.body = body(("paragraph", "<p>Nội dung.</p>"), *[self._picture_block() for _ in range(min(number, 30))])
        article.save()
        self.attach(article, number - article.attachments.count())
        gallery = self.first_gallery(self.school)
        shown = gallery.pictures.count()
        for place in range(shown, number):
            GalleryPicture.objects.create(gallery=gallery, picture=self.picture(self.school), sort_order=place)
        theme = self.themes[0]
        for place in range(theme.subtopics.count(), number):
            Subtopic.objects.create(theme=theme, name=f"Mục {place}", position=place)
        for place in range(self.plan.parts.count(), number):
            PlanPart.objects.create(
                plan=self.plan, section=PlanPart.Section.PURPOSE, position=place, text=f"Mục đích {place}"
            )

    def _picture_block(self) -> tuple[str, Any]:
        return ("picture", {"image": self.picture(self.school).pk, "caption": "Giờ ra chơi"})

    def first_article(self, unit: Unit) -> Article:
        """Return the oldest made article of a unit, whose address stays the same."""
        return Article.objects.filter(unit=unit).earliest("pk")

    def first_gallery(self, unit: Unit) -> GalleryPage:
        """Return the oldest made gallery of a unit."""
        return GalleryPage.objects.filter(path__startswith=unit.home.path).earliest("pk")

    def first_document(self, unit: Unit) -> OfficialDocument:
        """Return the oldest made document of a unit."""
        return OfficialDocument.objects.filter(unit=unit).earliest("pk")

    def theme_path(self) -> str:
        """Return the page of the theme that every article carries."""
        return f"/chu-de/{self.themes[0].slug}/"

    # -- addresses -----------------------------------------------------------------

    def pages(self) -> dict[str, str]:
        """Return the address of one page of every public type."""
        school, root = self.school, self.root
        return {
            "department home": "/",
            "department home, one level": "/?cap=thpt",
            "department news": "/tin-tuc/",
            "department article": path_of(self.first_article(root)),
            "subsite home": school.url_path,
            "office home": self.office.url_path,
            "subsite news": f"{school.url_path}tin-tuc/",
            "subsite article": path_of(self.first_article(school)),
            "theme index": "/chu-de/",
            "theme": self.theme_path(),
            "plan": "/ke-hoach/",
            "progress": "/ke-hoach/tien-do/",
            "plan by code": f"/ke-hoach/{self.plan.code}/",
            "directory": "/don-vi/",
            "directory, filtered": "/don-vi/?cap=thpt&q=truong",
            "department documents": "/van-ban/",
            "subsite documents": f"{school.url_path}van-ban/",
            "document": f"{school.url_path}van-ban/{self.first_document(school).slug}/",
            "gallery index": f"{school.url_path}thu-vien-anh/",
            "gallery": path_of(self.first_gallery(school)),
            "contact": f"{school.url_path}lien-he/",
            "calendar": f"{school.url_path}lich/",
            "standard page": f"{school.url_path}gioi-thieu/",
            "search": "/tim-kiem/",
            "search with results": "/tim-kiem/?q=bai",
            "search without results": "/tim-kiem/?q=khongcotunay",
            "site map": "/so-do-trang/",
        }

    def machine_pages(self) -> dict[str, str]:
        """Return the feeds and sitemaps."""
        return {
            "feed of the department": "/rss/",
            "feed of a unit": f"/rss/{self.school.slug}/",
            "feed of a theme": f"/rss{self.theme_path()}",
            "sitemap index": "/sitemap.xml",
            "sitemap of the department": f"/sitemap/{self.root.slug}.xml",
            "sitemap of a unit": f"/sitemap/{self.school.slug}.xml",
        }


def body(*blocks: tuple[str, Any]) -> Any:
    """Return a text of blocks as the field takes it."""
    raw = [{"type": name, "value": value} for name, value in blocks]
    return Article._meta.get_field("body").to_python(json.dumps(raw))


def path_of(page: Any) -> str:
    """Return the public path of a page."""
    from unit_pages.subsites.lookup import public_path

    return public_path(page.url_path)
