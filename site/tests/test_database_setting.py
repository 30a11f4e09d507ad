"""The address of the database is read with what the portal's questions need."""

from __future__ import annotations

import pytest

from edu_portal.settings.environment import database

SERVER = "postgres://portal@db/portal"


@pytest.mark.parametrize(
    ("address", "options"),
    [
        (SERVER, {"options": "-c jit=off"}),
        (f"{SERVER}?options=-c%20jit%3Don", {"options": "-c jit=on"}),
        (f"{SERVER}?sslmode=require", {"sslmode": "require", "options": "-c jit=off"}),
        ("sqlite:///x.sqlite3", {}),
        (None, {}),
    ],
)
def test_options(monkeypatch, address, options):
    monkeypatch.delenv("SOME_DATABASE_URL", raising=False)
    if address:
        monkeypatch.setenv("SOME_DATABASE_URL", address)
    assert database("SOME_DATABASE_URL", "sqlite://:memory:").get("OPTIONS", {}) == options
