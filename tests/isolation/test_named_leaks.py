"""Fifteen leaks of stock Wagtail, each by its name: A's officer asks, B's word must not come back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from two_units import ASKED, BAIT, TwoUnits, article_form, make_two_units, signed_in
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Task, TaskState, UploadedFile, Workflow, WorkflowState
from wagtail.permissions import policy_registry

from comms_plan.articles.models import Article
from unit_pages.access import central
from unit_pages.models import DocumentFile, OfficialDocument, Picture


@pytest.fixture
def two(world) -> TwoUnits:
    return make_two_units(world)


def text_of(response: Any) -> str:
    """Return everything that an answer holds: headers, body, and the parts of a spreadsheet."""
    body = response.getvalue()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b" ".join(parts.read(name) for name in parts.namelist())
    return f"{dict(response.items())} {body.decode(errors='replace')}"


def assert_silent(client: Client, *paths: str, status: int | None = None) -> None:
    """Ask, and find no word of B; ``status`` names the only right answer."""
    for path in paths:
        response = client.get(path)
        assert response.status_code == status if status else response.status_code in {200, 302, 404}, path
        assert BAIT not in text_of(response), path


def titles(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return text_of(response)


def test_tag_autocomplete_completes_own_tags_only(two: TwoUnits) -> None:
    own = two.own
    own.topics.add(f"{BAIT[:3]}-sach")
    own.save()
    picture = two.world.picture(two.world.school)
    picture.tags.add(f"{BAIT[:3]}-anh")
    topics = "/admin/tag-autocomplete/comms_articles/topic/"
    for path in ("/admin/tag-autocomplete/", topics):
        assert_silent(two.client, f"{path}?term={BAIT[:3]}", f"{path}?term=", f"{path}?term={BAIT}")
    assert two.client.get(f"{topics}?term={BAIT[:3]}").json() == [f"{BAIT[:3]}-sach"]
    assert two.client.get(f"/admin/tag-autocomplete/?term={BAIT[:3]}").json() == [f"{BAIT[:3]}-anh"]
    assert_silent(two.client, "/admin/tag-autocomplete/people/user/", status=404)
    assert BAIT in str(signed_in(two.stranger).get(f"{topics}?term={BAIT}").json())


def test_the_page_chooser_offers_own_pages_and_the_departments(two: TwoUnits) -> None:
    chooser = "/admin/choose-page/"
    foreign = two.world.other_school.home
    assert_silent(two.client, chooser, f"{chooser}search/?q={ASKED}", f"{chooser}?page_type=comms_articles.article")
    assert_silent(two.client, f"{chooser}{foreign.pk}/", f"{chooser}{two.draft.pk}/", f"{chooser}999999/", status=404)
    ids = "&".join(f"id={page.pk}" for page in (two.draft, two.live, foreign, two.own))
    chosen = two.client.get(f"{chooser}chosen-multiple/?{ids}&id=x").json()["result"]
    assert [page["id"] for page in chosen] == [two.own.pk]
    own_draft = two.world.article(two.world.school, title="Bản nháp của mình", live=False)
    section = own_draft.get_parent()
    assert "Bản nháp của mình" in two.client.get(f"{chooser}{section.pk}/").json()["html"]
    department = two.world.first_article(two.world.root)
    assert department.title in two.client.get(f"{chooser}{department.get_parent().pk}/").json()["html"]
    assert "Hoa Phượng" in two.client.get(chooser).json()["html"]


def test_the_history_of_the_site_is_closed_and_that_of_own_pages_open(two: TwoUnits) -> None:
    assert_silent(
        two.client, *(f"/admin/reports/site-history/{end}" for end in ("", "results/", "?export=csv")), status=404
    )
    assert_silent(two.client, f"/admin/pages/{two.draft.pk}/history/", status=404)
    assert two.client.get(f"/admin/pages/{two.own.pk}/history/").status_code == 200


def test_lists_of_users_groups_and_collections_are_closed_even_with_rights(two: TwoUnits) -> None:
    group = Group.objects.create(name=f"{BAIT} nhóm")
    group.permissions.set(Permission.objects.filter(content_type__app_label__in=["people", "auth", "wagtailcore"]))
    two.officer.groups.add(group)
    paths = [f"/admin/{part}/" for part in ("users", "groups", "collections", "sites", "users/new", "groups/new")]
    paths += [f"/admin/users/edit/{two.stranger.pk}/", f"/admin/groups/edit/{group.pk}/"]
    assert_silent(two.client, *paths, status=404)
    form = {
        "username": "ke-la", "full_name": "Kẻ lạ", "email": "", "password1": "mat-khau-rat-dai",
        "password2": "mat-khau-rat-dai", "is_superuser": "on", "is_active": "on",
    }  # fmt: skip
    assert two.client.post("/admin/users/new/", form).status_code == 404
    assert not get_user_model().objects.filter(username="ke-la").exists()
    for action in ("assign_role", "delete", "set_active_state"):
        assert_silent(two.client, f"/admin/bulk/people/user/{action}/?id={two.stranger.pk}&id=all", status=404)
    for model in central.central_models():
        policy = policy_registry.get_by_type(model)
        assert not policy.user_has_any_permission(two.officer, ["add", "change", "delete", "view"])
        assert not policy.instances_user_has_any_permission_for(two.officer, ["change", "view"]).exists()


def test_a_task_state_behind_an_own_address_must_be_the_pages_own(two: TwoUnits) -> None:
    about = ContentType.objects.get_for_model(Page)
    workflow, task = Workflow.objects.create(name=f"{BAIT} quy trình"), Task.objects.create(name=f"{BAIT} bước")
    state = WorkflowState.objects.create(
        workflow=workflow, base_content_type=about, content_type=ContentType.objects.get_for_model(Article),
        object_id=str(two.draft.pk), requested_by=two.stranger,
    )  # fmt: skip
    task_state = TaskState.objects.create(
        workflow_state=state, task=task, revision=two.draft.latest_revision,
        content_type=ContentType.objects.get_for_model(TaskState),
    )  # fmt: skip
    for page in (two.own, two.draft):
        for part in ("action", "collect_action_data"):
            path = f"/admin/pages/workflow/{part}/{page.pk}/reject/{task_state.pk}/"
            assert_silent(two.client, path, status=404)
            assert two.client.post(path, {"comment": "không"}).status_code == 404
        assert_silent(two.client, f"/admin/pages/{page.pk}/workflow_history/detail/{state.pk}/", status=404)
    task_state.refresh_from_db()
    assert task_state.status == TaskState.STATUS_IN_PROGRESS
    lists = ["list/", "tasks/index/", "task_chooser/", f"usage/{workflow.pk}/", f"task_chooser/{task.pk}/"]
    assert_silent(two.client, *(f"/admin/workflows/{part}" for part in lists), status=404)
    assert_silent(two.client, "/admin/reports/workflow/", "/admin/reports/workflow_tasks/", "/admin/")


def test_redirects_are_none_of_a_units_business(two: TwoUnits) -> None:
    row = Redirect.objects.create(old_path=f"/{BAIT}", redirect_link=f"https://{BAIT}.vn/")
    paths = ["", "results/", "add/", "import/", f"{row.pk}/", f"{row.pk}/delete/"]
    assert_silent(two.client, *(f"/admin/redirects/{part}" for part in paths), status=404)
    assert two.client.post(f"/admin/redirects/{row.pk}/delete/").status_code == 404
    assert Redirect.objects.filter(pk=row.pk).exists()


def test_promoted_search_results_are_not_there() -> None:
    assert not apps.is_installed("wagtail.contrib.search_promotions")
    from unit_pages.access.addresses import is_classified, is_open_to_staff

    for name in ("wagtailsearchpromotions:index", "wagtailsearchpromotions:chooser"):
        assert is_classified(name)
        assert not is_open_to_staff(name)


def test_records_and_their_choosers_show_own_rows_only(two: TwoUnits) -> None:
    assert_silent(two.client, "/admin/snippets/", "/admin/unit_chooser/", "/admin/person_chooser/", status=404)
    for name, row in (("official_documents", two.document), ("calendar_events", two.event)):
        views = ("edit", "delete", "copy", "usage", "history")
        assert_silent(two.client, *(f"/admin/{name}/{view}/{row.pk}/" for view in views), status=404)
        assert_silent(two.client, f"/admin/{name}/", f"/admin/{name}/?q={ASKED}", f"/admin/{name}/?export=xlsx")
        bulk = f"/admin/bulk/unit_pages/{row._meta.model_name}/delete/?id={row.pk}&id=all"
        assert_silent(two.client, bulk)
        two.client.post(bulk)
        assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_choosers_of_pictures_and_files_hold_own_ones_and_the_library(kind: str, two: TwoUnits) -> None:
    foreign = two.picture if kind == "images" else two.file
    make = two.world.picture if kind == "images" else two.world.file
    own, library = make(two.world.school), make(two.world.root)
    chooser = f"/admin/{kind}/chooser/"
    assert_silent(
        two.client, chooser, f"{chooser}?q={ASKED}", f"{chooser}results/?q={ASKED}", f"{chooser}results/?tag={ASKED}",
        f"{chooser}chosen-multiple/?id={foreign.pk}", f"/admin/{kind}/", f"/admin/{kind}/results/?q={ASKED}",
    )  # fmt: skip
    key = {"images": "", "documents": "edit/"}[kind]
    closed = [
        f"{chooser}chosen/{foreign.pk}/",
        f"/admin/{kind}/{key}{foreign.pk}/",
        f"/admin/{kind}/usage/{foreign.pk}/",
    ]
    closed += [f"/admin/{kind}/multiple/{foreign.pk}/", f"/admin/api/main/{kind}/{foreign.pk}/"]
    for path in closed:
        missing = path.replace(str(foreign.pk), "999999")
        answers = [(two.client.get(each).status_code, two.client.post(each).status_code) for each in (path, missing)]
        assert answers[0] == answers[1] == (404, answers[1][1]), path
        assert_silent(two.client, path, status=404)
    for row in (own, library):
        assert two.client.get(f"{chooser}chosen/{row.pk}/").status_code == 200
        assert f"chosen/{row.pk}/" in two.client.get(chooser).json()["html"]


def test_admin_search_finds_own_things(two: TwoUnits) -> None:
    for path in ("pages/search/", "pages/search/results/", "images/", "documents/", "articles/", "official_documents/"):
        assert_silent(two.client, f"/admin/{path}?q={ASKED}")
    for kind in ("pages", "images", "documents"):
        assert_silent(two.client, f"/admin/api/main/{kind}/?search={ASKED}", f"/admin/api/main/{kind}/?fields=*")
    assert_silent(two.client, f"/admin/api/main/pages/{two.draft.pk}/", status=404)
    assert_silent(two.client, f"/admin/api/main/pages/find/?html_path={two.draft.url_path}", status=404)
    assert two.own.title in titles(two.client, f"/admin/pages/search/?q={two.own.title.replace(' ', '+')}")


def test_no_filter_lists_people_or_sites(two: TwoUnits) -> None:
    home = two.world.school.home
    paths = [f"/admin/pages/{home.pk}/", f"/admin/pages/{home.pk}/results/", "/admin/reports/locked/"]
    paths += ["/admin/reports/aging-pages/", "/admin/articles/", f"/admin/pages/{two.own.pk}/usage/"]
    two.draft.locked, two.draft.locked_by = True, two.stranger
    two.draft.save(update_fields=["locked", "locked_by"])
    for path in paths:
        text = titles(two.client, path)
        assert BAIT not in text, path
        assert not any(f'name="{name}"' in text for name in ("owner", "edited_by", "locked_by", "site")), path


def test_the_public_api_knows_neither_drafts_nor_other_doors(two: TwoUnits) -> None:
    drafts = two.draft.title
    for client in (Client(), two.client):
        for query in ("", f"?q={ASKED}", "?site=1", "?site=testserver", "?draft=1", "?live=false", "?revision=latest"):
            for kind in ("articles", "pages", "documents", "events", "publications", "units", "galleries"):
                text = text_of(client.get(f"/api/v1/{kind}{query}"))
                assert not any(word in text for word in (drafts, two.document.title, two.stranger.username)), kind
        assert client.get(f"/api/v1/articles/{two.draft.pk}").status_code == 404
        assert client.get(f"/api/v1/pages/{two.draft.pk}").status_code == 404
        for door in ("/api/v2/pages/", "/api/v3/pages/", "/admin/api/main/pages/find/?html_path=/"):
            assert client.get(door).status_code in {302, 404}
    assert_silent(two.client, f"/admin/pages/{two.draft.pk}/revisions/{two.draft.latest_revision_id}/view/", status=404)
    own_with_foreign = f"/admin/pages/{two.own.pk}/revisions/{two.draft.latest_revision_id}/"
    assert_silent(two.client, *(own_with_foreign + end for end in ("view/", "revert/", "unschedule/")), status=404)
    compare = f"/admin/pages/{two.draft.pk}/revisions/compare/earliest...latest/"
    assert_silent(two.client, compare, f"/admin/pages/{two.draft.pk}/view_draft/", status=404)


def test_usage_and_the_report_of_page_types_name_nothing_of_others(two: TwoUnits) -> None:
    library = two.world.picture(two.world.root)
    two.draft.main_picture = library
    two.draft.save()
    two.own.save()
    assert_silent(two.client, f"/admin/images/usage/{library.pk}/", f"/admin/images/{library.pk}/")
    assert_silent(
        two.client, "/admin/reports/page-types-usage/", "/admin/reports/page-types-usage/results/", status=404
    )
    assert_silent(two.client, "/admin/pages/usage/comms_articles/article/", status=404)
    assert_silent(two.client, f"/admin/pages/{two.draft.pk}/usage/", f"/admin/pages/{two.draft.pk}/delete/", status=404)


def test_nobody_else_is_told_by_mail(two: TwoUnits, mailoutbox: list[Any]) -> None:
    """Wagtail's own messages: commenting, publishing and locking in A reach nobody of B."""
    client = two.client
    assert (
        client.post(f"/admin/pages/{two.own.pk}/edit/", article_form(two, **{"action-publish": "1"})).status_code == 302
    )
    client.post(f"/admin/pages/{two.own.pk}/lock/")
    assert not [message for message in mailoutbox if two.stranger.email in message.recipients()]


def test_media_of_what_is_not_published_are_not_there(two: TwoUnits) -> None:
    picture, file = two.picture, two.file
    draft = two.draft
    draft.main_picture = picture
    draft.save()
    draft.attachments.create(file=file, title="")
    for client in (Client(), two.client):
        assert client.get(file.url).status_code == 404
    assert picture.get_rendition("width-40").file.name.count(BAIT) == 0
    assert not (Picture.objects.get(pk=picture.pk).is_referred or DocumentFile.objects.get(pk=file.pk).is_referred)
    for original in (picture.file, file.file):  # they stand where no web server looks
        assert Path(settings.MEDIA_ROOT) not in Path(original.path).parents
    draft.refresh_from_db()
    draft.save_revision().publish()
    assert Client().get(file.url).status_code == 200
    Article.objects.get(pk=draft.pk).unpublish()
    assert Client().get(file.url).status_code == 404
    assert not picture.renditions.exists()


# -- what no list of addresses shows ------------------------------------------------------


def test_copying_and_moving_reach_no_foreign_place(two: TwoUnits) -> None:
    own, foreign = two.own, two.world.section(two.world.other_school)
    forms = {"copy": {"new_title": "x", "new_slug": "x"}, "move": {}}
    for view, data in forms.items():
        response = two.client.post(f"/admin/pages/{own.pk}/{view}/", {**data, "new_parent_page": foreign.pk})
        assert response.status_code == 404, view
    for source, place in ((own, foreign), (two.draft, own.get_parent()), (own, Page(pk=999999))):
        path = f"/admin/pages/{source.pk}/move/{place.pk}/confirm/"
        assert (two.client.get(path).status_code, two.client.post(path).status_code) == (404, 404)
    assert foreign.get_children().filter(slug="x").count() == 0
    for action in ("move", "publish", "unpublish", "delete"):
        assert_silent(two.client, f"/admin/bulk/wagtailcore/page/{action}/?id={two.draft.pk}", status=404)
        path = f"/admin/bulk/wagtailcore/page/{action}/?id={two.draft.pk}&id={own.pk}&id=x"
        assert_silent(two.client, path)
    everything = f"/admin/bulk/wagtailcore/page/publish/?id=all&childOf={foreign.pk}"
    assert_silent(two.client, everything, status=404)
    two.client.post("/admin/bulk/wagtailcore/page/publish/?id=all")
    assert not Article.objects.get(pk=two.draft.pk).live
    mine = two.world.article(two.world.school, title="Nháp của trường", slug="nhap-cua-truong", live=False)
    two.client.post(f"/admin/bulk/wagtailcore/page/publish/?id={mine.pk}&id={two.draft.pk}")
    assert [Article.objects.get(pk=page.pk).live for page in (mine, two.draft)] == [True, False]


def test_an_upload_of_somebody_else_is_not_there(two: TwoUnits) -> None:
    for model, name in ((Picture, "image"), (DocumentFile, "document")):
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=two.stranger,
            file=ContentFile(b"x", name=f"{BAIT}.pdf"),
        )  # fmt: skip
        for view in (f"create_from_uploaded_{name}", "delete_upload"):
            foreign = two.client.post(f"/admin/{name}s/multiple/{view}/{upload.pk}/", {"title": "x"})
            missing = two.client.post(f"/admin/{name}s/multiple/{view}/999999/", {"title": "x"})
            assert foreign.status_code == missing.status_code == 404
        assert UploadedFile.objects.filter(pk=upload.pk).exists()


def test_an_editing_session_names_nobody_of_another_unit(two: TwoUnits) -> None:
    for model, row in (("wagtailcore/page", two.draft), ("unit_pages/officialdocument", two.document)):
        foreign = two.client.post(f"/admin/editing-sessions/ping/{model}/{row.pk}/0/")
        missing = two.client.post(f"/admin/editing-sessions/ping/{model}/999999/0/")
        assert foreign.status_code == missing.status_code == 404


def test_the_own_unit_can_do_its_work(two: TwoUnits) -> None:
    own, home = two.own, two.world.school.home
    mine = two.world.picture(two.world.school)
    client = two.client
    for path in (
        "/admin/", f"/admin/pages/{home.pk}/", f"/admin/pages/{own.pk}/edit/", f"/admin/pages/{own.pk}/history/",
        f"/admin/pages/{own.pk}/copy/", f"/admin/pages/{own.pk}/move/", f"/admin/pages/{own.pk}/unpublish/",
        f"/admin/images/{mine.pk}/", f"/admin/images/usage/{mine.pk}/", "/admin/images/multiple/add/",
        "/admin/official_documents/new/", "/admin/account/", "/admin/reports/locked/", "/admin/articles/",
        f"/admin/bulk/unit_pages/picture/delete/?id={mine.pk}", f"/admin/bulk/wagtailcore/page/unpublish/?id={own.pk}",
    ):  # fmt: skip
        assert client.get(path).status_code == 200, path
    assert client.post(f"/admin/pages/{own.pk}/edit/", article_form(two, title="Tiêu đề khác")).status_code == 302
    assert two.own.get_latest_revision_as_object().title == "Tiêu đề khác"
    assert OfficialDocument.objects.count()
