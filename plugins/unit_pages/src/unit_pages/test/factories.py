"""Factories with traits for units, people, pictures and articles.

A host site derives a factory for its own article type::

    class NewsFactory(AbstractArticleFactory):
        class Meta:
            model = NewsPage
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Page

from unit_pages.days import local_day
from unit_pages.enums import FlagPattern
from unit_pages.models import (
    Appointment,
    CalendarEvent,
    DocumentFile,
    DocumentKind,
    OfficialDocument,
    Picture,
    Post,
    SectionPage,
    Unit,
    UnitColour,
    UnitKind,
)
from unit_pages.subsites.provisioning import provision
from unit_pages.test.files import PDF_BYTES, picture_bytes
from unit_pages.vietnamese import slugify_vi

SECTION_SLUG = "tin-tuc"
PASSWORD = "correct horse battery staple"  # noqa: S105 - of nobody
SUBSITE = [
    {"type": "section", "slug": SECTION_SLUG, "title": "Tin tức", "in_menu": True},
    {"type": "standard", "slug": "gioi-thieu", "title": "Giới thiệu", "in_menu": True},
    {"type": "documents", "slug": "van-ban", "title": "Văn bản", "in_menu": True},
]


class UnitColourFactory(DjangoModelFactory):
    """A colour whose contrast is right."""

    class Meta:
        model = UnitColour
        django_get_or_create = ("code",)

    class Params:
        pale = factory.Trait(code="nhat", name="Nhạt", unit="#9FC5E8")

    code = "bien"
    name = "Biển"
    unit = "#0B4A76"
    dark = "#0A2D47"
    tint = "#EEF4F7"


class UnitKindFactory(DjangoModelFactory):
    """A kind of unit: a school, unless a trait says otherwise."""

    class Meta:
        model = UnitKind
        django_get_or_create = ("code",)

    class Params:
        department = factory.Trait(code="so", name="Sở", is_school=False)
        office = factory.Trait(code="phong", name="Phòng", is_school=False)

    code = "truong"
    name = "Trường"
    is_school = True
    subsite = factory.LazyFunction(lambda: [dict(entry) for entry in SUBSITE])


def the_department() -> Unit:
    """Return the root unit with its subsite; make it when there is none."""
    return Unit.objects.filter(parent__isnull=True).first() or UnitFactory(department=True, subsite=True)


class UnitFactory(DjangoModelFactory):
    """A school below the department; with ``subsite=True`` it has its pages."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    class Params:
        department = factory.Trait(
            parent=None,
            code="SGD",
            name="Sở Giáo dục và Đào tạo",
            short_name="Sở GD&ĐT",
            slug="so-gddt",
            flag=FlagPattern.FLOWER,
            kind=factory.SubFactory(UnitKindFactory, department=True),
        )
        office = factory.Trait(
            name=factory.Sequence(lambda n: f"Phòng Giáo dục Số {n}"),
            kind=factory.SubFactory(UnitKindFactory, office=True),
        )
        ended = factory.Trait(starts_on=dt.date(2000, 9, 1), ends_on=factory.LazyFunction(local_day))

    code = factory.Sequence(lambda n: f"DV-{n:03}")
    name = factory.Sequence(lambda n: f"Trường THCS Đồng Minh {n}")
    short_name = factory.LazyAttribute(lambda unit: unit.name[:80])
    slug = factory.LazyAttribute(lambda unit: slugify_vi(unit.name, max_length=80))
    kind = factory.SubFactory(UnitKindFactory)
    parent = factory.LazyFunction(the_department)
    colour = factory.SubFactory(UnitColourFactory)

    @factory.post_generation
    def subsite(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Provision the unit's pages."""
        if create and extracted:
            provision(self)


class PersonFactory(DjangoModelFactory):
    """Somebody with an account and the password `PASSWORD`."""

    class Meta:
        model = get_user_model()

    class Params:
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    username = factory.Sequence(lambda n: f"canbo{n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


class PostFactory(DjangoModelFactory):
    """The post of somebody who writes."""

    class Meta:
        model = Post
        django_get_or_create = ("code",)

    class Params:
        leader = factory.Trait(code="lanh-dao", name="Lãnh đạo phụ trách", can_publish=True, is_leader=True)
        powerless = factory.Trait(code="thanh-vien", name="Thành viên", can_write=False)

    code = "can-bo"
    name = "Cán bộ truyền thông"
    can_write = True


class AppointmentFactory(DjangoModelFactory):
    """An officer in office for a month."""

    class Meta:
        model = Appointment

    class Params:
        leader = factory.Trait(post=factory.SubFactory(PostFactory, leader=True))
        over = factory.Trait(ends_on=factory.LazyFunction(local_day))
        to_come = factory.Trait(starts_on=factory.LazyFunction(lambda: local_day() + dt.timedelta(days=1)))

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory, subsite=True)
    post = factory.SubFactory(PostFactory)
    starts_on = factory.LazyFunction(lambda: local_day() - dt.timedelta(days=30))


def collection_of(unit: Unit | None) -> Collection:
    """Return the unit's collection, else the root."""
    return (unit and unit.collection) or Collection.get_first_root_node()


class PictureFactory(DjangoModelFactory):
    """A small picture in its unit's collection."""

    class Meta:
        model = Picture
        exclude = ("of_unit",)

    class Params:
        from_phone = False
        image_format = "JPEG"

    of_unit: Any = None
    title = factory.Sequence(lambda n: f"Ảnh {n}")
    description = "Học sinh chào cờ trên sân trường."
    collection = factory.LazyAttribute(lambda picture: collection_of(picture.of_unit))
    file = factory.LazyAttribute(
        lambda picture: ContentFile(
            picture_bytes(picture.image_format, from_phone=picture.from_phone),
            name=f"IMG.{picture.image_format.lower()}",
        )
    )


class DocumentFileFactory(DjangoModelFactory):
    """A public PDF in its unit's collection."""

    class Meta:
        model = DocumentFile
        exclude = ("of_unit",)

    class Params:
        internal = factory.Trait(is_public=False)

    of_unit: Any = None
    title = factory.Sequence(lambda n: f"Tệp {n}")
    collection = factory.LazyAttribute(lambda document: collection_of(document.of_unit))
    file = factory.LazyFunction(lambda: ContentFile(PDF_BYTES, name="kế hoạch.pdf"))


class OfficialDocumentFactory(DjangoModelFactory):
    """A public official document."""

    class Meta:
        model = OfficialDocument

    class Params:
        internal = factory.Trait(is_public=False)

    unit = factory.SubFactory(UnitFactory, subsite=True)
    number = factory.Sequence(lambda n: f"{n}/SGDĐT-VP")
    title = "Về việc tổ chức Tuần lễ hưởng ứng học tập suốt đời"
    kind = factory.LazyFunction(lambda: DocumentKind.objects.get_or_create(code="cong-van", name="Công văn")[0])
    issued_on = factory.LazyFunction(local_day)


class CalendarEventFactory(DjangoModelFactory):
    """An event of one day."""

    class Meta:
        model = CalendarEvent

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Sự kiện {n}")
    starts_on = factory.LazyFunction(local_day)


def section_of(unit: Unit) -> SectionPage:
    """Return the news section of a provisioned unit."""
    return SectionPage.objects.child_of(unit.home).get(slug=SECTION_SLUG)


class AbstractArticleFactory(wagtail_factories.PageFactory):
    """A published article in the news section of ``of_unit``; with ``draft=True`` nobody sees it yet."""

    class Meta:
        abstract = True
        exclude = ("of_unit",)

    class Params:
        draft = factory.Trait(live=False)

    of_unit: Any = None
    parent = factory.LazyAttribute(lambda article: section_of(article.of_unit))
    title = factory.Sequence(lambda n: f"Học sinh Đồng Minh đẽo con rối thứ {n}")
    slug = ""
    lead = "Tiết giáo dục địa phương có thêm người thợ làng nghề."

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Page:
        """Save as the editor does: a draft with a revision, which is then published."""
        section, live = kwargs.pop("parent"), kwargs.pop("live", True)
        page = model_class(live=False, **kwargs)
        section.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page
