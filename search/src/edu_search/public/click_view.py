"""Which result was opened: sent by the page's script, written without a word about who."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from edu_search.analysis import LONGEST_QUERY
from edu_search.engines.contract import DEEPEST
from edu_search.log.services import clicked
from edu_search.public.asked import clean

#: Clicks written in a minute, of all readers together; the others are lost, nothing else is.
MOST_A_MINUTE = 600
LARGEST = 2_000  # bytes
LONGEST_OWNER = 80


@method_decorator(csrf_exempt, name="dispatch")
class ClickView(View):
    """POST ``q``, ``rank`` and perhaps ``owner``; needs no cookie, changes nothing but counts."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write the click; what makes no sense is refused with 400."""
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            return HttpResponse(status=413)
        text, rank = clean(request.POST.get("q", ""))[:LONGEST_QUERY], request.POST.get("rank", "")
        if not text or not (rank.isascii() and rank.isdigit() and 1 <= int(rank[:6]) <= DEEPEST):
            return HttpResponse(status=400)
        # Browsers say where a request comes from; pages of other sites have nothing to tell.
        if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and _within_rate():
            clicked(text, int(rank), clean(request.POST.get("owner", ""))[:LONGEST_OWNER])
        return HttpResponse(status=204)


def _within_rate() -> bool:
    key = f"edu_search:clicks:{int(time.time() // 60)}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:  # it was thrown out of a full cache this moment
        return True
