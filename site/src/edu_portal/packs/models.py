"""What a pack wrote, so that a second run changes nothing and never what editors wrote since."""

from __future__ import annotations

from django.db import models


class PackEntry(models.Model):
    """An entry of a pack that was loaded.

    ``digest`` tells whether the entry changed in the pack, ``values`` what the pack
    wrote last, so that a field changed by an editor is recognised and left alone.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    object_id = models.PositiveBigIntegerField(null=True)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="pack_entry_once", fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
