"""The mails about invitations: plain text from templates, in the language of the installation."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from unit_pages.people.accounts import name_of

if TYPE_CHECKING:
    from unit_pages.people.models import Invitation

logger = logging.getLogger(__name__)


def link_of(token: str) -> str:
    """Return the address of an invitation; the host is the installation's own, whatever the request said."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("unit_pages_invitation", args=[token])


def send_invitation(invitation: Invitation, token: str) -> bool:
    """Send the link; a mail server that is down is logged and stops nothing.

    Returns:
        Whether the mail went out.
    """
    context = {"invitation": invitation, "link": link_of(token), "inviter": name_of(invitation.invited_by)}
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("unit_pages/people/mail/invitation_subject.txt", context).split())
        text = render_to_string("unit_pages/people/mail/invitation.txt", context)
    try:
        return bool(send_mail(subject, text, None, [invitation.email]))
    except OSError:  # smtplib's errors are OSErrors too
        logger.exception("The invitation %s could not be sent.", invitation.pk)
        return False
