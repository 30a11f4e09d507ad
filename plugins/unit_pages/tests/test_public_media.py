"""A file can be read, and a picture has public sizes, only while something public shows it."""

import datetime as dt
import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from foreign_site.factories import NewsFactory
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from unit_pages import migrations
from unit_pages.media.access import may_read
from unit_pages.media.public_use import drop_renditions, refresh_all
from unit_pages.models import DocumentFile, Picture, StandardPage
from unit_pages.test.factories import (
    AppointmentFactory,
    DocumentFileFactory,
    OfficialDocumentFactory,
    PictureFactory,
    section_of,
)

pytestmark = pytest.mark.django_db


def offered(thing) -> bool:
    return type(thing).objects.get(pk=thing.pk).is_referred


def page_with(unit, file=None, picture=None, live=True, slug="gioi-thieu-them"):
    """Make a page of text that shows a file and a picture, as the editor does."""
    blocks = []
    if file:
        blocks.append({"type": "attachment", "value": {"file": file.pk, "title": ""}})
        blocks.append({"type": "paragraph", "value": f'<p><a linktype="document" id="{file.pk}">x</a></p>'})
    if picture:
        blocks.append({"type": "picture", "value": {"image": picture.pk, "caption": ""}})
    page = StandardPage(title="Giới thiệu", slug=slug, live=False, body=json.dumps(blocks))
    unit.home.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return StandardPage.objects.get(pk=page.pk)


@pytest.fixture
def file(school):
    return DocumentFileFactory(of_unit=school)


@pytest.fixture
def picture(school):
    return PictureFactory(of_unit=school)


def by_a_reader():
    """A request of somebody who is not signed in."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


class TestPages:
    def test_a_draft_opens_nothing(self, client, school, file, picture):
        page_with(school, file, picture, live=False)
        assert not offered(file)
        assert not offered(picture)
        assert client.get(file.url).status_code == 404
        assert not may_read(file, by_a_reader())

    def test_staff_of_the_unit_read_it_before(self, client, school, officer, file):
        page_with(school, file, live=False)
        client.force_login(officer)
        response = client.get(file.url)
        assert response.status_code == 200
        response.close()

    def test_nor_do_others_who_are_signed_in(self, client, other_school, file):
        client.force_login(AppointmentFactory(unit=other_school).person)
        assert client.get(file.url).status_code == 404

    def test_publishing_opens_and_unpublishing_closes(self, client, school, file, picture):
        page = page_with(school, file, picture)
        assert offered(file)
        assert offered(picture)
        assert b"".join(client.get(file.url))
        page.unpublish()
        assert not offered(file)
        assert not offered(picture)
        assert client.get(file.url).status_code == 404

    def test_taking_it_out_of_the_text_closes_it_when_the_text_is_published(self, school, file):
        page = page_with(school, file)
        page.body = []
        draft = page.save_revision()
        assert offered(file)
        draft.publish()
        assert not offered(file)

    def test_the_last_of_two_pages_closes_it(self, school, file):
        first, second = page_with(school, file), page_with(school, file, slug="hai")
        first.unpublish()
        assert offered(file)
        second.delete()
        assert not offered(file)

    def test_a_page_that_ends_by_its_time_closes_it(self, school, file):
        page = page_with(school, file)
        StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(hours=1))
        call_command("publish_scheduled")
        assert not Page.objects.get(pk=page.pk).live
        assert not offered(file)

    def test_a_private_page_closes_it_and_a_public_one_opens_it_again(self, school, file):
        page_with(school, file)
        lock = PageViewRestriction.objects.create(page=school.home, restriction_type="login")
        assert not offered(file)
        lock.delete()
        assert offered(file)

    def test_moving_below_a_private_page_closes_it(self, school, file):
        page = page_with(school, file)
        section = section_of(school)
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        assert offered(file)
        page.move(Page.objects.get(pk=section.pk), pos="last-child")
        assert not offered(file)

    def test_a_picture_of_a_field_counts(self, school, picture):
        page = NewsFactory(of_unit=school, main_picture=picture)
        assert offered(picture)
        page.unpublish()
        assert not offered(picture)

    def test_what_wagtail_saves_as_a_plain_page_keeps_its_files(self, school, file):
        page = page_with(school, file)
        Page.objects.get(pk=page.pk).save()
        assert offered(file)


class TestRecords:
    def test_an_official_document_offers_its_file_while_it_is_public(self, school, file):
        document = OfficialDocumentFactory(unit=school, file=file, is_public=False)
        assert not offered(file)
        document.is_public = True
        document.save()
        assert offered(file)
        other = DocumentFileFactory(of_unit=school)
        document.file = other
        document.save()
        assert (offered(file), offered(other)) == (False, True)
        document.delete()
        assert not offered(other)

    def test_the_emblem_of_a_unit_is_public(self, school, picture):
        school.emblem = picture
        school.save()
        assert offered(picture)
        school.emblem = None
        school.save()
        assert not offered(picture)

    def test_the_units_own_switch_closes_a_file_all_the_same(self, client, school):
        file = DocumentFileFactory(of_unit=school, internal=True)
        page_with(school, file)
        assert offered(file)
        assert client.get(file.url).status_code == 404


class TestRenditions:
    def test_sizes_vanish_with_the_last_page_and_come_back_under_other_names(
        self, school, picture, django_capture_on_commit_callbacks
    ):
        page = page_with(school, picture=picture)
        size = picture.get_rendition("width-40")
        name, path = size.file.name, Path(size.file.path)
        assert path.exists()
        with django_capture_on_commit_callbacks(execute=True):
            page.unpublish()
        assert not picture.renditions.exists()
        assert not path.exists()
        again = Picture.objects.get(pk=picture.pk).get_rendition("width-40")
        assert again.file.name != name
        assert len(Path(again.file.name).stem) == 32

    def test_sizes_of_other_pictures_stay(self, school, picture):
        other = PictureFactory(of_unit=school)
        for each in (picture, other):
            each.get_rendition("width-40")
        drop_renditions([picture.pk])
        assert other.renditions.count() == 1


class TestUpkeep:
    def test_serving_asks_nothing_beyond_the_file_itself(self, school, file):
        page_with(school, file)
        with CaptureQueriesContext(connection) as queries:
            found = DocumentFile.objects.get(pk=file.pk)
            assert may_read(found, by_a_reader())
        assert len(queries) == 1

    @pytest.mark.parametrize("others", [1, 12])
    def test_saving_a_page_does_not_ask_more_with_more_users_of_its_file(self, school, file, others):
        for number in range(others):
            page_with(school, file, slug=f"trang-{number}")
        page = page_with(school, file, slug="cuoi")
        with CaptureQueriesContext(connection) as queries:
            page.unpublish()
        assert len([query for query in queries if "referenceindex" in query["sql"] and "SELECT" in query["sql"]]) < 12

    def test_everything_can_be_computed_again(self, school, file, picture, capsys):
        page_with(school, file, picture)
        draft_only = DocumentFileFactory(of_unit=school)
        page_with(school, draft_only, slug="nhap", live=False)
        DocumentFile.objects.update(is_referred=False)
        DocumentFile.objects.filter(pk=draft_only.pk).update(is_referred=True)
        assert refresh_all() == 2
        assert (offered(file), offered(picture), offered(draft_only)) == (True, True, False)
        call_command("refresh_media")
        assert "0 pictures and files changed" in capsys.readouterr().out

    def test_the_migration_opens_what_readers_saw_already(self, school, file, picture):
        page_with(school, file, picture)
        hidden, internal = DocumentFileFactory(of_unit=school), DocumentFileFactory(of_unit=school)
        page_with(school, hidden, slug="nhap", live=False)
        PageViewRestriction.objects.create(page=page_with(school, internal, slug="kin"), restriction_type="login")
        document = OfficialDocumentFactory(unit=school, file=DocumentFileFactory(of_unit=school))
        DocumentFile.objects.update(is_referred=False)
        Picture.objects.update(is_referred=False)
        assert ReferenceIndex.objects.exists()
        name = next(each.name for each in iter_modules(migrations.__path__) if each.name.endswith("media_referred"))
        import_module(f"unit_pages.migrations.{name}").open_what_readers_see(apps, None)
        assert [offered(each) for each in (file, picture, document.file)] == [True] * 3
        assert [offered(each) for each in (hidden, internal)] == [False] * 2
