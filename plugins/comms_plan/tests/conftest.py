from __future__ import annotations

import datetime as dt
import shutil

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.plans.models import Period, Plan
from comms_plan.plans.themes import Theme
from unit_pages.test.factories import AbstractArticleFactory, UnitFactory, the_department

TODAY = dt.date(2026, 3, 2)


class ArticleFactory(AbstractArticleFactory):
    class Meta:
        model = Article


def pytest_sessionfinish():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _monday_in_march():
    """Noon of a Monday in the second half of the school year 2025-2026, in Việt Nam."""
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(5), tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def department(db):
    return the_department()


@pytest.fixture
def school(department):
    return UnitFactory(name="Trường THCS Đồng Minh", code="DM", subsite=True)


@pytest.fixture
def kind(db):
    return ArticleKind.objects.create(code="tin", name="Tin")


@pytest.fixture
def make_plan(department):
    """Return a function that makes the plan of the school year that begins in a year."""

    def make(year: int = 2025, **values) -> Plan:
        code = f"{year}-{year + 1}"
        period, _ = Period.objects.get_or_create(
            code=code,
            defaults={"name": f"Năm học {code}", "starts_on": dt.date(year, 8, 1), "ends_on": dt.date(year + 1, 8, 1)},
        )
        fields = {"code": f"ke-hoach-{code}", "unit": department, "period": period, "issuer": "Sở", "kind": "Kế hoạch"}
        return Plan.objects.create(**{**fields, "title": f"Kế hoạch {code}", **values})

    return make


@pytest.fixture
def plan(make_plan):
    return make_plan()


@pytest.fixture
def make_theme():
    """Return a function that adds a theme to a plan."""

    def make(plan: Plan, number: int = 1, **values) -> Theme:
        fields = {"code": f"T{number:02}", "position": number, "name": f"Chủ đề {number}", "slug": f"chu-de-{number}"}
        return Theme.objects.create(**{"plan": plan, "text": "Lời của kế hoạch.", **fields, **values})

    return make


@pytest.fixture
def theme(plan, make_theme):
    return make_theme(plan)


@pytest.fixture
def make_article(school, kind):
    """Return a function that writes an article of the school, published unless it says ``draft=True``."""

    def make(*themes: Theme, **values) -> Article:
        page = ArticleFactory(of_unit=values.pop("of_unit", school), kind=values.pop("kind", kind), **values)
        if themes:
            page.themes.set(themes)
            page.save()
        return page

    return make
