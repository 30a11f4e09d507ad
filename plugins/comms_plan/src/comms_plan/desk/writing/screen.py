"""What the quick editor's screen is about: whose unit, which article, which photos."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageSubscription

from comms_plan.articles.checklist import Check, check_article
from comms_plan.articles.models import Article
from comms_plan.articles.places import Place, places_of
from comms_plan.desk.current_unit import choose_place
from comms_plan.desk.models import Writing
from comms_plan.desk.writing.chips import chips_of
from comms_plan.desk.writing.forms import quick_form_class
from comms_plan.desk.writing.photos import Photo, keys_of, photos_of, posted_photos
from comms_plan.desk.writing.text import PlainItem, plain_item
from unit_pages.days import local_day
from unit_pages.models import Unit


@dataclass
class Screen:
    """One opening of the quick editor.

    Args:
        request: of the person.
        place: the unit and the section for new items.
        page: the article as published or first saved, None for a new one.
        article: its newest draft, or an empty article.
        shown: the draft as text and photos.
        token: of this item in this person's phone.
        photos: the photos, in order.
    """

    request: HttpRequest
    place: Place
    places: list[Place]
    page: Article | None
    article: Article
    shown: PlainItem
    token: UUID
    photos: list[Photo] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        """The unit for which the person writes."""
        return self.place.unit

    @property
    def section(self) -> Page:
        """The section into which a new item goes."""
        return Page.objects.get(pk=self.place.section_id).specific

    def blank_form(self) -> Any:
        """Return the form as the article stands."""
        self.photos = photos_of(self.shown.pictures, self.request.user)
        return self._form(initial=self._first_values() if self.page is None else {})

    def bound_form(self, *, is_draft: bool) -> Any:
        """Return the form with what was sent; a draft needs no more than a title."""
        arrived = self.photos
        posted = posted_photos(self.request.POST, self.request.user, already=self.shown.pictures)
        self.photos = [*posted, *arrived]
        form = self._form(data=self.request.POST)
        if is_draft:
            form.defer_required_fields()
        return form

    def _form(self, **kwargs: Any) -> Any:
        page, user = self.page or self.article, self.request.user
        return quick_form_class()(
            instance=self.article,
            photos=self.photos,
            shown=self.shown,
            parent_page=self.section if self.page is None else page.get_parent(),
            subscription=PageSubscription(user=user, page=page if page.pk else None),
            for_user=user,
            **kwargs,
        )

    def _first_values(self) -> dict[str, Any]:
        """Today, and whom the unit's last item was for."""
        last = Article.objects.filter(unit=self.unit).order_by("-pk").first()
        audiences = list(last.audiences.values_list("pk", flat=True)) if last else []
        return {"event_on": local_day(), "audiences": audiences}

    def context(self, form: Any, photo_errors: list[str]) -> dict[str, Any]:
        """Return what the template shows."""
        first, more = chips_of(form)
        page = self.page
        may_publish = self.section.permissions_for_user(self.request.user).can_publish_subpage()
        writing = Writing.objects.filter(token=self.token, person_id=self.request.user.pk).first()
        keys = keys_of(writing, self.photos)
        for photo in self.photos:
            photo.key = keys.get(photo.picture.pk, "")  # type: ignore[attr-defined]
        return {
            "form": form,
            "photos": self.photos,
            "photo_errors": photo_errors,
            "chips": first,
            "more_chips": more,
            "place": self.place,
            "places": self.places if page is None else [],
            "page": page,
            "returned": returned_with(page),
            "token": self.token,
            "may_publish": may_publish,
            "checks": self._open_checks(),
            "full_editor_url": reverse("wagtailadmin_pages:edit", args=[page.pk])
            if page
            else self.place.full_editor_url,
        }

    def _open_checks(self) -> list[Check]:
        """Return what the saved draft still lacks, by the same checklist as in the full editor."""
        return [check for check in check_article(self.article) if not check.ok] if self.page else []


def returned_with(page: Article | None) -> Any:
    """Return the task state that sent the item back, None when it was not."""
    state = page.current_workflow_state if page else None
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.current_task_state


def open_screen(
    request: HttpRequest, page_id: int | None, *, token: UUID | None = None, for_post: bool = False
) -> Screen | HttpResponse:
    """Return the screen, or where to go instead.

    Args:
        request: of the person; ``unit`` in its query or form names the unit of a new item.
        page_id: the article, None for a new one.
        token: of the item; a new one by default.
        for_post: whether something is about to be saved.

    Raises:
        Http404: for an item or unit that is not the person's.
    """
    places = [place for place in places_of(request.user) if place.section_id]
    token = token or uuid4()
    if page_id is None:
        place = choose_place(request, places)
        if place is None:
            if for_post:
                raise Http404
            messages.error(request, _("You write for no unit that has a section for news today."))
            return redirect("wagtailadmin_home")
        return Screen(request, place, places, None, Article(owner=request.user), PlainItem(), token)
    page = get_object_or_404(Article, pk=page_id)
    mine = page.permissions_for_user(request.user)
    place = next((place for place in places if place.unit.pk == page.unit_id), None)
    if place is None or not mine.can_edit():
        raise Http404
    if mine.page_locked():
        if not for_post:
            messages.warning(request, _("The item waits for approval. Take it back to change it."))
        return redirect("wagtailadmin_home")
    article = page.get_latest_revision_as_object()
    shown = plain_item(article)
    if shown is None:
        if not for_post:
            messages.info(request, _("This item has more than text and photos, so it opens in the full editor."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return Screen(request, place, places, page, article, shown, token)
