"""The objects of a side: pages in every state, pictures, files, records, and what Wagtail keeps about them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, Page, PageSubscription, PageViewRestriction, Site, UploadedFile, Workflow

from comms_plan.articles.models import Article, ArticleAttachment, ArticleKind
from comms_plan.plans.themes import Theme
from matrix_side import Side, add_people
from unit_pages.models import (
    CalendarEvent,
    DocumentFile,
    DocumentKind,
    GalleryPage,
    GalleryPicture,
    OfficialDocument,
    Picture,
    StaffNotice,
    UnitFormerName,
    UnitSuccession,
)
from unit_pages.test.files import PDF_BYTES, picture_bytes


def add_media(side: Side) -> None:
    """A picture with a tag, a file that only a draft uses, an internal file, uploads half done."""
    for kind in ("picture", "galleryshot"):
        picture = Picture(title=side.word(kind), description=side.word(f"{kind}text"), credit=side.word(f"{kind}by"))
        picture.file = ContentFile(picture_bytes(), name=f"{side.word(f'{kind}file')}.jpg")
        picture.collection, picture.uploaded_by_user = side.unit.collection, side["officer"]
        picture.save()
        side.keep(kind, picture)
    side["picture"].tags.add(side.word("picturetag"))
    for kind, is_public in (("file", True), ("internalfile", False)):
        content = ContentFile(PDF_BYTES + side.word(f"{kind}content").encode(), name=f"{side.word(f'{kind}disk')}.pdf")
        made = DocumentFile(title=side.word(kind), file=content, collection=side.unit.collection, is_public=is_public)
        made.uploaded_by_user = side["officer"]
        made.save()
        side.keep(kind, made)
    side["file"].tags.add(side.word("filetag"))
    for kind, model in (("picture", Picture), ("file", DocumentFile)):
        upload = UploadedFile(
            for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=side["officer"]
        )
        upload.file.save(f"{side.word(f'{kind}upload')}.jpg", ContentFile(picture_bytes()), save=True)
        side.keep(f"{kind}_upload", upload)


def article(side: Side, kind: str, *, live: bool = False, **values: Any) -> Article:
    """Make an article as the editor does: a draft with a revision, which is then published or not."""
    page = Article(
        title=side.word(kind),
        slug=side.word(f"{kind}slug"),
        lead=side.word(f"{kind}lead"),
        kind=ArticleKind.objects.get(),
        owner=side["officer"],
        main_picture=side["picture"],
        live=False,
        **values,
    )
    page.body = Article._meta.get_field("body").to_python(
        json.dumps(
            [
                {"type": "paragraph", "value": f"<p>{side.word(f'{kind}body')}</p>"},
                {"type": "picture", "value": {"image": side["picture"].pk, "caption": ""}},
            ]
        )
    )
    side["section"].add_child(instance=page)
    page.themes.set(Theme.objects.all())
    page.topics.set([side.word(f"{kind}topic")])
    page.attachments = [ArticleAttachment(file=side["file"], title=side.word(f"{kind}attachment"))]
    revision = page.save_revision(user=side["officer"], log_action=True)
    if live:
        revision.publish(user=side["leader"])
    side.keep(f"{kind}_revision", revision)
    return side.keep(kind, Article.objects.get(pk=page.pk))


def add_pages(side: Side) -> None:
    """A draft, a live page with a change to come, one that waits, is locked, scheduled, private, deleted."""
    now, children = timezone.now(), {page.slug: page.specific for page in side.unit.home.get_children()}
    for key, slug in (("section", "tin-tuc"), ("standard", "gioi-thieu"), ("gallery_index", "thu-vien-anh")):
        side.keep(key, children[slug])
    draft = article(side, "draft")
    draft.title = side.word("draftlater")
    side.keep("later_revision", draft.save_revision(user=side["officer"]))
    live = article(side, "live", live=True)
    live.title = side.word("livechange")
    live.save_revision(user=side["officer"])
    locked = article(side, "locked")
    locked.locked, locked.locked_by, locked.locked_at = True, side["leader"], now
    locked.save()
    scheduled = article(side, "scheduled", go_live_at=now + dt.timedelta(days=3))
    side["scheduled_revision"].publish(user=side["leader"])
    scheduled.refresh_from_db()
    private = article(side, "private", live=True)
    PageViewRestriction.objects.create(page=private, restriction_type="password", password=side.word("privatepassword"))
    side.keep("restriction", PageViewRestriction.objects.get(page=private))
    if not side.unit.is_root:  # the department's are for all staff
        article(side, "internal", live=True, is_internal=True)
    gone = article(side, "deleted")
    gone.delete(user=side["officer"])
    for key in ("deleted", "deleted_revision"):
        side.rows.pop(key)
    gallery = GalleryPage(title=side.word("gallery"), slug=side.word("galleryslug"), live=False, owner=side["officer"])
    gallery.pictures = [GalleryPicture(picture=side["galleryshot"], caption=side.word("gallerycaption"))]
    side["gallery_index"].add_child(instance=gallery)
    gallery.save_revision(user=side["officer"])
    side.keep("gallery", gallery)


def add_notice(side: Side) -> None:
    """A notice that the unit sent to itself, and an item for its own staff, each with who has read it."""
    now = timezone.now()
    notice = StaffNotice.objects.create(unit=side.unit, title=side.word("notice"), body=side.word("noticetext"))
    StaffNotice.objects.filter(pk=notice.pk).update(sent_at=now, sent_by=side["leader"].full_name)
    side.keep("notice", notice)
    notice.recipients.create(unit=side.unit)
    notice.receipts.create(person=side["officer"], opened_at=now)


def add_records(side: Side) -> None:
    """Official documents, one of them internal, an event, a former name."""
    today = timezone.localdate()
    for kind, is_public in (("document", False), ("opendocument", True)):
        side.keep(
            kind,
            OfficialDocument.objects.create(
                unit=side.unit,
                number=side.word(f"{kind}no"),
                title=side.word(kind),
                summary=side.word(f"{kind}text"),
                signer=side.word(f"{kind}signer"),
                kind=DocumentKind.objects.get(),
                issued_on=today,
                file=side["internalfile"],
                is_public=is_public,
            ),
        )
    side.keep("event", CalendarEvent.objects.create(unit=side.unit, title=side.word("event"), starts_on=today))
    former = UnitFormerName(unit=side.unit, name=side.word("oldname"), slug=side.word("oldslug"), until_on=today)
    former.save()
    side.keep("former_name", former)
    if not side.unit.is_root:
        values = {"unit": side.unit, "successor": side.unit.parent, "kind": "merged", "on": today}
        side.keep("succession", UnitSuccession.objects.create(**values))


def add_traces(side: Side) -> None:
    """Comments, subscriptions, submissions, editing sessions, log entries, a redirect."""
    draft, officer = side["draft"], side["officer"]
    comment = Comment.objects.create(
        page=draft, user=officer, text=side.word("comment"), contentpath="title", revision_created=side["draft_revision"]
    )
    CommentReply.objects.create(comment=comment, user=side["leader"], text=side.word("reply"))
    PageSubscription.objects.create(page=draft, user=officer, comment_notifications=True)
    if apps.is_installed("wagtail.contrib.forms"):
        submissions = apps.get_model("wagtailforms", "FormSubmission").objects
        submissions.create(page=Page.objects.get(pk=draft.pk), form_data={"text": side.word("submission")})
    for row in (draft, side["picture"], side["document"]):
        kind = ContentType.objects.get_for_model(row)
        session = EditingSession.objects.create(
            user=officer, content_type=kind, object_id=row.pk, last_seen_at=timezone.now(), is_editing=True
        )
        side.rows.setdefault("session", session)
    FormState.objects.create(
        user=officer,
        content_type=ContentType.objects.get_for_model(draft),
        object_id=draft.pk,
        data=f"title={side.word('halftyped')}",
        last_updated_at=timezone.now(),
    )
    for row, kind in ((draft, "draftlog"), (side["picture"], "picturelog"), (side["document"], "documentlog")):
        log(row, "wagtail.edit", user=officer, data={"reason": side.word(kind)})
    address = f"/{side.word('redirect')}/"
    side.keep("redirect", Redirect.add_redirect(address, redirect_to=draft, site=Site.objects.get()))


def add_workflow(side: Side, workflow: Workflow) -> None:
    """An item that waits for the leader, and one that came back."""
    for kind in ("submitted", "returned"):
        page = article(side, kind)
        state = workflow.start(page, side["officer"])
        task_state = side.keep(f"{kind}_task_state", state.current_task_state)
        side.keep(f"{kind}_workflow_state", state)
        if kind == "returned":
            task_state.reject(user=side["leader"], comment=side.word("reason"))


def populate(side: Side, workflow: Workflow) -> Side:
    """Give a unit everything."""
    add_people(side)
    add_media(side)
    add_pages(side)
    add_records(side)
    add_notice(side)
    add_traces(side)
    add_workflow(side, workflow)
    return side
