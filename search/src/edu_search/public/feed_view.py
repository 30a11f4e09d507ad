"""A query as RSS: readers subscribe to what they look for."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from edu_search.entries.models import PUBLIC
from edu_search.public.asking import AskingMixin
from edu_search.results.services import answer
from edu_search.results.shapes import Answer, Result


class QueryRss(Rss201rev2Feed):
    """RSS that says the same as long as nothing changed, so that readers can ask whether it did."""

    content_type = "application/rss+xml; charset=utf-8"

    def latest_post_date(self) -> dt.datetime:
        """Return when the newest item appeared; Django's own falls back to this moment."""
        dates = [item["pubdate"] for item in self.items if item["pubdate"]]
        return max(dates, default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


class FeedView(AskingMixin, View):
    """The newest results of a query with its filters, for everybody: a feed has no log-in."""

    http_method_names = ["get", "head", "options"]
    page_size = 30

    def audience(self) -> frozenset[str]:
        """Return the public, whoever asks: feeds are kept and passed on."""
        return frozenset({PUBLIC})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, or 304 to a reader that has it."""
        if self.asked.is_empty:
            text = _("Write what the feed is to be about: ?%(name)s=…") % {"name": self.names.text}
            return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
        question = replace(self.question(), order="date", first=0)
        feed = self.feed(answer(question, exact=self.asked.exact, listed=[], with_pinned=False))
        response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:40]}"'
        response["ETag"], response["Cache-Control"] = etag, "public, no-cache"
        response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
        response["X-Robots-Tag"] = "noindex"
        return get_conditional_response(request, etag=etag, response=response) or response

    def feed(self, found: Answer) -> Rss201rev2Feed:
        """Return the feed of an answer."""
        search = self.absolute(f"{self.addresses['search']}{self.asked.url()}")
        feed = QueryRss(
            title=self.title(),
            link=search,
            description=_("What is new for this search"),
            language=get_language(),
            feed_url=self.absolute(self.request.get_full_path()),
        )
        for result in found.results:
            feed.add_item(**self.item(result))
        return feed

    def title(self) -> str:
        """Return the name of the feed."""
        words = self.asked.text or _("everything")
        return _("Search: %(words)s") % {"words": words}

    def item(self, result: Result) -> dict[str, Any]:
        """Return the arguments of one item."""
        address = self.absolute(result.entry.url_path)
        return {
            "title": _plain(result.entry.title),
            "link": address,
            "unique_id": address,
            "unique_id_is_permalink": True,
            "description": _plain(result.entry.summary or result.passage.text),
            "pubdate": result.entry.published_at,
        }


def _plain(text: str) -> str:
    """Return text without control characters, which XML cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\t\n")
