"""Text size and contrast: two cookies without identity, set by plain links."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from edu_portal.public.chrome import CONTRASTS, SIZES

YEAR = 31_536_000


@never_cache
def display(request: HttpRequest) -> HttpResponse:
    """Remember the reader's choice and go back to where they were."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None) or not target.startswith("/"):
        target = "/"
    response = HttpResponseRedirect(target)
    for cookie, known in (("text", SIZES), ("contrast", CONTRASTS)):
        value = request.GET.get("size" if cookie == "text" else cookie, "")
        if value == known[0]:
            response.delete_cookie(cookie, samesite="Lax")
        elif value in known:
            response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
