"""The matrix is not blind, and nobody was locked out of the own work."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from matrix_ask import Asker
from matrix_auto import SHARED
from matrix_bands import counted_models, is_foreign
from matrix_fill import fill
from matrix_forms import forms_in
from matrix_judge import judge
from matrix_side import Side
from matrix_walk import addresses
from wagtail.models import Page

from unit_pages.models import Picture
from unit_pages.test.files import picture_bytes

#: Own screens that an officer works with: each answers 200 for own objects and names them.
WORK = {
    "wagtailadmin_pages:edit": "draft", "wagtailadmin_pages:history": "draft", "wagtailadmin_pages:view_draft": "draft",
    "wagtailadmin_pages:revisions_compare": "draft", "wagtailadmin_pages:usage": "draft",
    "wagtailadmin_explore": "draft", "wagtailadmin_choose_page_child": "draft", "wagtailadmin_pages:copy": "draft",
    "wagtailimages:edit": "picture", "wagtailimages_chooser:chosen": "picture", "wagtailimages:delete": "picture",
    "wagtaildocs:edit": "file", "wagtaildocs_chooser:chosen": "file", "official_documents:edit": "document",
    "calendar_events:edit": "event", "official_documents:index": "document", "calendar_events:index": "event",
}  # fmt: skip


def test_every_address_has_values_and_every_model_has_bait(sector, tally):
    """A new parameter without a meaning fails here, and so does a new model of ours without a foreign row."""
    combinations = sum(1 for mode in ("own", "mixed", "foreign") for a in addresses() for _ in fill(a, sector, mode))
    filled_models = {table for table, pk in sector.at_first if is_foreign(pk)}
    tally(
        **{
            "placed objects of the foreign unit and the department as bait": len(sector.foreign_ids),
            "placed words in them": len(sector.bait),
            "placed addresses of the resolver": len(addresses()),
            "placed tables with bait": len(filled_models),
        }
    )
    assert combinations > 500
    assert not sector.without_bait, "Make bait for these in matrix_objects.py, or say in matrix_auto.SHARED why not."
    ours = {m for m in counted_models() if m.__module__.startswith(("unit_pages.", "comms_plan."))}
    bare = {m._meta.label for m in ours if m._meta.db_table not in filled_models and not m._meta.auto_created}
    assert bare <= SHARED


def test_who_has_posts_in_both_units_sees_both(sector):
    """What the matrix looks for is there to be found: most foreign objects show to somebody who may see them."""
    asker, shown = Asker(sector.person("both")), set()
    for address in addresses():
        for filled in fill(address, sector, "foreign") if address.is_admin else ():
            if judge(sector, "both", "GET", filled, asker.ask("GET", filled.url)):
                shown.add(filled.name)
    assert set(WORK) - {"official_documents:index", "calendar_events:index", "wagtailadmin_pages:copy"} <= shown


@pytest.mark.parametrize("role", ["officer", "leader", "administrator", "deputy"])
def test_own_work_is_as_it_was(sector, role):
    asker, missing = Asker(sector.person(role)), []
    for address in addresses():
        if address.name not in WORK:
            continue
        filled = next(fill(address, sector, "own"))
        if address.name.startswith(("wagtailadmin_explore", "wagtailadmin_choose_page_child")):
            filled = type(filled)(
                filled.name, filled.path.replace(str(sector.own["draft"].pk), str(sector.own["section"].pk)), "own"
            )
        answer = asker.ask("GET", filled.url)
        if answer.status != 200 or sector.own.words[WORK[address.name]] not in answer.text:
            missing.append(f"{address.name} {filled.url} {answer.status}")
    assert not missing


def test_whoever_has_no_post_any_more_stays_outside(sector):
    """Whoever's post ended is not let in."""
    asker = Asker(sector.person("former"))
    for name in ("wagtailadmin_home", "wagtailimages:index", "official_documents:index"):
        assert asker.ask("GET", reverse(name)).status != 200, name


def test_officer_writes_and_leader_publishes(client, sector):
    """A real round: upload, write with the picture and one of the library, send, approve, live."""
    own: Side = sector.own
    client.force_login(own["officer"])
    photo = SimpleUploadedFile("anh.jpg", picture_bytes(), "image/jpeg")
    client.post(
        reverse("wagtailimages:add"),
        {"title": "anhmoi", "file": photo, "collection": own.unit.collection.pk, "description": "Học sinh"},
    )
    picture = Picture.objects.get(title="anhmoi")
    assert picture.unit == own.unit
    chosen = client.get(reverse("wagtailimages_chooser:chosen", args=[sector.library_picture.pk]))
    assert chosen.json()["result"]["title"] == "libraryshared"
    suggestions = reverse("wagtailadmin_tag_model_autocomplete", args=["comms_articles", "topic"])
    assert "ownlivetopic" in client.get(suggestions, {"term": "own"}).json()

    page, edit = own["draft"], reverse("wagtailadmin_pages:edit", args=[own["draft"].pk])
    sent = _editor(client, edit) | {
        "title": "Tin mới của trường",
        "main_picture": picture.pk,
        "themes": [sector.theme.pk],
    }
    client.post(edit, sent | {"action-submit": "1"})
    page.refresh_from_db()
    assert page.latest_revision.as_object().title == "Tin mới của trường"
    assert not page.live
    assert page.current_workflow_state is not None
    state = page.current_workflow_state.current_task_state
    foreign_mails = {sector.foreign.words[f"{role}mail"] for role in ("officer", "leader", "administrator")}
    assert not foreign_mails & {to.partition("@")[0] for message in mail.outbox for to in message.recipients()}

    client.force_login(own["leader"])
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": "Tốt"})
    page.refresh_from_db()
    assert page.live
    assert Page.objects.get(pk=page.pk).title == "Tin mới của trường"


def _editor(client, url):
    """What the editor would send unchanged."""
    from matrix_ask import Answer

    response = client.get(url)
    answer = Answer(response.status_code, "", response.headers["Content-Type"], 0, body=response.content.decode())
    return max(forms_in(answer, url), key=lambda form: len(form.fields)).data()
