"""Suggestions as JSON for the field's script, and for browsers that search from their address bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.generic import View

from edu_search.analysis import LONGEST_QUERY, meaning
from edu_search.entries.models import PUBLIC
from edu_search.public.asked import clean
from edu_search.public.asking import AskingMixin
from edu_search.public.suggesting import Group, Suggestion, Wanted, suggest

#: Seconds for which a reader's own browser may use an answer again.
KEPT = 60


class SuggestView(AskingMixin, View):
    """``?q=`` → groups of suggestions; ``format=opensearch`` → what browsers expect."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with what fits the words so far."""
        text = clean(request.GET.get(self.names.text, "")[: 2 * LONGEST_QUERY])[:LONGEST_QUERY]
        audience = self.audience()
        found = suggest(Wanted(meaning(text), audience, self.near()))
        if request.GET.get("format") == "opensearch":
            texts = [offer.text.text for _group, offers in found for offer in offers]
            response = JsonResponse([text, texts], safe=False, content_type="application/x-suggestions+json")
        else:
            response = JsonResponse(
                {"q": text, "groups": [self.group(*pair) for pair in found]}, json_dumps_params=PLAIN
            )
        response["Cache-Control"] = f"private, max-age={KEPT}" if audience == {PUBLIC} else "private, no-store"
        return response

    def group(self, group: Group, offers: list[Suggestion]) -> dict[str, Any]:
        """Return a group as JSON."""
        return {"name": group.name, "label": str(group.label), "items": [self.item(offer) for offer in offers]}

    def item(self, offer: Suggestion) -> dict[str, Any]:
        """Return a suggestion as JSON; ``ranges`` are the marked slices of its text."""
        return {"text": offer.text.text, "ranges": offer.text.ranges, "url": offer.url, "detail": offer.detail}


PLAIN = {"ensure_ascii": False, "separators": (",", ":")}
