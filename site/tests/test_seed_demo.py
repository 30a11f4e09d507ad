from __future__ import annotations

import datetime as dt
import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from comms_plan.articles.models import Article
from edu_portal.seeding.articles import shares
from edu_portal.seeding.at_once import make_by_key
from edu_search.models import Entry
from unit_pages.models import Publication, Unit, UnitKind

DAY = "2026-05-20"


def seed(*args) -> str:
    said = io.StringIO()
    call_command("seed_demo", *args, stdout=said)
    return said.getvalue()


def counts() -> dict[str, int]:
    models = (Page, Unit, Publication, Entry, IndexEntry, ReferenceIndex, Collection, get_user_model())
    return {model.__name__: model._default_manager.count() for model in models}


def written() -> list[tuple]:
    rows = Article.objects.filter(unit__code__startswith="SEED-").order_by("path")
    return list(rows.values_list("title", "slug", "url_path", "first_published_at", "kind__code", "unit__name"))


def test_articles_are_shared_evenly():
    assert shares(10, 4) == [2, 3, 2, 3]
    assert sum(shares(200_000, 1_999)) == 200_000


def test_made_up_content_is_whole_and_the_same_for_the_same_seed(province, client):
    seed("--units", "3", "--articles", "153", "--date", DAY)
    first = written()
    assert len(first) == 153
    assert Publication.objects.filter(unit__code__startswith="SEED-").count() == 150  # every fiftieth is a draft
    assert Entry.objects.filter(owner__startswith="SEED-", type="article").count() == 150
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())
    article = Article.objects.filter(unit__code="SEED-00002", live=True).first()
    row = Publication.objects.get(page_id=article.pk)
    assert client.get(row.url_path).status_code == 200
    assert article.theme_items.exists()
    assert ReferenceIndex.get_references_for_object(article).filter(model_path="unit").exists()
    seed("--delete")
    seed("--units", "3", "--articles", "153", "--date", DAY)
    assert written() == first


def test_it_adds_what_is_missing_and_deletes_everything(province):
    before = counts()
    seed("--units", "1", "--articles", "5", "--date", DAY)
    seed("--units", "2", "--articles", "20", "--date", DAY)
    assert len(written()) == 20
    after = counts()
    seed("--units", "2", "--articles", "20", "--date", DAY)
    assert counts() == after
    seed("--delete")
    assert counts() == before
    assert not any(Page.find_problems())


def test_articles_are_written_set_wise(province):
    seed("--units", "2", "--articles", "0", "--date", DAY)

    def queries(articles: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            seed("--units", "2", "--articles", str(articles), "--date", DAY)
        return len(asked)

    assert queries(60) - queries(20) < 25  # of forty articles, each of which stands in eight tables


def test_wrong_numbers_are_refused(province):
    with pytest.raises(CommandError):
        seed("--units", "0")
    with pytest.raises(CommandError, match="--jobs"):
        seed("--jobs", "0")


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL lets several processes write")
def test_sqlite_lets_one_process_write(province):
    with pytest.raises(CommandError, match="only PostgreSQL"):
        seed("--units", "1", "--jobs", "2")


def test_a_process_makes_what_the_command_makes(province):
    seed("--units", "2", "--articles", "20", "--date", DAY)
    first = written()
    seed("--delete")
    seed("--units", "2", "--articles", "0", "--date", DAY)
    noon = timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(DAY), dt.time(12)))
    units = Unit.objects.filter(code__startswith="SEED-").order_by("code")
    assert make_by_key([(unit.pk, 10) for unit in units], 1, noon) == 20
    assert written() == first


def test_without_kinds_of_school_it_says_what_to_do(province):
    UnitKind.objects.update(code=Concat(Value("x"), Cast("pk", CharField())))
    with pytest.raises(CommandError, match="load_province"):
        seed("--units", "1")
