"""Pages of a side in every state, and the pictures and files that stand on them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from matrix_side import Side
from wagtail.models import PageViewRestriction, UploadedFile

from comms_plan.articles.models import Article, ArticleAttachment, ArticleKind
from comms_plan.plans.themes import Theme
from unit_pages.models import DocumentFile, GalleryPage, GalleryPicture, Picture
from unit_pages.test.files import PDF_BYTES, picture_bytes


def add_media(side: Side) -> None:
    """Pictures and files that only drafts use, those of live pages (``open…``), an internal file, uploads half done."""
    for kind in ("picture", "openpicture", "galleryshot"):
        picture = Picture(title=side.word(kind), description=side.word(f"{kind}text"), credit=side.word(f"{kind}by"))
        picture.file = ContentFile(picture_bytes(), name=f"{side.word(f'{kind}file')}.jpg")
        picture.collection, picture.uploaded_by_user = side.unit.collection, side["officer"]
        picture.save()
        side.keep(kind, picture)
    side["picture"].tags.add(side.word("picturetag"))
    for kind, is_public in (("file", True), ("openfile", True), ("internalfile", False)):
        content = ContentFile(PDF_BYTES + side.word(f"{kind}content").encode(), name=f"{side.word(f'{kind}disk')}.pdf")
        made = DocumentFile(title=side.word(kind), file=content, collection=side.unit.collection, is_public=is_public)
        made.uploaded_by_user = side["officer"]
        made.save()
        side.keep(kind, made)
    side["file"].tags.add(side.word("filetag"))
    for kind, model, name, content in (
        ("picture", Picture, "jpg", picture_bytes()),
        ("file", DocumentFile, "pdf", PDF_BYTES),
    ):
        upload = UploadedFile(
            for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=side["officer"]
        )
        upload.file.save(f"{side.word(f'{kind}upload')}.{name}", ContentFile(content), save=True)
        side.keep(f"{kind}_upload", upload)


def article(side: Side, kind: str, *, live: bool = False, **values: Any) -> Article:
    """Make an article as the editor does: a draft with a revision, which is then published or not."""
    picture, file = ("openpicture", "openfile") if live else ("picture", "file")
    page = Article(
        title=side.word(kind),
        slug=side.word(f"{kind}slug"),
        lead=side.word(f"{kind}lead"),
        kind=ArticleKind.objects.get(),
        owner=side["officer"],
        main_picture=side[picture],
        live=False,
        **values,
    )
    page.body = Article._meta.get_field("body").to_python(
        json.dumps(
            [
                {"type": "paragraph", "value": f"<p>{side.word(f'{kind}body')}</p>"},
                {"type": "picture", "value": {"image": side[picture].pk, "caption": ""}},
            ]
        )
    )
    side["section"].add_child(instance=page)
    page.themes.set(Theme.objects.all())
    page.topics.set([side.word(f"{kind}topic")])
    page.attachments = [ArticleAttachment(file=side[file], title=side.word(f"{kind}attachment"))]
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
