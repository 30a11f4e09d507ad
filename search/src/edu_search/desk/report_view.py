"""The report: what people search for, what they do not find, and from there to a pin in one step."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edu_search.desk.guarding import for_editors
from edu_search.desk.owners import Owned, owned_by
from edu_search.log.report import Line, lines, sums
from edu_search.log.services import KEPT_DAYS

SHOWN, EXPORTED = 100, 5_000
TOP, EMPTY = "top", "empty"
PERIODS = {"7": _("7 days"), "30": _("30 days"), "90": _("90 days")}
#: What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ReportForm(forms.Form):
    """What the report is about; whatever is wrong is as if it were not chosen."""

    days = forms.ChoiceField(label=_("Days of the report"), choices=list(PERIODS.items()), required=False)
    show = forms.ChoiceField(
        label=_("Queries shown"),
        choices=[(TOP, _("asked most often")), (EMPTY, _("without a result"))],
        required=False,
    )
    owner = forms.ChoiceField(label=_("Searched inside"), required=False)

    def __init__(self, *args: Any, owned: Owned, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = gettext("All searches") if owned.everything else gettext("All of my units")
        self.fields["owner"].choices = [("", first), *owned.names.items()]  # type: ignore[attr-defined]

    def chosen(self, name: str, usual: str) -> str:
        """Return a choice, or the usual one."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or usual)


@for_editors
def report(request: HttpRequest) -> HttpResponse:
    """Show the report, or send it as a file."""
    owned = owned_by(request.user)
    form = ReportForm({"days": "30", "show": TOP, **request.GET.dict()}, owned=owned)
    days, show, owner = int(form.chosen("days", "30")), form.chosen("show", TOP), form.chosen("owner", "")
    last = timezone.localdate()
    first = last - dt.timedelta(days=days - 1)
    owners = _owners(owned, owner)
    wanted: dict[str, Any] = {"owners": owners, "only_empty": show == EMPTY}
    if request.GET.get("export") == "csv":
        return _csv(lines(first, last, **wanted, most=EXPORTED), first, last)
    context = {
        "form": form,
        "lines": lines(first, last, **wanted, most=SHOWN),
        "sums": sums(first, last, owners=owners),
        "first": first,
        "last": last,
        "shown": SHOWN,
        "kept_days": KEPT_DAYS,
        "shows_empty": show == EMPTY,
        "owned": owned,
        "export": f"?days={days}&show={show}&owner={owner}&export=csv",
    }
    return render(request, "edu_search/desk/report.html", context)


def _owners(owned: Owned, chosen: str) -> list[str] | None:
    if chosen:
        return [chosen]
    return None if owned.everything else list(owned.names)


def _csv(found: list[Line], first: dt.date, last: dt.date) -> HttpResponse:
    """Return the lines as a spreadsheet opens them: UTF-8 with a mark, no formulas."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="tim-kiem-{first:%Y%m%d}-{last:%Y%m%d}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(
        [
            *(gettext("Query"), gettext("Times asked"), gettext("Times without a result")),
            *(gettext("Opened at place 1"), gettext("Opened at places 2-3")),
            *(gettext("Opened at places 4-10"), gettext("Opened further down")),
        ]
    )
    for line in found:
        text = f"'{line.text}" if line.text.startswith(FORMULA) else line.text
        clicks = (line.clicks_first, line.clicks_top, line.clicks_page, line.clicks_deep)
        writer.writerow([text, line.asked, line.empty, *clicks])
    return answer
