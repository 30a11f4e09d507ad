"""Addresses that staff type: a path of the portal, or a full https address."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SCHEMES = {"http", "https", "mailto", "tel"}


def validate_address(value: str) -> None:
    """Accept ``/path/``, ``#part``, ``https://…``, ``mailto:…``, ``tel:…`` and nothing that runs.

    Raises:
        ValidationError: for anything else, ``javascript:`` and ``//host`` among them.
    """
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    inside = value.startswith(("/", "#")) and not value.startswith(("//", "/\\"))
    outside = parts is not None and parts.scheme in SCHEMES and bool(parts.netloc or parts.path)
    if not (inside or outside) or any(char in value for char in "<>\"'\\\n\r\t "):
        raise ValidationError(_("Write a path such as /don-vi/ or an address that begins with https://."))
