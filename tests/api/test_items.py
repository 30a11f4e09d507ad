"""Single things: what a front end needs to build each public page."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from comms_plan.plans.models import LegalBasis, Plan, PlanPart
from unit_pages.models import (
    MenuLink,
    QuickLink,
    StandardPage,
    Unit,
    UnitFormerName,
    UnitSuccession,
)


def test_an_article_has_all_that_its_page_shows(api: Any, full_article: Any) -> None:
    item = api.read("articles/le-khai-giang")
    assert item == api.read(f"articles/{full_article.pk}")
    assert item["url"] == "/thpt-ngo-quyen/tin-tuc/le-khai-giang/"
    assert item["canonical"] == "http://testserver/thpt-ngo-quyen/tin-tuc/le-khai-giang/"
    assert item["kind"] == {"code": "tin", "name": "Tin"}
    assert item["unit"]["code"] == "NQ"
    assert [theme["slug"] for theme in item["themes"]] == ["tuyen-sinh"]
    assert [topic["name"] for topic in item["topics"]] == ["sáng tạo"]
    assert item["audiences"] == [{"code": "phu-huynh", "name": "Phụ huynh"}]
    assert item["correction"] == {"on": None, "text": "Sửa tên lớp."}
    assert item["credit_line"] == "Tổ Ngữ văn"
    assert item["published_at"].endswith("+07:00")


def test_a_picture_has_its_sizes_and_focal_point(api: Any, full_article: Any) -> None:
    picture = api.read("articles/le-khai-giang?fields=picture")["picture"]
    assert (picture["alt"], picture["caption"]) == ("Học sinh chào cờ", "Toàn cảnh")
    assert picture["focal_point"] == {"x": 0.25, "y": 0.25}
    sizes = [(size["format"], size["width"], size["height"]) for size in picture["renditions"]]
    assert sizes == [(name, width, width // 2) for name in ("webp", "jpeg") for width in (400, 800, 1600)]


def test_a_size_is_made_by_its_first_reader_and_then_linked_directly(api: Any, full_article: Any) -> None:
    size = api.read("articles?fields=picture")["items"][0]["picture"]["renditions"][0]
    assert "/api/v1/pictures/" in size["url"]
    made = api.get(size["url"])
    assert made.status_code == 302
    again = api.read("articles?fields=picture")["items"][0]["picture"]["renditions"][0]
    assert again == {**size, "url": made["Location"]}
    assert "/media/images/" in again["url"]
    assert "original" not in again["url"]


def test_nobody_can_ask_for_other_pictures(api: Any, full_article: Any, make_picture: Any) -> None:
    hidden = make_picture()
    address = api.read("articles?fields=picture")["items"][0]["picture"]["renditions"][0]["url"]
    for forged in (
        address.replace(f"/{full_article.main_picture_id}-", f"/{hidden.pk}-"),
        address.replace("-400", "-4000"),
    ):
        assert api.get(forged).status_code == 404


def test_a_small_picture_is_not_offered_larger_than_it_is(
    api: Any, school: Unit, make_article: Any, make_picture: Any
) -> None:
    make_article(school, main_picture=make_picture(600, 300))
    picture = api.read("articles")["items"][0]["picture"]
    assert [size["width"] for size in picture["renditions"]] == [400, 600, 400, 600]
    location = api.get(picture["renditions"][1]["url"])["Location"]
    assert api.read("articles")["items"][0]["picture"]["renditions"][1] == {
        **picture["renditions"][1],
        "url": location,
    }


def test_a_text_comes_rendered_and_as_blocks(api: Any, full_article: Any) -> None:
    item = api.read("articles/le-khai-giang")
    blocks = {block["id"]: block for block in item["body"]}
    assert 'href="/thpt-ngo-quyen/"' in blocks["b1"]["value"]
    assert "linktype" not in json.dumps(item)
    assert blocks["b2"] == {"type": "heading", "id": "b2", "value": "Kết quả"}
    assert blocks["b3"]["value"]["caption"] == "Sân trường"
    assert len(blocks["b3"]["value"]["renditions"]) == 6
    assert [picture["caption"] for picture in blocks["b4"]["value"]] == ["A", "A"]
    assert blocks["b5"]["value"] == {"text": "Rất vui", "source": "Hiệu trưởng"}
    assert blocks["b6"]["value"]["data"] == [["Lớp", "Số"], ["10A", "42"]]
    assert blocks["b7"]["value"]["type"] == "PDF"
    assert blocks["b7"]["value"]["url"].startswith("http://testserver/documents/")
    assert blocks["b9"]["value"] == {"url": "https://example.org/v", "title": "Lễ"}
    assert "Kết quả" in item["body_html"] and "Rất vui" in item["body_html"]


def test_the_unit_of_a_page_shows_home_contact_and_history(
    api: Any, school: Unit, department: Unit, make_unit: Any
) -> None:
    home, now = school.home, timezone.now()
    home.notice_title, home.notice_until = "Tuyển sinh lớp 10", now + dt.timedelta(days=1)
    home.notice_button, home.notice_button_address = "Nộp hồ sơ", "/don-vi/"
    home.owner_lines = "Cơ quan chủ quản: Sở\n\nĐịa chỉ: 1 phố A"
    home.disclosure_text = "Ba công khai"
    home.save()
    QuickLink.objects.create(home=home, label="Lịch", address="/lich/", live_state="units", icon="calendar")
    MenuLink.objects.create(home=home, label="Ngoài", address="https://example.org/")
    UnitFormerName.objects.create(unit=school, name="Trường Bình Chuẩn", slug="binh-chuan", until_on="1956-01-01")
    successor = make_unit("Trường mới")
    UnitSuccession.objects.create(unit=school, successor=successor, kind="merged", on="2030-01-01")
    item = api.read("units/binh-chuan")
    assert item == api.read("units/NQ") == api.read(f"units/{school.pk}")
    assert item["home"]["notice"]["title"] == "Tuyển sinh lớp 10"
    assert item["home"]["notice"]["button"] == {"label": "Nộp hồ sơ", "url": "/don-vi/"}
    assert item["home"]["owner_lines"] == ["Cơ quan chủ quản: Sở", "Địa chỉ: 1 phố A"]
    assert item["home"]["disclosure"]["text"] == "Ba công khai"
    assert {"label": "Ngoài", "url": "https://example.org/"} in item["home"]["menu"]
    assert item["home"]["quick_links"][0]["state"].startswith("3")
    assert item["contact"]["email"] == "c3ngoquyen@example.vn"
    assert item["former_names"][0]["name"] == "Trường Bình Chuẩn"
    assert item["successors"][0]["unit"]["slug"] == successor.slug
    assert item["colour"] == {"code": "sea", "unit": "#0B4A76", "dark": "#06304F", "tint": "#E8F1F8"}
    assert item["levels"] == [{"code": "cap-3", "name": "Trung học phổ thông"}]
    assert [child["slug"] for child in api.read("units/so")["children"]][-1] == "thpt-ngo-quyen"


def test_a_notice_ends_by_itself(api: Any, school: Unit) -> None:
    school.home.notice_title = "Cũ"
    school.home.notice_until = timezone.now() - dt.timedelta(minutes=1)
    school.home.save()
    assert api.read("units/NQ")["home"]["notice"] is None


def test_themes_have_counts_and_months(api: Any, plan: Any, full_article: Any) -> None:
    first, second = api.read("themes")["items"]
    this_month = f"{timezone.localdate():%Y-%m}"
    assert (first["code"], first["count"], first["units_count"]) == ("T1", 1, 1)
    assert first["months"][-1] == {"month": this_month, "count": 1}
    assert (second["count"], second["subtopics"]) == (0, ["Phần của nguoi-tot-viec-tot"])
    assert api.read("themes?plan=ke-hoach-nay")["items"] == [first, second]
    assert api.read("themes?plan=khong-co")["items"] == []
    assert api.read("themes/tuyen-sinh")["text"] == "Lời 1"
    assert [item["number"] for page in api.walk("themes?limit=1") for item in page["items"]] == [1, 2]


def test_a_plan_marks_what_is_doubtful(api: Any, plan: Any, full_article: Any) -> None:
    PlanPart.objects.create(plan=plan, section="purpose", position=1, text="Nâng cao nhận thức")
    LegalBasis.objects.create(plan=plan, kind="Luật", number="103/2016/QH13")
    item = api.read("plans/ke-hoach-nay")
    assert item["number"] == {"text": "…/KH-SGDĐT", "is_doubtful": True}
    assert item["parts"][0]["text"] == "Nâng cao nhận thức"
    assert item["legal_bases"][0]["number"] == "103/2016/QH13"
    assert item["in_force"] is True
    assert item["figures"]["items"] == 1
    assert api.read(f"plans/{plan.pk}") == item


def test_a_document_has_the_address_of_its_page(api: Any, school: Unit, make_document: Any, make_file: Any) -> None:
    document = make_document(school, number="1142/SGDĐT-KTKĐ", file=make_file())
    item = api.read(f"documents/{document.slug}")
    assert item["url"] == f"/thpt-ngo-quyen/van-ban/{document.slug}/"
    assert (item["file"]["type"], item["file"]["size"]) == ("PDF", 8)
    assert api.get(f"documents/{document.pk}-khac").status_code == 404


def test_a_standard_page_has_its_text(api: Any, school: Unit) -> None:
    page = StandardPage.objects.get(path__startswith=school.home.path)
    page.lead, page.body = "Từ 1920.", [{"type": "heading", "value": "Lịch sử", "id": "x"}]
    page.save_revision().publish()
    item = api.read(f"pages/{page.pk}")
    assert (item["type"], item["lead"], item["url"]) == ("standard", "Từ 1920.", "/thpt-ngo-quyen/gioi-thieu/")
    assert item["body"] == [{"type": "heading", "id": "x", "value": "Lịch sử"}]
    assert "Lịch sử" in item["body_html"]


def test_a_gallery_has_all_its_pictures(api: Any, school: Unit, make_gallery: Any) -> None:
    gallery = make_gallery(school)
    item = api.read(f"galleries/{gallery.slug}")
    assert (item["count"], len(item["pictures"])) == (2, 2)
    assert item["cover"] == item["pictures"][0]
    assert item["url"] == f"/thpt-ngo-quyen/thu-vien-anh/{gallery.slug}/"


def test_the_index_names_the_collections(api: Any, department: Unit, plan: Plan) -> None:
    collections = api.read("/api/v1/")["collections"]
    assert set(collections) >= {"articles", "units", "themes", "plans", "documents", "events", "pages", "galleries"}
    for address in collections.values():
        api.read(address)
