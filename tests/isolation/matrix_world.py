"""Two units below the department: the own one, and the foreign one whose every object is bait."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property

from django.contrib.auth import get_user_model
from django.utils import timezone
from matrix_auto import bait_the_rest
from matrix_bands import FOREIGN, LATER, OWN, Dump, dump, is_foreign, start_band
from matrix_objects import populate
from matrix_side import POSTS, Side, appoint, make_unit, person
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from comms_plan.articles.models import ArticleKind
from comms_plan.plans.models import Audience, Period, Plan
from comms_plan.plans.themes import Theme
from comms_plan.quotas.models import ExternalChannel, QuotaRule
from edu_portal.branding.models import Branding
from unit_pages.access.role_groups import staff_group
from unit_pages.models import DocumentField, DocumentKind, EducationLevel, Post, Unit, UnitColour, UnitKind
from unit_pages.test.files import picture_bytes

SUBSITE = [
    {"type": "section", "slug": "tin-tuc", "title": "Tin tức", "in_menu": True, "shows_all": True},
    {"type": "standard", "slug": "gioi-thieu", "title": "Giới thiệu", "in_menu": True},
    {"type": "documents", "slug": "van-ban", "title": "Văn bản"},
    {"type": "galleries", "slug": "thu-vien-anh", "title": "Thư viện ảnh"},
    {"type": "calendar", "slug": "lich", "title": "Lịch"},
    {"type": "contact", "slug": "lien-he", "title": "Liên hệ"},
]
#: Whoever asks; ``reader`` is not signed in, ``both`` has posts in the own and in the foreign unit.
ROLES = ("officer", "leader", "administrator", "deputy", "former", "reader")
ID = re.compile(r"(?<![\d.])[78]\d{6}(?![\d.])")


class World:
    """The department, the own unit and the foreign unit; the department's own objects are foreign too."""

    def __init__(self) -> None:
        self._add_registers()
        root = make_unit("sogd", self.kinds["so"], None)
        self.department = Side("zqd", root)
        self.workflow = the_workflow()
        self._add_plan(root)
        start_band(OWN)
        self.own = populate(Side("own", make_unit("own", self.kinds["truong"], root)), self.workflow)
        bait_the_rest(self.own, OWN)
        both = person(self.own, "both")
        appoint(both, self.own.unit, "officer")
        self.superuser = get_user_model().objects.create_superuser(
            "quantri", "rat dai va rat kin", email="qt@example.vn"
        )
        self._add_library(root)
        start_band(FOREIGN)
        self.foreign = Side("zqb", make_unit("zqb", self.kinds["truong"], root))
        for kind in UNIT_WORDS:
            self.foreign.word(kind)
        populate(self.foreign, self.workflow)
        populate(self.department, self.workflow)
        appoint(both, self.foreign.unit, "officer")
        self.without_bait = bait_the_rest(self.foreign, FOREIGN)
        start_band(LATER)
        self.at_first: Dump = dump()

    @cached_property
    def bait(self) -> dict[str, str]:
        """Return every word of a foreign object and what it is."""
        return {
            word: f"{name}: {kind}"
            for name, side in (("foreign unit", self.foreign), ("department", self.department))
            for kind, word in side.words.items()
        }

    @cached_property
    def foreign_ids(self) -> dict[str, str]:
        """Return the ids of all foreign rows and their tables."""
        return {str(pk): table for table, pk in self.at_first if is_foreign(pk)}

    @cached_property
    def word_pattern(self) -> re.Pattern[str]:
        """Match any bait as a whole word; a prefix alone may stand in a random token."""
        words = "|".join(sorted(self.bait, key=len, reverse=True))
        return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")

    def found_in(self, text: str) -> set[str]:
        """Return the bait and the foreign ids that a text holds."""
        ids = {pk for pk in ID.findall(text) if pk in self.foreign_ids}
        return ids | set(self.word_pattern.findall(text.lower()))

    def what(self, found: str) -> str:
        """Say what a word or an id is."""
        return self.bait.get(found) or f"id in {self.foreign_ids[found]}"

    def person(self, role: str) -> object | None:
        """Return who asks in a role; nobody for a reader."""
        return None if role == "reader" else self.superuser if role == "superuser" else self.own[role]

    def _add_registers(self) -> None:
        today = timezone.localdate()
        UnitColour.objects.create(code="xanh", name="Xanh", unit="#0B4A76", dark="#0A2D47", tint="#EEF4F7")
        EducationLevel.objects.create(code="thpt", name="THPT")
        Branding.objects.create(name="Cổng thông tin", place="thành phố Mẫu")
        self.kinds = {
            code: UnitKind.objects.create(code=code, name=code, is_school=code == "truong", subsite=SUBSITE)
            for code in ("so", "truong")
        }
        for position, (code, powers) in enumerate(POSTS.items()):
            # Posts that the contact page shows would make names public.
            Post.objects.create(code=code, name=code, position=position, is_public=False, **powers)
        DocumentKind.objects.create(code="cong-van", name="Công văn")
        DocumentField.objects.create(code="thi", name="Thi")
        ArticleKind.objects.create(code="tin", name="Tin")
        Audience.objects.create(code="hoc-sinh", name="Học sinh")
        period = Period.objects.create(
            code="nam", name="Năm", starts_on=today - dt.timedelta(days=90), ends_on=today + dt.timedelta(days=275)
        )
        self._period = period

    def _add_plan(self, root: Unit) -> None:
        """The plan of the department, and its rule for every school."""
        self.plan = Plan.objects.create(
            code="ke-hoach", unit=root, period=self._period, issuer="Sở", kind="Kế hoạch", title="Kế hoạch năm"
        )
        rule = {
            "code": "moi-thang",
            "name": "Hai tin, bài mỗi tháng",
            "subject": {"unit_kinds": ["truong"]},
            "channel": {"site": "any"},
            "minimum": 2,
            "valid_from": str(self._period.starts_on),
            "valid_to": str(self._period.ends_on),
        }
        QuotaRule(plan=self.plan, data=rule).save()
        ExternalChannel.objects.create(code="bao", name="Báo")

    def _add_library(self, root: Unit) -> None:
        """A theme of the plan, and the library, from which all may choose."""
        from django.core.files.base import ContentFile

        from unit_pages.models import Picture

        self.theme = Theme.objects.create(
            plan=self.plan, code="T01", position=1, name="Nội dung", slug="noi-dung", text="Lời kế hoạch"
        )
        self.library_picture = Picture(title="libraryshared", collection=root.collection, description="Cổng trường")
        self.library_picture.file = ContentFile(picture_bytes(), name="library.jpg")
        self.library_picture.save()


#: What `make_unit` wrote of the foreign unit; a part of it is public (`matrix_public`).
UNIT_WORDS = ("unitcode", "unitname", "unitshort", "unitslug", "unitphone", "unitmail", "unitdistrict")


def the_workflow() -> Workflow:
    """Return the workflow of the installation; without one, Wagtail's own kind with all staff as reviewers."""
    workflow = Workflow.objects.filter(active=True).first()
    if workflow is None:
        workflow = Workflow.objects.create(name="duyệt")
        task = GroupApprovalTask.objects.create(name="lãnh đạo duyệt")
        task.groups.add(staff_group())
        WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow
