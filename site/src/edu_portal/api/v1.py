"""Version 1 of the public API; the routers live beside their nouns."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from comms_plan.articles import api as articles
from comms_plan.coverage import api as coverage
from comms_plan.plans import api as plans
from edu_portal.api import look, search
from unit_pages.api import documents, events, galleries, pages, pictures, units, vocabularies
from unit_pages.api.service import ReadOnlyAPI

api = ReadOnlyAPI(
    title=_("Portal API"),
    version="1.0.0",
    description=_(
        "All that the portal shows to everybody, as JSON, to read only. No key is needed; figures of single units are "
        "for signed-in staff. Lists answer {items, next}: follow next until it is null. "
        "Send the ETag back in If-None-Match to be told that nothing changed."
    ),
    urls_namespace="api-1",
)
api.add_router("units", units.router)
api.add_router("publications", articles.publication_router)
api.add_router("articles", articles.router)
api.add_router("themes", plans.theme_router)
api.add_router("plans", plans.plan_router)
api.add_router("quotas", coverage.router)
api.add_router("coverage", coverage.coverage_router)
api.add_router("pages", pages.router)
api.add_router("documents", documents.router)
api.add_router("events", events.router)
api.add_router("galleries", galleries.router)
api.add_router("vocabularies", vocabularies.router)
api.add_router("look", look.router)
api.add_router("pictures", pictures.router)
api.add_router("", search.router)
