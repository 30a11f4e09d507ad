"""Version 1 of the public API; the routers live beside their nouns."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Portal API", version="1.0.0", urls_namespace="api-1")
