"""An article carries themes of the plan in force, and only they; topics are free."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from comms_plan.articles.checklist import check_article
from comms_plan.articles.models import Article, ArticleKind, Topic
from unit_pages.models import Publication
from unit_pages.test.factories import AppointmentFactory, PictureFactory, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client, school):
    """Signed in; writes and publishes for the school."""
    person = AppointmentFactory(unit=school, leader=True).person
    client.force_login(person)
    return person


def form_data(**values):
    fields = {
        "title": "Tin mới",
        "slug": "tin-moi",
        "lead": "",
        "body": streamfield([]),
        "attachments": inline_formset([]),
        "comments": inline_formset([]),
    }
    themes = values.pop("themes", [])
    return {**nested_form_data({**fields, **values}), "themes": themes}


@pytest.fixture
def write(client, leader, school, kind):
    """Return a function that sends the editor's form for a new article."""

    def send(publish=True, **values):
        address = reverse("wagtailadmin_pages:add", args=["comms_articles", "article", section_of(school).pk])
        action = {"action-publish": "1"} if publish else {}
        return client.post(address, form_data(kind=kind.pk, **action, **values))

    return send


def errors(response):
    assert response.status_code == 200
    return response.context["form"].errors


class TestForm:
    def test_an_article_is_published_with_a_theme_of_the_plan(self, write, theme, school):
        response = write(themes=[theme.pk])
        assert response.status_code == 302, response.context["form"].errors
        page = Article.objects.get()
        assert list(page.themes.all()) == [theme]
        assert Publication.objects.get(page_id=page.pk).kind == "Tin"

    def test_a_theme_is_needed_to_publish(self, write, theme):
        assert set(errors(write())) == {"themes"}
        assert not Article.objects.exists()

    def test_a_draft_needs_no_theme(self, write, theme):
        assert write(publish=False).status_code == 302
        assert not Article.objects.get().live

    def test_a_theme_of_another_years_plan_is_refused(self, write, theme, make_plan, make_theme):
        foreign = make_theme(make_plan(2024), 9)
        assert set(errors(write(themes=[foreign.pk]))) == {"themes"}

    def test_a_theme_that_has_ended_is_refused(self, write, plan, make_theme):
        ended = make_theme(plan, ends_on=dt.date(2026, 3, 2))
        assert set(errors(write(themes=[ended.pk]))) == {"themes"}

    def test_a_theme_on_its_last_day_is_accepted(self, write, plan, make_theme):
        last = make_theme(plan, ends_on=dt.date(2026, 3, 3))
        assert write(themes=[last.pk]).status_code == 302

    @pytest.mark.parametrize("value", ["999999", "x", "1 OR 1=1", "-1"])
    def test_an_unknown_theme_is_refused(self, write, theme, value):
        assert set(errors(write(themes=[value]))) == {"themes"}

    def test_an_old_article_keeps_a_theme_that_ended_since(self, client, leader, make_article, theme, kind):
        page = make_article(theme)
        theme.ends_on = dt.date(2026, 1, 1)
        theme.save()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = form_data(title="Sửa", slug=page.slug, themes=[theme.pk], kind=kind.pk, **{"action-publish": "1"})
        response = client.post(address, data)
        assert response.status_code == 302, response.context["form"].errors
        page.refresh_from_db()
        assert (page.title, list(page.themes.all())) == ("Sửa", [theme])

    def test_an_old_article_keeps_a_theme_of_last_years_plan(
        self, client, leader, make_article, plan, make_plan, make_theme
    ):
        page = make_article(make_theme(make_plan(2024), 9))
        form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
        assert [theme.code for theme in form.fields["themes"].queryset] == ["T09"]

    def test_the_form_offers_the_themes_in_the_plans_order(self, client, leader, school, kind, plan, make_theme):
        for number in (3, 1, 2):
            make_theme(plan, number)
        address = reverse("wagtailadmin_pages:add", args=["comms_articles", "article", section_of(school).pk])
        form = client.get(address).context["form"]
        assert [theme.position for theme in form.fields["themes"].queryset] == [1, 2, 3]
        assert form.initial["kind"] == kind

    def test_a_title_of_300_letters_is_refused_at_the_field(self, write, theme):
        assert set(errors(write(title="Đ" * 300, themes=[theme.pk]))) == {"title"}

    @pytest.mark.parametrize("day", ["20224-05-21", "1850-05-21", "2022-02-30", "hôm qua"])
    def test_a_day_of_an_event_that_cannot_be_is_refused_at_the_field(self, write, theme, day):
        assert set(errors(write(event_on=day, themes=[theme.pk]))) == {"event_on"}

    def test_what_is_typed_decomposed_is_stored_composed(self, write, theme):
        assert (
            write(title=unicodedata.normalize("NFD", "Đường đến trường Đồ Sơn"), themes=[theme.pk]).status_code == 302
        )
        page = Article.objects.get()
        assert page.title == "Đường đến trường Đồ Sơn"
        assert Publication.objects.get().headline == "Đường đến trường Đồ Sơn"

    def test_the_editor_opens_with_the_checklist(self, client, leader, make_article, theme):
        page = make_article(theme, lead="")
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200


class TestSaving:
    def test_the_slug_keeps_d_with_stroke_readable(self, make_article):
        assert make_article(title="Đội tuyển Đồng Minh đoạt giải").slug == "doi-tuyen-dong-minh-doat-giai"

    def test_a_slug_with_marks_is_made_ascii(self, make_article):
        assert make_article(title="Tin", slug="đường").slug == "tin"

    def test_two_articles_of_one_title_get_two_addresses(self, make_article):
        assert [make_article(title="Tin tuần").slug for _ in range(2)] == ["tin-tuan", "tin-tuan-2"]

    def test_the_list_shows_the_name_of_the_kind(self, make_article):
        kind = ArticleKind.objects.create(code="phong-su-anh", name="Phóng sự ảnh")
        page = make_article(kind=kind)
        assert Publication.objects.get(page_id=page.pk).kind == "Phóng sự ảnh"

    def test_kinds_are_data_and_one_in_use_cannot_be_deleted(self, make_article, kind):
        make_article()
        with pytest.raises(ProtectedError):
            kind.delete()
        kind.name = "Tin ngắn"
        kind.save()
        assert Article.objects.get().publication_kind == "Tin ngắn"


class TestTags:
    def test_an_article_carries_themes_and_topics(self, make_article, theme):
        page = make_article(theme)
        page.topics.add("sáng tạo", "môi trường")
        page.save_revision().publish()
        stored = Article.objects.get(pk=page.pk)
        assert list(stored.themes.all()) == [theme]
        assert {topic.name for topic in stored.topics.all()} == {"sáng tạo", "môi trường"}

    def test_themes_are_found_from_the_theme(self, make_article, plan, make_theme):
        one, other = make_theme(plan, 1), make_theme(plan, 2)
        first, both = make_article(one), make_article(one, other)
        assert set(Article.objects.filter(themes=one)) == {first, both}
        assert set(Article.objects.filter(themes=other)) == {both}

    def test_a_topic_is_shared_and_a_theme_is_never_made_by_typing(self, make_article, theme):
        pages = [make_article(theme) for _ in range(2)]
        for page in pages:
            page.topics.add("đọc sách")
            page.save()
        assert Topic.objects.count() == 1
        assert {page.pk for page in Article.objects.filter(topics__name="đọc sách")} == {page.pk for page in pages}

    def test_a_theme_stands_once_on_an_article(self, make_article, theme):
        page = make_article(theme)
        with pytest.raises(IntegrityError), transaction.atomic():
            type(page.theme_items.get()).objects.create(tag=theme, content_object=page)

    def test_a_theme_in_use_cannot_be_deleted(self, make_article, theme):
        make_article(theme)
        with pytest.raises(ProtectedError):
            theme.delete()

    def test_a_draft_with_another_theme_changes_nothing_public(self, make_article, plan, make_theme):
        one, other = make_theme(plan, 1), make_theme(plan, 2)
        page = make_article(one)
        draft = Article.objects.get(pk=page.pk)
        draft.themes.set([other])
        draft.save_revision()
        assert list(Article.objects.get(pk=page.pk).themes.all()) == [one]
        draft.get_latest_revision().publish()
        assert list(Article.objects.get(pk=page.pk).themes.all()) == [other]

    def test_an_unpublished_article_keeps_its_themes_and_appears_nowhere(self, make_article, theme):
        page = make_article(theme)
        page.unpublish()
        assert list(Article.objects.get(pk=page.pk).themes.all()) == [theme]
        assert not Publication.objects.filter(page_id=page.pk, ended_at__isnull=True).exists()

    def test_a_reader_sees_the_article_with_its_theme(self, client, make_article, theme):
        page = make_article(theme, title="Ngày hội")
        html = client.get(Publication.objects.get(page_id=page.pk).url_path).content.decode()
        assert "Ngày hội" in html
        assert theme.name in html


class TestChecklist:
    def codes(self, page):
        return {check.code for check in check_article(page) if not check.ok}

    def test_a_complete_article_passes(self, make_article, theme, school):
        page = make_article(theme, event_on=dt.date(2026, 3, 1), main_picture=PictureFactory(of_unit=school))
        page.body = [("paragraph", RichText('<p>Xem <a href="https://x.vn">trang của trường</a>.</p>'))]
        assert self.codes(page) == set()

    def test_an_empty_article_is_told_what_is_missing(self, make_article):
        checks = check_article(make_article(lead=""))
        missing = [check for check in checks if not check.ok]
        assert {check.code for check in missing} == {"lead", "theme", "event", "picture"}
        assert all(check.hint and check.label for check in missing)

    @pytest.mark.parametrize("description", ["", "   "])
    def test_a_picture_needs_its_description(self, make_article, theme, school, description):
        picture = PictureFactory(of_unit=school, description=description)
        assert "picture_alt" in self.codes(make_article(theme, main_picture=picture))

    def test_without_a_picture_no_description_is_asked_for(self, make_article, theme):
        assert "picture_alt" not in self.codes(make_article(theme))

    @pytest.mark.parametrize("text", ["<p>Xem https://x.vn/a</p>", "<p>HTTP://X.VN</p>"])
    def test_a_bare_link_is_noticed(self, make_article, theme, text):
        page = make_article(theme)
        page.body = [("paragraph", RichText(text))]
        assert "bare_link" in self.codes(page)


class TestPlace:
    def test_an_article_stands_below_a_section_only(self, school, make_article, kind):
        assert Article.can_create_at(section_of(school))
        assert not Article.can_create_at(school.home)
        assert not Article.can_create_at(make_article())

    def test_an_article_without_a_kind_is_refused(self, make_article):
        page = make_article(draft=True)
        page.kind = None
        with pytest.raises(ValidationError) as caught:
            page.full_clean()
        assert "kind" in caught.value.message_dict
