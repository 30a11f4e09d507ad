"""Pictures are looked at, turned, stripped and bounded before anything is stored; documents may be internal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from PIL import Image

from unit_pages.media.access import may_read
from unit_pages.media.cleaning import LONGEST_SIDE, clean_picture
from unit_pages.media.models import random_name
from unit_pages.models import DocumentFile, Picture
from unit_pages.test.factories import (
    AppointmentFactory,
    DocumentFileFactory,
    OfficialDocumentFactory,
    PersonFactory,
    PictureFactory,
)
from unit_pages.test.files import ARTIST, PDF_BYTES, SECRET_WORDS, SVG_WITH_SCRIPT, bomb_bytes, picture_bytes

FORMATS = ["JPEG", "PNG", "WEBP"]


def is_red(pixel):
    return pixel[0] > 150 and pixel[2] < 100


def is_blue(pixel):
    return pixel[2] > 150 and pixel[0] < 100


def assert_clean_and_upright(content: bytes):
    """The phone's picture lay on its side: red left, blue right; upright it is red above, blue below."""
    assert SECRET_WORDS not in content
    assert b"Exif" not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.height > picture.width
        shown = picture.convert("RGB")
        assert is_red(shown.getpixel((shown.width // 2, 4)))
        assert is_blue(shown.getpixel((shown.width // 2, shown.height - 5)))


class TestCleaning:
    @pytest.mark.parametrize("image_format", FORMATS)
    def test_the_phones_picture_has_what_we_remove(self, image_format):
        """Guards the tests below: the file that goes in says who took it and where."""
        content = picture_bytes(image_format, from_phone=True)
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.getexif()[ARTIST] == SECRET_WORDS.decode()
            assert picture.width > picture.height
        assert SECRET_WORDS in content

    @pytest.mark.parametrize("image_format", FORMATS)
    def test_a_phones_picture_comes_out_upright_and_without_exif(self, image_format):
        cleaned = clean_picture(ContentFile(picture_bytes(image_format, from_phone=True), name="IMG_1.x"))
        assert_clean_and_upright(cleaned.read())

    def test_the_content_and_not_the_name_gives_the_ending(self):
        assert clean_picture(ContentFile(picture_bytes("PNG"), name="ảnh.jpg")).name == "ảnh.png"

    def test_a_giant_becomes_as_long_as_a_print_needs(self):
        cleaned = clean_picture(ContentFile(picture_bytes("PNG", size=(LONGEST_SIDE + 500, 90)), name="a.png"))
        with Image.open(io.BytesIO(cleaned.read())) as picture:
            assert picture.size[0] == LONGEST_SIDE

    def test_the_colour_profile_stays(self):
        from PIL import ImageCms

        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        output = io.BytesIO()
        Image.new("RGB", (20, 20)).save(output, format="JPEG", icc_profile=profile)
        cleaned = clean_picture(ContentFile(output.getvalue(), name="a.jpg"))
        with Image.open(io.BytesIO(cleaned.read())) as picture:
            assert picture.info["icc_profile"] == profile

    def test_a_picture_with_transparency_keeps_it(self):
        output = io.BytesIO()
        Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(output, format="PNG")
        cleaned = clean_picture(ContentFile(output.getvalue(), name="a.png"))
        with Image.open(io.BytesIO(cleaned.read())) as picture:
            assert picture.convert("RGBA").getpixel((5, 5))[3] == 0

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (PDF_BYTES, "not a picture"),
            (SVG_WITH_SCRIPT, "not a picture"),
            (b"", "not a picture"),
            (b"GIF89a", "not a picture"),
            (picture_bytes("JPEG", size=(300, 300))[:-400], "damaged"),
            (picture_bytes("PNG", size=(300, 300))[:150], "damaged"),
            (bomb_bytes(8_000), "too many pixels"),
            (bomb_bytes(12_000), "too many pixels"),
            (bomb_bytes(50_000), "too many pixels"),
            (picture_bytes("TIFF"), "not a picture"),
        ],
        ids=["pdf", "svg", "empty", "stub", "cut-jpeg", "cut-png", "bomb-64M", "bomb-144M", "bomb-2500M", "tiff"],
    )
    def test_what_only_looks_like_a_picture_is_refused_with_words(self, content, words):
        with pytest.raises(ValidationError) as caught:
            clean_picture(ContentFile(content, name="ảnh.png"))
        assert words in " ".join(caught.value.messages)


@pytest.mark.django_db
class TestStoring:
    @pytest.mark.parametrize("image_format", FORMATS)
    def test_neither_original_nor_rendition_tells_where_a_photo_was_taken(self, school, image_format):
        picture = PictureFactory(of_unit=school, image_format=image_format, from_phone=True)
        with picture.file.open() as stored:
            assert_clean_and_upright(stored.read())
        assert (picture.width, picture.height) == (60, 80)
        for spec in ("max-50x50", "width-40|format-jpeg", "width-40|format-png", "width-40|format-webp"):
            rendition = picture.get_rendition(spec)
            with rendition.file.open() as stored:
                assert_clean_and_upright(stored.read())

    def test_names_are_random_and_long(self, school):
        one, other = PictureFactory(of_unit=school), PictureFactory(of_unit=school)
        assert re.fullmatch(r"original_images/[0-9a-f]{32}\.jpg", one.file.name)
        assert one.file.name != other.file.name
        document = DocumentFileFactory(of_unit=school)
        assert re.fullmatch(r"documents/[0-9a-f]{32}\.pdf", document.file.name)
        assert document.filename == "kế hoạch.pdf"
        assert document.file_type == "PDF"

    def test_a_rendition_does_not_tell_the_uploads_name(self, school):
        picture = PictureFactory(of_unit=school)
        assert re.match(r"images/[0-9a-f]{32}", picture.get_rendition("width-40").file.name)

    def test_a_random_name_keeps_a_short_ending_only(self):
        assert random_name("x.JPEG").endswith(".jpeg")
        assert len(random_name("x." + "y" * 200)) <= 38

    def test_originals_and_documents_stand_outside_the_public_folder(self, school):
        public = Path(settings.MEDIA_ROOT)
        picture, document = PictureFactory(of_unit=school), DocumentFileFactory(of_unit=school)
        assert public not in Path(picture.file.path).parents
        assert public not in Path(document.file.path).parents
        assert public in Path(picture.get_rendition("width-40").file.path).parents

    def test_saving_a_picture_again_leaves_its_file_alone(self, school):
        picture = PictureFactory(of_unit=school)
        name, content = picture.file.name, Path(picture.file.path).read_bytes()
        picture.title = "Tên mới"
        picture.save()
        stored = Picture.objects.get(pk=picture.pk)
        assert stored.file.name == name
        assert Path(stored.file.path).read_bytes() == content

    def test_a_kind_of_picture_that_we_do_not_store_is_refused_by_the_model_too(self, school, stored_files):
        before = stored_files()
        picture = Picture(title="x", collection=school.collection, width=1, height=1)
        with pytest.raises(ValidationError):
            picture.file = ContentFile(picture_bytes("TIFF"), name="x.png")
            picture.save()
        assert stored_files() == before


REFUSED = {
    "pdf-as-png": ("x.png", PDF_BYTES),
    "cut-off": ("x.jpg", picture_bytes("JPEG", size=(300, 300))[:-400]),
    "cut-off-in-the-head": ("x.jpg", picture_bytes("JPEG", size=(300, 300))[:400]),
    "bomb": ("x.png", bomb_bytes()),
    "bomb-below-pillows-limit": ("x.png", bomb_bytes(8_000)),
    "svg": ("x.svg", SVG_WITH_SCRIPT),
    "svg-as-png": ("x.png", SVG_WITH_SCRIPT),
    "empty": ("x.png", b""),
    "jpeg-as-png": ("x.png", picture_bytes("JPEG")),
}


@pytest.mark.django_db
class TestUploadScreens:
    def upload(self, client, school, name, content, view="wagtailimages:add"):
        data = {
            "title": "Ảnh",
            "description": "Học sinh chào cờ.",
            "file": SimpleUploadedFile(name, content),
            "collection": school.collection_id,
        }
        return client.post(reverse(view), data)

    @pytest.mark.parametrize("image_format", FORMATS)
    def test_an_uploaded_phone_picture_is_stored_clean_in_the_units_collection(
        self, client, officer, school, image_format
    ):
        client.force_login(officer)
        response = self.upload(
            client, school, f"IMG.{image_format.lower()}", picture_bytes(image_format, from_phone=True)
        )
        assert response.status_code == 302, response.context["form"].errors
        picture = Picture.objects.get()
        assert (picture.unit, picture.uploaded_by_user) == (school, officer)
        assert (picture.width, picture.height) == (60, 80)
        with picture.file.open() as stored:
            content = stored.read()
        assert_clean_and_upright(content)
        assert picture.file_size == len(content)

    @pytest.mark.parametrize("case", REFUSED)
    def test_a_false_picture_is_refused_at_the_field_and_nothing_is_stored(
        self, client, officer, school, stored_files, case
    ):
        client.force_login(officer)
        before = stored_files()
        response = self.upload(client, school, *REFUSED[case])
        assert response.status_code == 200
        errors = response.context["form"].errors
        assert set(errors) == {"file"}
        assert all(len(message) > 10 for message in errors["file"])
        assert not Picture.objects.exists()
        assert stored_files() == before

    def test_60_megabytes_are_refused_at_the_field(self, client, officer, school, stored_files):
        client.force_login(officer)
        before = stored_files()
        response = self.upload(client, school, "x.jpg", picture_bytes("JPEG") + b"\0" * 60_000_000)
        assert set(response.context["form"].errors) == {"file"}
        assert "15.0" in response.context["form"].errors["file"][0]
        assert not Picture.objects.exists()
        assert stored_files() == before

    def test_the_upload_of_several_says_what_is_wrong_with_one(self, client, officer, school, stored_files):
        client.force_login(officer)
        before = stored_files()
        data = {
            "title": "x",
            "files[]": SimpleUploadedFile("x.png", PDF_BYTES, "image/png"),
            "collection": school.collection_id,
        }
        answer = client.post(
            reverse("wagtailimages:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"}
        )
        assert answer.json()["success"] is False
        assert answer.json()["error_message"]
        assert stored_files() == before

    def test_a_new_file_replaces_the_old_one_and_its_renditions(self, client, officer, school, stored_files):
        picture = PictureFactory(of_unit=school)
        old = Path(picture.file.path)
        picture.get_rendition("width-40")
        client.force_login(officer)
        data = {
            "title": "Ảnh",
            "description": "x",
            "file": SimpleUploadedFile("IMG.jpg", picture_bytes(from_phone=True)),
            "collection": school.collection_id,
        }
        response = client.post(reverse("wagtailimages:edit", args=[picture.pk]), data)
        assert response.status_code == 302, response.context["form"].errors
        picture.refresh_from_db()
        with picture.file.open() as stored:
            assert_clean_and_upright(stored.read())
        assert not old.exists()
        assert picture.renditions.filter(filter_spec="width-40").count() == 0

    def test_a_changed_title_keeps_the_file(self, client, officer, school):
        picture = PictureFactory(of_unit=school)
        name = picture.file.name
        client.force_login(officer)
        data = {"title": "Tên mới", "description": "x", "collection": school.collection_id}
        assert client.post(reverse("wagtailimages:edit", args=[picture.pk]), data).status_code == 302
        picture.refresh_from_db()
        assert (picture.title, picture.file.name) == ("Tên mới", name)


@pytest.mark.django_db
class TestInternalDocuments:
    def get(self, client, document):
        return client.get(document.url)

    def test_anybody_downloads_a_public_document_under_its_own_name(self, client, school):
        document = DocumentFileFactory(of_unit=school)
        OfficialDocumentFactory(unit=school, file=document)
        response = self.get(client, document)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == PDF_BYTES

    def test_an_internal_document_does_not_exist_for_the_anonymous(self, client, school):
        assert self.get(client, DocumentFileFactory(of_unit=school, internal=True)).status_code == 404

    def test_nor_for_another_units_staff(self, client, school, other_school):
        client.force_login(AppointmentFactory(unit=other_school).person)
        assert self.get(client, DocumentFileFactory(of_unit=school, internal=True)).status_code == 404

    def test_nor_for_a_former_officer(self, client, school):
        client.force_login(AppointmentFactory(unit=school, over=True).person)
        assert self.get(client, DocumentFileFactory(of_unit=school, internal=True)).status_code == 404

    def test_staff_of_the_unit_download_it(self, client, officer, school):
        client.force_login(officer)
        response = self.get(client, DocumentFileFactory(of_unit=school, internal=True))
        assert response.status_code == 200
        response.close()

    def test_so_does_a_superuser(self, client, school):
        client.force_login(PersonFactory(superuser=True))
        response = self.get(client, DocumentFileFactory(of_unit=school, internal=True))
        assert response.status_code == 200
        response.close()

    def test_an_uploaded_document_belongs_to_the_unit(self, client, officer, school):
        client.force_login(officer)
        data = {
            "title": "Kế hoạch",
            "file": SimpleUploadedFile("Kế hoạch năm học.pdf", PDF_BYTES),
            "collection": school.collection_id,
        }
        response = client.post(reverse("wagtaildocs:add"), data)
        assert response.status_code == 302
        document = DocumentFile.objects.get()
        assert (document.unit, document.filename) == (school, "Kế hoạch năm học.pdf")
        assert document.is_public is False  # nobody ticked it
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        assert not may_read(document, request)
