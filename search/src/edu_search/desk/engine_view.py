"""How the engine is doing: who answers, what waits, what was set aside and why."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from edu_search import conf
from edu_search.desk.guarding import for_everything
from edu_search.engines import choosing
from edu_search.entries.models import Entry
from edu_search.entries.signals import entries_changed
from edu_search.extraction.models import FileSource, FileState

SHOWN = 50


@for_everything
def engine(request: HttpRequest) -> HttpResponse:
    """Show the state; a POST lets what was set aside be tried again."""
    if request.method == "POST":
        number = retry()
        text = ngettext("%(number)d entry is tried again.", "%(number)d entries are tried again.", number)
        messages.success(request, text % {"number": number})
        return redirect("search_engine")
    is_configured = bool(conf.option("ELASTICSEARCH"))
    aside = Entry.objects.set_aside() if is_configured else Entry.objects.none()
    files = FileSource.objects.exclude(state=FileState.READ).values("state").annotate(number=Count("pk"))
    context = {
        "is_configured": is_configured,
        "is_degraded": choosing.is_degraded(),
        "entries": Entry.objects.present().count(),
        "pending": Entry.objects.to_ship(timezone.now()).count() if is_configured else 0,
        "aside": aside.order_by("-changed_at").defer("text")[:SHOWN],
        "aside_count": aside.count(),
        "files": [(FileState(row["state"]).label, row["number"]) for row in files.order_by("state")],
        "name": "Elasticsearch" if is_configured else gettext("the database of the site"),
    }
    return render(request, "edu_search/desk/engine.html", context)


def retry() -> int:
    """Let the engine be offered what it refused; return how many entries."""
    number = Entry.objects.set_aside().update(failures=0, error="", retry_at=None)
    if number:
        entries_changed.send(Entry, count=number)
    return number
