"""Each closing is what keeps B's word back: opened, the word is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from two_units import BAIT, TwoUnits, article_form, make_two_units

from unit_pages.access.closings import CLOSINGS, Closing
from unit_pages.models import Picture


@pytest.fixture
def two(world) -> TwoUnits:
    return make_two_units(world)


def told(response: Any) -> bool:
    return BAIT in response.getvalue().decode(errors="replace")


def keeps_its_sizes(two: TwoUnits) -> bool:
    article = two.live
    size = article.main_picture.get_rendition("width-40")
    article.unpublish()
    return Picture.objects.get(pk=article.main_picture_id).renditions.filter(pk=size.pk).exists()


def forged(two: TwoUnits) -> Any:
    return two.client.post(f"/admin/pages/{two.own.pk}/edit/", article_form(two, main_picture=two.picture.pk, title=""))


#: What A's officer, or anybody, sees when a closing is open.
PROBES: dict[str, Callable[[TwoUnits], bool]] = {
    "addresses off the list": lambda two: told(two.client.get("/admin/reports/page-types-usage/")),
    "pictures, files and uploads in an address": lambda two: (
        two.client.get(f"/admin/images/{two.picture.pk}/").status_code != 404
    ),
    "screens of foreign pages": lambda two: two.client.get(f"/admin/pages/{two.draft.pk}/edit/").status_code != 404,
    "the page chooser": lambda two: told(two.client.get(f"/admin/choose-page/{two.draft.get_parent().pk}/")),
    "bulk actions": lambda two: told(
        two.client.get(f"/admin/bulk/wagtailcore/page/delete/?id={two.draft.pk}&id={two.own.pk}")
    ),
    "suggestions of tags": lambda two: told(
        two.client.get(f"/admin/tag-autocomplete/comms_articles/topic/?term={BAIT[:4]}")
    ),
    "records of units": lambda two: told(two.client.get("/admin/official_documents/")),
    "forged references": lambda two: told(forged(two)),
    "the admin's API of pictures and files": lambda two: told(two.client.get("/admin/api/main/images/")),
    "people, groups, sites and redirects": lambda two: told(two.client.get("/admin/users/")),
    "files of drafts": lambda two: Client().get(two.file.url).status_code == 200,
    "sizes of withdrawn pictures": keeps_its_sizes,
}


def test_there_is_a_probe_for_each_closing() -> None:
    assert list(PROBES) == [closing.name for closing in CLOSINGS]


@pytest.mark.parametrize("closing", CLOSINGS, ids=lambda closing: closing.name)
def test_it_holds_and_opens(closing: Closing, two: TwoUnits, monkeypatch: pytest.MonkeyPatch) -> None:
    probe = PROBES[closing.name]
    if closing.name != "sizes of withdrawn pictures":  # that one changes what it looks at
        assert not probe(two)
    for name in (closing.name, *closing.behind):
        opened = next(each for each in CLOSINGS if each.name == name)
        for place in opened.places:
            monkeypatch.setattr(place, opened.opened)
    assert probe(two)
