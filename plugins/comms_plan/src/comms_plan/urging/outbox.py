"""Mails as files in a folder: for the demo, and where a gateway fetches them.

``EMAIL_BACKEND = "comms_plan.urging.outbox.EmailBackend"``, ``EMAIL_FILE_PATH`` names the folder. A mail is one
file named by its Message-ID, written whole or not at all; so this backend can be asked whether it has a mail.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes each mail into a file of its own; the same mail twice is one file."""

    def __init__(self, *args: Any, file_path: str | os.PathLike[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        folder = file_path or getattr(settings, "EMAIL_FILE_PATH", None)
        if not folder:
            raise ImproperlyConfigured("EMAIL_FILE_PATH must name the folder of the mails.")
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many.

        Raises:
            OSError: when the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            target = self._path(str(message["Message-ID"]))
            part = target.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(message.as_bytes())
            part.replace(target)
        return len(email_messages)

    def was_sent(self, message_id: str) -> bool:
        """Whether the mail with this Message-ID has gone out."""
        return self._path(message_id).exists()

    def _path(self, message_id: str) -> Path:
        return self.folder / f"{re.sub(r'[^A-Za-z0-9._@-]', '_', message_id.strip('<>'))}.eml"
