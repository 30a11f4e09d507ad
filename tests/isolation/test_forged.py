"""Forms of the own unit with ids of a foreign one in them: refused, and nothing foreign is shown or referred to."""

from __future__ import annotations

import pytest
from matrix_ask import Asker
from matrix_fill import fill
from matrix_forged import forgeries
from matrix_forms import forms_in
from matrix_judge import judge, refers_anew, report
from matrix_walk import addresses

#: Places where an own id was really stored: without them the test would prove nothing.
MUST_WORK = {
    "main_picture (Picture)",
    "attachments.file (DocumentFile)",
    "body paragraph link to page",
    "body paragraph link to document",
    "body picture.image (Picture)",
    "body gallery[].image (Picture)",
    "body attachment.file (DocumentFile)",
    "pictures.picture (Picture)",
    "hero_picture (Picture)",
    "menu_links.page (Article)",
    "file (DocumentFile)",
    "new_parent_page (SectionPage)",
}
#: Own screens whose forms are asked for more than one page.
PAGES = ("draft", "gallery", "home", "standard")


def screens(asker, world, names=("",)):
    """Every own screen with a form: the answer to GET, and what its largest form would send."""
    for address in addresses():
        if not address.is_admin or not address.name.startswith(names):
            continue
        for filled in own_pages(address, world):
            answer = asker.ask("GET", filled.url)
            form = answer.context.get("form") if answer.context else None
            offered = max(forms_in(answer, filled.url), key=lambda one: len(one.fields), default=None)
            if form is not None and offered is not None and hasattr(form, "fields"):
                yield filled, form, offered


def own_pages(address, world):
    from dataclasses import replace

    filled = list(fill(address, world, "own"))
    if address.name == "wagtailadmin_pages:edit":
        return [replace(filled[0], path=f"/admin/pages/{world.own[key].pk}/edit/") for key in PAGES]
    return filled[:1]


@pytest.mark.parametrize("role", ["officer", "leader", "administrator"])
def test_no_form_stores_a_foreign_id(sector, tally, role):
    asker, findings, count, stored = Asker(sector.person(role)), [], 0, set()
    for filled, form, offered in screens(asker, sector):
        right_ones = {forged.place: forged for forged in forgeries(form, sector.own, offered.data())}
        for foreign in forgeries(form, sector.foreign, offered.data()):
            count += 1
            data = offered.data() | foreign.data
            answer = asker.ask("POST", offered.action, data)
            findings += judge(sector, role, "FORGE", filled, answer, " ".join(foreign.data.values()))
            own = right_ones.get(foreign.place)
            if role == "leader" and own and own.place not in stored:
                # A copy beside its source needs an address of its own.
                renamed = {"new_slug": ["ban-sao"]} if "new_slug" in offered.data() else {}
                right = asker.ask("POST", offered.action, offered.data() | renamed | own.data)
                if refers_anew(sector, right, own.data):
                    stored.add(own.place)
    tally(**{"forged references": count})
    assert not findings, report(findings)
    assert role != "leader" or stored >= MUST_WORK, MUST_WORK - stored
