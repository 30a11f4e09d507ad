"""Who this portal is to an engine that others might use too."""

from __future__ import annotations

import uuid

from django.db import models


class Installation(models.Model):
    """The one row that names this database; it stands in every index that is made from it.

    Two portals that were given one index by mistake would remove each other's documents.
    """

    key = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation", condition=models.Q(key=1))]

    def __str__(self) -> str:
        return str(self.uuid)
