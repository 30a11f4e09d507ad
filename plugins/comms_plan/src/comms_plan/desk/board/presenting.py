"""How an item is shown on the board's site: its own headline, summary, picture and crop, its place and time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import require_admin_access

from comms_plan.desk.board.queue import boards_of
from comms_plan.gate import services
from comms_plan.gate.models import State, Submission
from unit_pages.access.references import references_of
from unit_pages.enums import Place
from unit_pages.models import AbstractArticlePage, Picture, Publication
from unit_pages.publications.services import OwnWords
from unit_pages.vietnamese import nfc

#: Newest pictures of the board's unit that are offered.
LIBRARY = 12
CROP = ("crop_left", "crop_top", "crop_width", "crop_height")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AcceptForm(forms.Form):
    """Where and when an accepted item appears."""

    place = forms.ChoiceField(label=gettext_lazy("Place on the portal"), choices=Place.choices, initial=Place.LATEST)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Appears from"),
        required=False,
        widget=MomentInput,
        help_text=gettext_lazy("Leave empty for at once."),
    )
    pinned_until = forms.DateTimeField(
        label=gettext_lazy("Keeps its place until"),
        required=False,
        widget=MomentInput,
        help_text=gettext_lazy("For the lead story. Leave empty: until another one takes its place."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a pin that ends before the item appears."""
        data = super().clean() or {}
        begins = data.get("starts_at") or timezone.now()
        if data.get("pinned_until") and data["pinned_until"] <= begins:
            raise ValidationError(_("The item keeps its place until a moment before it appears. Check the days."))
        return data


def _percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, required=False)


class PresentForm(AcceptForm):
    """The board's own words and picture beside the page's.

    Args:
        pictures: those among which the board chooses.
    """

    headline = forms.CharField(
        label=gettext_lazy("Headline on the portal"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Leave empty for the unit's own title. The item's page keeps that title in any case."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary on the portal"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Leave empty for the unit's own lead."),
    )
    picture = forms.TypedChoiceField(
        label=gettext_lazy("Picture on the portal"), required=False, coerce=int, empty_value=None
    )
    crop_left = _percent(gettext_lazy("From the left, in percent"))
    crop_top = _percent(gettext_lazy("From above, in percent"))
    crop_width = _percent(gettext_lazy("Width, in percent"))
    crop_height = _percent(gettext_lazy("Height, in percent"))
    field_order = ("headline", "summary", "picture", *CROP, "place", "starts_at", "pinned_until")

    def __init__(self, *args: Any, pictures: Sequence[Picture], main: Picture | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures, self.main = {picture.pk: picture for picture in pictures}, main
        self.fields["picture"].choices = [("", ""), *((pk, str(picture)) for pk, picture in self.pictures.items())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a box that is not whole, is empty, or leaves the picture."""
        data = super().clean()
        left, top, width, height = box = [data.get(name) for name in CROP]
        if any(value is not None for value in box):
            if None in box or not width or not height:
                raise ValidationError(_("The box on the picture needs all four numbers, wider and higher than 0."))
            if left + width > 100 or top + height > 100:
                raise ValidationError(_("The box leaves the picture. Make it smaller or move it."))
            if self._picture(data) is None:
                raise ValidationError(_("The item has no picture on which a box could be drawn."))
        return data

    def words(self) -> OwnWords:
        """Return what the board set; call it on a valid form."""
        data = self.cleaned_data
        chosen = self.pictures.get(data["picture"]) if data["picture"] else None
        if chosen is not None and self.main is not None and chosen.pk == self.main.pk:
            chosen = None
        return OwnWords(nfc(data["headline"]), nfc(data["summary"]), chosen, self._crop(data))

    def _picture(self, data: dict[str, Any]) -> Picture | None:
        return self.pictures.get(data["picture"]) if data.get("picture") else self.main

    def _crop(self, data: dict[str, Any]) -> tuple[int, int, int, int] | None:
        picture = self._picture(data)
        if data["crop_width"] is None or picture is None:
            return None
        left, top, width, height = (data[name] / 100 for name in CROP)
        return (
            round((left + width / 2) * picture.width),
            round((top + height / 2) * picture.height),
            max(1, round(width * picture.width)),
            max(1, round(height * picture.height)),
        )


@require_admin_access  # type: ignore[untyped-decorator]
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a waiting item with the board's own words, or show an accepted one otherwise."""
    submission = (
        Submission.objects.filter(pk=pk, board__in=boards_of(request.user), state__in=[State.OFFERED, State.ACCEPTED])
        .select_related("unit", "board", "publication")
        .first()
    )
    page = submission.page.specific if submission and submission.page else None
    if submission is None or not isinstance(page, AbstractArticlePage):
        raise Http404
    choices = pictures_for(page, submission)
    form = PresentForm(
        request.POST or None, pictures=choices, main=page.main_picture, initial=_initial(submission.publication)
    )
    if request.method == "POST" and form.is_valid() and _carry_out(request, submission, form):
        return redirect("comms_board:queue")
    context = {
        "submission": submission,
        "article": page,
        "form": form,
        "pictures": choices,
        "main": page.main_picture,
        "is_accepted": submission.state == State.ACCEPTED,
        "current": "board",
    }
    return render(request, "comms_desk/present.html", context)


def pictures_for(page: AbstractArticlePage, submission: Submission) -> list[Picture]:
    """Return the pictures of the item and the newest of the board's unit; two queries."""
    keys = [int(pk) for model, pk in references_of(page) if issubclass(model, Picture) and pk.isdigit()]
    mine = sorted(Picture.objects.filter(pk__in=keys), key=lambda picture: picture.pk != page.main_picture_id)
    library = Picture.objects.filter(unit=submission.board).exclude(pk__in=keys).order_by("-created_at", "-pk")
    found = [*mine, *library[:LIBRARY]]
    chosen = submission.publication.picture if submission.publication else None
    return found if chosen is None or chosen in found else [*found, chosen]


def _initial(row: Publication | None) -> dict[str, Any]:
    if row is None:
        return {}
    values: dict[str, Any] = {"place": row.place, "pinned_until": row.pinned_until}
    values |= {name: getattr(row, name) for name in ("headline", "summary") if name in row.own_fields}
    if "picture_id" in row.own_fields:
        values["picture"] = row.picture_id
    if row.crop and row.picture:
        x, y, width, height = row.crop
        across, down = 100 / row.picture.width, 100 / row.picture.height
        box = ((x - width / 2) * across, (y - height / 2) * down, width * across, height * down)
        values |= dict(zip(CROP, (max(0, round(part)) for part in box), strict=True))
    return values


def _carry_out(request: HttpRequest, submission: Submission, form: PresentForm) -> bool:
    data = form.cleaned_data
    shared = {"place": data["place"], "pinned_until": data["pinned_until"], "words": form.words()}
    try:
        if submission.state == State.OFFERED:
            services.accept(
                submission=submission, by=request.user, now=timezone.now(), starts_at=data["starts_at"], **shared
            )
            words = _("“%(title)s” was accepted for the portal.")
        else:
            services.present(submission=submission, by=request.user, now=timezone.now(), **shared)
            words = _("The portal shows “%(title)s” as you said.")
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, words % {"title": submission.headline})
    return True
