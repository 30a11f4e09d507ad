"""How the engine is doing: who answers, what waits, what was set aside and why."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from edu_search.desk.guarding import for_everything
from edu_search.entries.models import Entry
from edu_search.extraction.models import FileSource, FileState
from edu_search.shipping.services import retry, status

SHOWN = 50


@for_everything
def engine(request: HttpRequest) -> HttpResponse:
    """Show the state; a POST lets what was set aside be tried again."""
    if request.method == "POST":
        number = retry()
        text = ngettext("%(number)d entry is tried again.", "%(number)d entries are tried again.", number)
        messages.success(request, text % {"number": number})
        return redirect("search_engine")
    now = status(look=True)
    aside = Entry.objects.set_aside() if now.is_configured else Entry.objects.none()
    files = FileSource.objects.exclude(state=FileState.READ).values("state").annotate(number=Count("pk"))
    context = {
        "status": now,
        "entries": Entry.objects.present().count(),
        "aside": aside.order_by("-changed_at").defer("text")[:SHOWN],
        "files": [(FileState(row["state"]).label, row["number"]) for row in files.order_by("state")],
        "name": "Elasticsearch" if now.engine == "elasticsearch" else gettext("the database of the site"),
    }
    return render(request, "edu_search/desk/engine.html", context)
