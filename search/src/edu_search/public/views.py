"""The page of results. A site takes it as it is, or makes a class below it with its own template."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from edu_search import conf
from edu_search.entries.models import PUBLIC
from edu_search.log.services import record
from edu_search.public.asking import AskingMixin
from edu_search.results.services import answer
from edu_search.results.shapes import Answer


class SearchView(AskingMixin, TemplateView):
    """Results with filters, by GET, without JavaScript.

    Attributes:
        template_name: gets ``asked``, ``answer``, ``chips`` and the other words of `get_context_data`.
    """

    template_name = "edu_search/search.html"

    def answer(self) -> Answer | None:
        """Return the answer; None while nothing is asked for."""
        if self.asked.is_empty:
            return None
        found = answer(self.question(), exact=self.asked.exact, listed=self.facets())
        asked_first = self.asked.page == 1 and not self.asked.is_filtered and not found.typed.is_empty
        if asked_first and found.question.audience == {PUBLIC}:  # what staff look for is nobody's question
            record(found.typed, total=found.total, owner=found.question.near)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked, found = self.asked, self.answer()
        return {
            **context,
            "asked": asked,
            "answer": found,
            "base_template": conf.option("BASE_TEMPLATE"),
            "addresses": self.addresses,
            "exact_url": asked.url(exact="1"),
            "spelling_url": asked.url(text=found.did_you_mean, exact="") if found and found.did_you_mean else "",
            "clear_url": asked.url_unfiltered(),
            "chips": self.chips(found) if found else [],
            "orders": [
                {"value": "", "url": asked.url(order=""), "selected": asked.order == "relevance"},
                {
                    "value": self.names.by_date,
                    "url": asked.url(order=self.names.by_date),
                    "selected": asked.order == "date",
                },
            ],
            "feed_url": f"{self.addresses['feed']}{asked.url(order='')}" if "feed" in self.addresses else "",
            "pager": self.pager(found) if found else None,
            "was_beyond": bool(found and asked.page > found.page),
        }

    def chips(self, found: Answer) -> list[dict[str, str]]:
        """Return the chosen filters, each with the address without it."""
        chips = [
            {"label": option.label, "remove_url": self.asked.url_without(name, option.value)}
            for name, option in found.chosen
        ]
        for key in ("since", "until"):
            if day := getattr(self.asked, key):
                chips.append({"label": self.day_label(key, day), "remove_url": self.asked.url(**{key: ""})})
        return chips

    def day_label(self, key: str, day: dt.date) -> str:
        """Return the words of a chip for one end of the period."""
        words = _("from %(day)s") if key == "since" else _("until %(day)s")
        return words % {"day": date_format(day, "SHORT_DATE_FORMAT")}

    def pager(self, found: Answer) -> dict[str, Any]:
        """Return number and count of pages with the neighbours' addresses."""
        number, count = found.page, found.pages
        return {
            "number": number,
            "count": count,
            "previous_url": self.asked.url(page=str(number - 1) if number > 2 else "") if number > 1 else "",
            "next_url": self.asked.url(page=str(number + 1)) if number < count else "",
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer with a page that nobody keeps: what may be found can change at any moment."""
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "private, no-cache" if self.audience() == {PUBLIC} else "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response
