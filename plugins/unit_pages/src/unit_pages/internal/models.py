"""Who has read an internal item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ReadReceipt(models.Model):
    """A person opened an internal item for the first time."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="read_receipts", verbose_name=_("page"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    read_at = models.DateTimeField(_("read at"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["read_at"]
        verbose_name = _("read receipt")
        verbose_name_plural = _("read receipts")
        constraints = [models.UniqueConstraint(name="read_receipt_once", fields=["page", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.page_id}"
