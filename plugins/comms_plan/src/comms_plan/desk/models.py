"""What the server remembers of an item that is being written on a phone.

A phone on a bad line sends the same thing twice. The token is made in the phone
and kept with the draft there, so the second sending finds the first one's page.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from unit_pages.models import Picture


class Writing(models.Model):
    """One item that one person writes: a token from the phone, and the page that came of it."""

    token = models.UUIDField(_("token"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)

    class Meta:
        verbose_name = _("item being written")
        verbose_name_plural = _("items being written")
        constraints = [models.UniqueConstraint(name="comms_desk_writing_once", fields=["person", "token"])]

    def __str__(self) -> str:
        return f"{self.person} {self.token}"


class SentPhoto(models.Model):
    """A photo that arrived; the phone's key for it makes a second arrival harmless."""

    writing = models.ForeignKey(
        Writing, on_delete=models.CASCADE, related_name="photos", verbose_name=_("item being written")
    )
    key = models.CharField(_("key"), max_length=64)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("photo sent")
        verbose_name_plural = _("photos sent")
        constraints = [models.UniqueConstraint(name="comms_desk_photo_once", fields=["writing", "key"])]

    def __str__(self) -> str:
        return self.key
