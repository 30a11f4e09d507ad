"""The other objects of a side: records, notices, and what Wagtail keeps about pages and people."""

from __future__ import annotations

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from matrix_pages import add_media, add_pages, article
from matrix_side import Side, add_people
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    Page,
    PageSubscription,
    Site,
    Workflow,
)

from edu_search.models import Entry, Pin, PinQuery, QueryDay
from unit_pages.models import (
    CalendarEvent,
    DocumentKind,
    OfficialDocument,
    StaffNotice,
    UnitFormerName,
    UnitSuccession,
)


def add_notice(side: Side) -> None:
    """A notice that the unit sent to itself, and an item for its own staff, each with who has read it."""
    now = timezone.now()
    notice = StaffNotice.objects.create(unit=side.unit, title=side.word("notice"), body=side.word("noticetext"))
    StaffNotice.objects.filter(pk=notice.pk).update(sent_at=now, sent_by=side["leader"].full_name)
    side.keep("notice", notice)
    notice.recipients.create(unit=side.unit)
    notice.receipts.create(person=side["officer"], opened_at=now)


def add_search(side: Side) -> None:
    """A result pinned inside the unit's own search, and a query that was asked there."""
    entry = Entry.objects.get(content_type__model="unit", object_id=str(side.unit.pk))
    pin = Pin(owner=side.unit.code, tag=side.word("pintag"), facts=f"{side.word('pinfact')}: 1")
    pin.point_at(entry)
    pin.save()
    side.keep("pin", pin)
    query = side.word("pinquery")
    side.keep("pinquery", PinQuery.objects.create(pin=pin, text=query, key=query))
    text = side.word("asked")
    day = QueryDay.objects.create(
        day=timezone.localdate(), text=text, fold=text, owner=side.unit.code, asked=3, results=1
    )
    side.keep("asked", day)


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
        page=draft,
        user=officer,
        text=side.word("comment"),
        contentpath="title",
        revision_created=side["draft_revision"],
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
    add_search(side)
    add_traces(side)
    add_workflow(side, workflow)
    return side
