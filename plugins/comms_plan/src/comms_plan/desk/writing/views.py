"""Addresses of the quick editor; each answers a browser with a page and our script with JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from comms_plan.articles.models import Article
from comms_plan.desk.models import Writing
from comms_plan.desk.suggestions.services import suggest_themes
from comms_plan.desk.writing.photos import PRIMARY_KEY, Photo, receive_photo
from comms_plan.desk.writing.screen import Screen, open_screen
from comms_plan.desk.writing.services import (
    Saved,
    State,
    check_unchanged,
    lock_writing,
    save_item,
    send_item,
    take_back,
)
from unit_pages.days import local_day

SAVE, QUIETLY, SEND, PREVIEW = "save", "autosave", "send", "preview"
TEXT_FOR_SUGGESTIONS = 6000


def wants_json(request: HttpRequest) -> bool:
    """Whether our script asks."""
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def token_of(request: HttpRequest) -> UUID:
    """Return the item's token; a new one when the form sent none that can be read."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


class WriteView(View):
    """Write a new item, or go on with one."""

    def get(self, request: HttpRequest, page_id: int | None = None) -> HttpResponse:
        """Show the form; an item with more than text and photos opens in the full editor."""
        screen = open_screen(request, page_id)
        if isinstance(screen, HttpResponse):
            return screen
        return self._show(request, screen, screen.blank_form())

    def post(self, request: HttpRequest, page_id: int | None = None) -> HttpResponse:
        """Save, send or preview; what was typed is never lost on the way."""
        action = request.POST.get("action", SAVE)
        token = token_of(request)
        with transaction.atomic():
            writing = self._writing(request, page_id, token)
            screen = open_screen(request, writing.page_id or page_id, token=token, for_post=True)
            if isinstance(screen, HttpResponse):
                return self._already_sent(request, writing, screen)
            photo_errors = self._receive(request, writing, screen)
            form = screen.bound_form(is_draft=action != SEND)
            saved = self._save(request, form, writing, screen, action)
        if saved is None:
            return self._refuse(request, screen, form, photo_errors)
        if action == SEND:
            try:
                saved = send_item(saved, user=request.user)
            except ValidationError as error:
                form.add_error(None, error)
                return self._refuse(request, open_screen(request, saved.page.pk, token=token), form, photo_errors)
        return self._tell(request, saved, action, photo_errors, screen)

    def _writing(self, request: HttpRequest, page_id: int | None, token: UUID) -> Writing:
        page = get_object_or_404(Article, pk=page_id) if page_id else None
        if page is not None and not page.permissions_for_user(request.user).can_edit():
            raise Http404
        writing = lock_writing(token=token, person=request.user, page=page)
        if page is not None and writing.page_id not in {None, page.pk}:
            raise Http404
        return writing

    def _receive(self, request: HttpRequest, writing: Writing, screen: Screen) -> list[str]:
        """Store the files that came with the form, in place of our script."""
        errors: list[str] = []
        for file in request.FILES.getlist("photos"):
            try:
                picture = receive_photo(file=file, key="", writing=writing, unit=screen.unit, user=request.user)
            except ValidationError as error:
                errors.append(f"{file.name}: {' '.join(error.messages)}")
            else:
                screen.photos.append(Photo(picture, "", is_own=True))
        return errors

    def _save(self, request: HttpRequest, form: Any, writing: Writing, screen: Screen, action: str) -> Saved | None:
        if not form.is_valid():
            return None
        try:
            if screen.page is not None:
                check_unchanged(screen.page, seen=request.POST.get("revision", ""), user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return None
        section = screen.section if screen.page is None else None
        return save_item(form=form, writing=writing, section=section, user=request.user, quietly=action == QUIETLY)

    def _already_sent(self, request: HttpRequest, writing: Writing, answer: HttpResponse) -> HttpResponse:
        """Answer a second sending of what has arrived and waits as if it were the first."""
        page = Article.objects.filter(pk=writing.page_id).first()
        state = page.current_workflow_state if page else None
        if page is None or state is None or state.requested_by_id != request.user.pk:
            words = [_("The item waits for approval. Take it back to change it.")]
            return (
                JsonResponse({"ok": False, "errors": {"__all__": words}}, status=422) if wants_json(request) else answer
            )
        saved = Saved(page, page.latest_revision_id or 0, State.SENT)
        return self._tell(request, saved, SEND, [], None)

    def _refuse(self, request: HttpRequest, screen: Any, form: Any, photo_errors: list[str]) -> HttpResponse:
        form.restore_required_fields()
        if wants_json(request):
            fields = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
            photos = {photo.picture.pk: photo.errors for photo in form.photos if photo.errors}
            return JsonResponse({"ok": False, "errors": fields, "photos": photos, "files": photo_errors}, status=422)
        return self._show(request, screen, form, photo_errors, status=422)

    def _show(
        self, request: HttpRequest, screen: Any, form: Any, photo_errors: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        if isinstance(screen, HttpResponse):
            return screen
        context = screen.context(form, photo_errors or [])
        return render(request, "comms_desk/write.html", context, status=status)

    def _tell(
        self, request: HttpRequest, saved: Saved, action: str, photo_errors: list[str], screen: Screen | None
    ) -> HttpResponse:
        here = reverse("comms_desk:write_on", args=[saved.page.pk])
        words = {
            State.DRAFT: _("Draft saved."),
            State.SENT: _("“%(title)s” was sent. It waits for the leader's approval."),
            State.PUBLISHED: _("“%(title)s” is published."),
        }[saved.state] % {"title": saved.page.title}
        goes_to = here
        if action == PREVIEW:
            goes_to = reverse("wagtailadmin_pages:view_draft", args=[saved.page.pk])
        elif saved.state is not State.DRAFT:
            goes_to = reverse("wagtailadmin_home")
        if wants_json(request) and action in {SAVE, QUIETLY}:
            return JsonResponse({"ok": True, "message": words, "here": here, **_numbers(saved), "files": photo_errors})
        if action != PREVIEW:
            messages.success(request, words)
        for error in photo_errors:
            messages.error(request, error)
        if wants_json(request):
            return JsonResponse({"ok": True, "message": words, "here": here, **_numbers(saved), "go": goes_to})
        return redirect(goes_to)


def _numbers(saved: Saved) -> dict[str, Any]:
    return {
        "page": saved.page.pk,
        "revision": saved.revision_id,
        "state": saved.state,
        "at": time_format(localtime(), "H:i"),
    }


@require_POST
def upload_photo(request: HttpRequest) -> HttpResponse:
    """Take one photo of an item from our script; the same key twice answers the same picture."""
    page_id = request.POST.get("page", "")
    screen = open_screen(request, int(page_id) if PRIMARY_KEY.fullmatch(page_id) else None, for_post=True)
    if isinstance(screen, HttpResponse):
        raise Http404
    file = request.FILES.get("photo")
    if file is None:
        return JsonResponse({"ok": False, "error": _("No photo arrived. Choose it again.")}, status=422)
    try:
        with transaction.atomic():
            writing = lock_writing(token=token_of(request), person=request.user, page=screen.page)
            key = request.POST.get("key", "")[:64]
            picture = receive_photo(file=file, key=key, writing=writing, unit=screen.unit, user=request.user)
    except ValidationError as error:
        return JsonResponse({"ok": False, "error": " ".join(error.messages)}, status=422)
    return JsonResponse({"ok": True, "picture": picture.pk, "alt": picture.description})


@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """Name the themes that fit a title and text, each with the words that speak for it."""
    title, text = request.POST.get("title", ""), request.POST.get("text", "")
    found = suggest_themes(f"{title}\n{title}\n{text}"[:TEXT_FOR_SUGGESTIONS], today=local_day())
    return JsonResponse({"themes": [{"id": theme.pk, "words": ", ".join(row.words)} for theme, row in found]})


@require_POST
def take_item_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take back what the person sent, to change it."""
    page = get_object_or_404(Article, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    try:
        take_back(page, user=request.user)
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("The item is a draft again."))
    return redirect("comms_desk:write_on", page.pk)
