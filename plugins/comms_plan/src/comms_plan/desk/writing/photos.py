"""Photos from the camera: received, made smaller, stripped, described, put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from comms_plan.desk.models import SentPhoto, Writing
from unit_pages.models import Picture, Unit
from unit_pages.vietnamese import nfc

LONGEST_SIDE = 2560  # pixels: twice a sharp screen's width, a quarter of the camera's megabytes
MOST_PHOTOS = 31  # a main picture and a gallery of thirty
ALT_LENGTH = 255
PRIMARY_KEY = re.compile(r"[0-9]{1,15}")


@dataclass
class Photo:
    """A photo of the item as the form shows it.

    Args:
        picture: the stored picture.
        alt: its alternative text, as typed.
        is_own: whether the person may change the picture's words.
        errors: what is wrong with it.
    """

    picture: Picture
    alt: str
    is_own: bool
    errors: list[str] = field(default_factory=list)


def photos_of(ids: Iterable[int], user: Any) -> list[Photo]:
    """Return the stored pictures in this order with their own words; ids that do not exist are left out."""
    wanted = list(dict.fromkeys(ids))
    own = _ids_allowed(user, wanted, {"change"})
    found = Picture.objects.in_bulk(wanted)
    return [Photo(found[pk], found[pk].description, pk in own) for pk in wanted if pk in found]


def posted_photos(data: QueryDict, user: Any, *, already: Iterable[int]) -> list[Photo]:
    """Return the photos that the form names, in its order, with what was typed.

    Args:
        data: ``picture`` (ids in order), ``alt-<id>``, ``remove`` (ids), ``main`` (id of the first one).
        user: who sent the form; a picture that they may not choose is left out.
        already: ids that stand in the item now and may stay whoever owns them.
    """
    removed = set(data.getlist("remove"))
    ids = [int(pk) for pk in data.getlist("picture") if PRIMARY_KEY.fullmatch(pk) and pk not in removed]
    allowed = _ids_allowed(user, ids, {"choose", "change"}) | set(already)
    main = data.get("main", "")
    ids.sort(key=lambda pk: str(pk) != main)
    photos = photos_of([pk for pk in ids if pk in allowed], user)[:MOST_PHOTOS]
    for photo in photos:
        if photo.is_own:
            photo.alt = nfc(" ".join(data.get(f"alt-{photo.picture.pk}", photo.alt).split()))[:ALT_LENGTH]
    return photos


def _ids_allowed(user: Any, ids: list[int], actions: set[str]) -> set[int]:
    if not ids:
        return set()
    allowed = policy_registry.get_by_type(Picture).instances_user_has_any_permission_for(user, actions)
    return set(allowed.filter(pk__in=ids).values_list("pk", flat=True))


def receive_photo(*, file: Any, key: str, writing: Writing, unit: Unit, user: Any) -> Picture:
    """Store an uploaded photo once: a second arrival under the same key answers with the first one's picture.

    Args:
        file: the upload.
        key: the phone's name for the photo, "" when it has none.
        writing: the item, its row locked by the caller.
        unit: the unit that will own the picture.
        user: who sent it.

    Raises:
        ValidationError: when it is no picture, is broken or too large; in words for the person.
    """
    sent = SentPhoto.objects.filter(writing=writing, key=key).select_related("picture").first() if key else None
    if sent is not None:
        return sent.picture
    if writing.photos.count() >= MOST_PHOTOS:
        raise ValidationError(_("An item holds at most %(number)d photos.") % {"number": MOST_PHOTOS})
    form = _photo_form()(
        {"title": _("Photo of %(unit)s") % {"unit": unit.short_name}, "collection": unit.collection_id},
        {"file": file},
        instance=Picture(uploaded_by_user=user, collection=unit.collection),
        user=user,
    )
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    picture: Picture = form.save(commit=False)
    picture.collection = unit.collection  # the form of a person with one collection leaves it to the caller
    picture.save()
    SentPhoto.objects.create(writing=writing, key=key or f"form-{picture.pk}", picture=picture)
    return picture


def _photo_form() -> Any:
    """Wagtail's form for pictures with our limit of size."""
    return type("PhotoForm", (get_image_form(Picture),), {"longest_side": LONGEST_SIDE})


def describe(photos: Iterable[Photo]) -> None:
    """Write the alternative texts that changed."""
    for photo in photos:
        if photo.is_own and photo.alt != photo.picture.description:
            photo.picture.description = photo.alt
            photo.picture.save(update_fields=["description"])


def keys_of(writing: Writing | None, photos: Iterable[Photo]) -> Mapping[int, str]:
    """Return the phone's names of the photos, by picture."""
    if writing is None:
        return {}
    rows = SentPhoto.objects.filter(writing=writing, picture__in=[photo.picture.pk for photo in photos])
    return dict(rows.values_list("picture_id", "key"))
