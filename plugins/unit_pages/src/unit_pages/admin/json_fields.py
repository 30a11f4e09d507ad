"""Structured data as text that a person can read and correct."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReadableJSONField(forms.JSONField):
    """JSON with Vietnamese letters as they are, indented, in a wide field."""

    widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "w-font-mono"})
    default_error_messages = {
        "invalid": _("The text is not valid JSON. Check quotation marks, commas and brackets."),
    }

    def prepare_value(self, value: Any) -> str:
        """Show letters, not their codes."""
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, indent=2)


class WordLinesField(forms.CharField):
    """A list of words or names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        """Return the lines that are not empty."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> str:
        """Show one line an entry; what was typed stays as typed."""
        return value if isinstance(value, str) else "\n".join(value or [])
