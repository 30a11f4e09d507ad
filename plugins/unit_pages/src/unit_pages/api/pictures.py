"""Pictures in the sizes that front ends need.

A list never makes pictures: a size that is not there yet has an address of its
own, signed, which makes it for the first reader who opens it. Originals stay private.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.signing import Signer
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field
from wagtail.images.models import Filter, SourceImageIOError

from unit_pages.api.addresses import public_address
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.media.formats import FORMATS, in_format
from unit_pages.media.models import Picture, PictureRendition

WIDTHS = (400, 800, 1600)
router = ReadRouter(tags=["pictures"])
signer = Signer(salt="unit_pages.api.pictures")


class RenditionOut(BaseModel):
    """A size of a picture."""

    url: str = Field(description=_("Absolute address; it may lead on to the file."))
    width: int = Field(description=_("Pixels."), examples=[800])
    height: int = Field(description=_("Pixels."), examples=[533])
    format: str = Field(description=_("webp or jpeg."), examples=["webp"])


class FocalPoint(BaseModel):
    """What must stay in sight when a picture is cropped."""

    x: float = Field(ge=0, le=1, description=_("From the left, as a fraction of the width."), examples=[0.5])
    y: float = Field(ge=0, le=1, description=_("From the top, as a fraction of the height."), examples=[0.33])


class PictureOut(BaseModel):
    """A picture; never the original file."""

    alt: str = Field(description=_("Alternative text: who does what, where."))
    caption: str = Field(description=_("Caption at this place; may be empty."))
    credit: str = Field(description=_("Who made the picture."))
    focal_point: FocalPoint | None = Field(description=_("Null when the editor chose none."))
    renditions: list[RenditionOut] = Field(
        description=_("400, 800 and 1600 pixels wide, none wider than the original, as WebP and JPEG.")
    )


def fetch_renditions(pictures: Iterable[Picture | None]) -> None:
    """Fetch the renditions of all ``pictures`` in one query."""
    found = [picture for picture in pictures if picture is not None]
    lookup = Prefetch("renditions", queryset=PictureRendition.objects.all(), to_attr="prefetched_renditions")
    prefetch_related_objects(found, lookup)


def picture_out(request: HttpRequest, picture: Picture | None, caption: str = "") -> PictureOut | None:
    """Return a picture whose renditions were fetched by `fetch_renditions`."""
    if picture is None:
        return None
    ready = {(r.filter_spec, r.focal_point_key): r for r in picture.prefetched_renditions}
    return PictureOut(
        alt=picture.description,
        caption=caption,
        credit=picture.credit,
        focal_point=_focal_point(picture),
        renditions=[
            _rendition(request, picture, width, name, ready) for name in FORMATS for width in widths_of(picture)
        ],
    )


def widths_of(picture: Picture) -> Sequence[int]:
    """Return the widths worth having: the last one may be that of the picture itself."""
    smaller = [width for width in WIDTHS if width < picture.width]
    return smaller if len(smaller) == len(WIDTHS) else [*smaller, WIDTHS[len(smaller)]]


def spec_of(width: int, name: str) -> str:
    """Return Wagtail's name of a size."""
    return in_format(f"width-{width}", name)


@router.read(
    "/{signature}/{pk}-{width}.{name}",
    response=None,
    operation_id="getPicture",
    summary=_("A size of a picture"),
    one=True,
    listed=False,
)
def rendition(request: HttpRequest, signature: str, pk: int, width: int, name: str) -> HttpResponse:
    """Make a size of a picture, if it is not there, and lead to its file."""
    genuine = constant_time_compare(signature, signer.signature(f"{pk}-{width}.{name}"))
    picture = Picture.objects.filter(pk=pk, is_referred=True).first() if genuine else None
    if picture is None:
        raise not_found()
    try:
        address = picture.get_rendition(spec_of(width, name)).url
    except (SourceImageIOError, OSError) as error:  # the original is lost
        raise not_found() from error
    return HttpResponseRedirect(public_address(address), headers={"Cache-Control": "public, max-age=3600"})


def _rendition(
    request: HttpRequest,
    picture: Picture,
    width: int,
    name: str,
    ready: dict[tuple[str, str], PictureRendition],
) -> RenditionOut:
    wanted = Filter(spec=spec_of(width, name))
    made = ready.get((wanted.spec, wanted.get_cache_key(picture)))
    if made is not None:
        return RenditionOut(url=public_address(made.url), width=made.width, height=made.height, format=name)
    shown = min(width, picture.width)
    height = max(1, int(picture.height * shown / picture.width))  # as Wagtail rounds
    return RenditionOut(url=_maker(request, picture.pk, width, name), width=shown, height=height, format=name)


def _maker(request: HttpRequest, pk: int, width: int, name: str) -> str:
    """Return the address that makes a size."""
    signature = signer.signature(f"{pk}-{width}.{name}")
    namespace = request.resolver_match.namespace  # type: ignore[union-attr]  # a view runs
    values = {"signature": signature, "pk": pk, "width": width, "name": name}
    return public_address(reverse(f"{namespace}:rendition", kwargs=values))


def _focal_point(picture: Picture) -> FocalPoint | None:
    point = picture.get_focal_point()
    if point is None:
        return None
    x, y = point.centroid
    return FocalPoint(x=_fraction(x, picture.width), y=_fraction(y, picture.height))


def _fraction(part: float, whole: int) -> float:
    return min(1.0, max(0.0, round(part / whole, 4)))
