"""Mail back ends of the tests: every mail is a file of its own, so that a second one is seen; one kills its process."""

import os
import signal
import uuid
from email import message_from_bytes
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend

FOLDER, KILL, TRIES = "URGING_TEST_FOLDER", "URGING_TEST_KILL", "URGING_TEST_TRIES"


class MuteBackend(BaseEmailBackend):
    """Cannot be asked what it sent. ``URGING_TEST_KILL=before:3`` kills the process before it writes its third mail,
    ``after:3`` just after it."""

    def send_messages(self, mails):
        folder = Path(os.environ[FOLDER])
        for mail in mails:
            when, _colon, number = os.environ.get(KILL, "").partition(":")
            self.tries = getattr(self, "tries", 0) + 1
            last = number and self.tries == int(number)
            if last and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            (folder / f"{uuid.uuid4()}.eml").write_bytes(mail.message().as_bytes())
            if last and when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
        return len(mails)


class AskedBackend(MuteBackend):
    """Knows what it sent."""

    def was_sent(self, message_id):
        return message_id in [mail["Message-ID"] for mail in mails_in(os.environ[FOLDER])]


def mails_in(folder):
    return [message_from_bytes(path.read_bytes()) for path in Path(folder).glob("*.eml")]
