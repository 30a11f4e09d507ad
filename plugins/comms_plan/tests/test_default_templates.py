"""A foreign site writes no template: an article and the lists that show it render with what the packages ship."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from comms_plan.articles.models import ArticleAttachment
from unit_pages.subsites.lookup import public_path
from unit_pages.test.factories import DocumentFileFactory, PictureFactory, section_of

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's generate_rendition leaves its temporary file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file <_io.BufferedRandom:ResourceWarning"),
]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def read(client):
    """Return a function that reads a page as anybody does."""

    def reading(page) -> str:
        response = client.get(public_path(page.url_path))
        assert response.status_code == 200
        return response.content.decode()

    return reading


@pytest.fixture
def queries_of(read):
    """Return a function that counts the queries of a page that was read before."""

    def counting(page) -> int:
        read(page)
        with CaptureQueriesContext(connection) as queries:
            read(page)
        return len(queries)

    return counting


def attach(article, number, **values):
    for position in range(number):
        ArticleAttachment.objects.create(
            article=article, file=DocumentFileFactory(**values), title=f"Tệp kèm {position}", sort_order=position
        )


def test_the_site_has_no_template_of_ours(settings):
    for name in ("comms_articles/article.html", "unit_pages/base.html", "unit_pages/section_page.html"):
        assert str(settings.BASE_DIR) not in get_template(name).origin.name


def test_an_article_shows_what_it_holds(read, make_article, plan, make_theme, school):
    second, first = make_theme(plan, 2), make_theme(plan, 1)
    article = make_article(
        second,
        first,
        title="Ngày hội đọc sách",
        lead="Lời dẫn.",
        event_on=dt.date(2026, 2, 27),
        credit_line="Tổ Ngữ văn",
        correction_note="Sửa tên lớp.",
        corrected_on=dt.date(2026, 3, 1),
        main_picture=PictureFactory(of_unit=school, description="Học sinh đọc sách.", credit="Tổ Ngữ văn chụp."),
        picture_caption="Trên sân trường",
        body=json.dumps([{"type": "paragraph", "value": "<p>Một đoạn.</p>"}]),
    )
    article.topics.add("sáng tạo")
    article.save()
    attach(article, 1)
    ArticleAttachment.objects.create(article=article, file=DocumentFileFactory(internal=True), title="Tệp nội bộ")
    html = read(article)
    for part in (
        "<h1>Ngày hội đọc sách</h1>",
        f"<title>Ngày hội đọc sách | {school.name}</title>",
        f"<p>Tin, {school.name}",
        "<p>Lời dẫn.</p>",
        '<time datetime="2026-02-27">',
        '<time datetime="2026-03-01">',
        "Sửa tên lớp.",
        'alt="Học sinh đọc sách."',
        "Trên sân trường Tổ Ngữ văn chụp.",
        "<p>Một đoạn.</p>",
        "<p>Tổ Ngữ văn</p>",
        "<li>Chủ đề 1</li><li>Chủ đề 2</li>",
        "<li>sáng tạo</li>",
        ">Tệp kèm 0 (PDF)</a>",
    ):
        assert part in html
    assert html.count("<h1") == 1
    assert "Tệp nội bộ" not in html


def test_a_bare_article_shows_nothing_empty(read, make_article):
    html = read(make_article(lead=""))
    for part in ("<h2>", "<ul></ul>", "<p></p>", "<figure>", "Correction"):
        assert part not in html.split("<article>")[1]


def test_a_script_is_text(read, make_article, plan, make_theme, school):
    article = make_article(
        make_theme(plan, 1, name=SCRIPT), title=SCRIPT, lead=SCRIPT, credit_line=SCRIPT, correction_note=SCRIPT
    )
    ArticleAttachment.objects.create(article=article, file=DocumentFileFactory(), title=SCRIPT)
    for page in (article, section_of(school)):
        assert SCRIPT not in read(page)
        assert escape(SCRIPT) in read(page)
    assert f"<h1>{escape(SCRIPT)}</h1>" in read(article)


def test_lists_hold_published_articles_only(read, client, make_article, school):
    shown = make_article(title="Đã đăng")
    draft = make_article(title="Bản nháp", draft=True)
    assert client.get(public_path(draft.url_path)).status_code == 404
    for page in (section_of(school), school.home):
        html = read(page)
        assert f'<a href="{public_path(shown.url_path)}">Đã đăng</a>' in html
        assert "Bản nháp" not in html


def test_a_preview_shows_what_is_not_saved_yet(make_article, theme):
    article = make_article(title="Đã đăng")
    article.title = "Đang viết"
    article.themes.add(theme)
    article.attachments.add(ArticleAttachment(file=DocumentFileFactory(), title="Tệp mới"))
    html = article.make_preview_request().render().content.decode()
    for part in ("<h1>Đang viết</h1>", f"<li>{theme.name}</li>", "Tệp mới"):
        assert part in html


def test_twenty_cost_what_one_costs(queries_of, make_article, plan, make_theme, school):
    few, many = make_article(make_theme(plan, 1)), make_article(*(make_theme(plan, n) for n in range(2, 22)))
    few.topics.add("một")
    many.topics.add(*(f"chủ đề {n}" for n in range(20)))
    few.save()
    many.save()
    attach(few, 1)
    attach(many, 20)
    assert queries_of(many) == queries_of(few)
    before = queries_of(section_of(school)), queries_of(school.home)
    for _ in range(18):
        make_article()
    assert (queries_of(section_of(school)), queries_of(school.home)) == before
