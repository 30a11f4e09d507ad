"""Log-ins of the demo: only with DEBUG, one for each role."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction

from edu_portal.people.models import User
from unit_pages.models import Appointment, Post, Unit


class NotInDebugError(RuntimeError):
    """Raised when demo accounts are asked for on a portal that serves the public."""


@dataclass(frozen=True)
class DemoLogin:
    """An account of the demo.

    Args:
        role: what the person does.
        unit: slug of the unit, or "" for the administrator.
        username: to sign in with.
        password: the same for the account's whole life.
    """

    role: str
    unit: str
    username: str
    password: str

    def as_dict(self) -> dict[str, str]:
        """Return the fields for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class _Role:
    role: str
    username: str
    full_name: str
    post: str
    unit: str


ROLES = (
    _Role("administrator", "quantri", "Quản trị mẫu An", "", ""),
    _Role("portal editor", "bientap", "Biên tập mẫu Bình", "ban-bien-tap", "root"),
    _Role("office officer", "canbo.phong", "Cán bộ phòng mẫu Chi", "dau-moi", "phong-giao-duc-trung-hoc"),
    _Role("school officer", "canbo.truong", "Cán bộ trường mẫu Dung", "can-bo-truyen-thong", "thpt-ngo-quyen"),
    _Role("unit administrator", "quantri.truong", "Quản trị trường mẫu Khoa", "quan-tri-don-vi", "thpt-ngo-quyen"),
    _Role("school leader", "lanhdao.truong", "Lãnh đạo trường mẫu Hà", "lanh-dao-phu-trach", "thpt-ngo-quyen"),
)


@transaction.atomic
def make_demo_logins(today: dt.date) -> list[DemoLogin]:
    """Make the accounts and appointments that are missing; return all log-ins.

    A role whose unit is not in the loaded pack takes the first unit of the same sort.

    Raises:
        NotInDebugError: without DEBUG.
    """
    if not settings.DEBUG:
        raise NotInDebugError("Demo log-ins exist only with DEBUG.")
    return [_login(role, today) for role in ROLES]


def _login(role: _Role, today: dt.date) -> DemoLogin:
    password = f"demo-{role.username}-2026"
    user = User.objects.filter(username=role.username).first()
    if user is None:
        user = User.objects.create_user(
            role.username,
            password,
            full_name=role.full_name,
            is_superuser=not role.post,
            is_staff=not role.post,
        )
    if not role.post:
        return DemoLogin(role.role, "", role.username, password)
    unit = _unit(role)
    starts_on = dt.date(today.year - 1, 9, 1)
    if not Appointment.objects.filter(person=user, unit=unit).exists():
        Appointment.objects.create(
            person=user, unit=unit, post=Post.objects.get(code=role.post), starts_on=starts_on, decision_number="MẪU"
        )
    return DemoLogin(role.role, unit.slug, role.username, password)


def _unit(role: _Role) -> Unit:
    if role.unit == "root":
        return Unit.objects.root()
    found = Unit.objects.filter(slug=role.unit).first()
    same_sort = Unit.objects.filter(parent__isnull=False, kind__is_school=role.unit.startswith("t"))
    return found or same_sort.earliest("pk")
