"""Closed lists of this package."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ownership(models.TextChoices):
    """Who runs a unit."""

    PUBLIC = "public", pgettext_lazy("ownership", "Public")
    PRIVATE = "private", pgettext_lazy("ownership", "Private")


class FlagPattern(models.TextChoices):
    """Patterns of a unit's flag (cờ hiệu); the flower is the department's alone."""

    HALVES = "halves", _("Two halves")
    FESS = "fess", _("Upper and lower half")
    CROSS = "cross", _("Cross")
    DIAGONAL = "diagonal", _("Diagonal")
    PENNANT = "pennant", _("Pennant")
    BORDER = "border", _("Border")
    DISC = "disc", _("Disc")
    STRIPES = "stripes", _("Stripes")
    SALTIRE = "saltire", _("Saltire")
    QUARTERS = "quarters", _("Quarters")
    BAND = "band", _("Band")
    FLOWER = "flower", _("Flower")


class SuccessionKind(models.TextChoices):
    """How a unit went over into another one."""

    MERGED = "merged", _("Merged into")
    SPLIT = "split", _("Split into")
    RENAMED = "renamed", _("Renamed to")


class Place(models.TextChoices):
    """Where an item accepted by an ancestor's editors stands on that unit's site."""

    LATEST = "latest", _("Latest news")
    LEAD = "lead", _("Lead story")
    SCHOOLS = "schools", _("From the schools")
    THEME = "theme", _("Block of its theme")


class Origin(models.TextChoices):
    """Why a page appears on a unit's site."""

    OWN = "own", _("Published on the own site")
    ACCEPTED = "accepted", _("Accepted from a unit")


class Approval(models.TextChoices):
    """Whether a unit's leader approves what its officers publish."""

    AS_KIND = "", _("As usual for this kind of unit")
    REQUIRED = "required", _("A leader approves before publication")
    NONE = "none", _("Officers publish without approval")


class SiteState(models.TextChoices):
    """Who reads a unit's site, and whether it is still written."""

    DRAFT = "draft", pgettext_lazy("site state", "In preparation")
    INVITED = "invited", pgettext_lazy("site state", "By invitation")
    LIVE = "live", pgettext_lazy("site state", "Live")
    ARCHIVED = "archived", pgettext_lazy("site state", "Archived")


#: States of a site that everybody reads; the others are closed.
OPEN_STATES = (SiteState.LIVE, SiteState.ARCHIVED)


class ChangeKind(models.TextChoices):
    """What happens to a unit of the organisation."""

    RENAME = "rename", pgettext_lazy("organisation change", "Rename")
    END = "end", pgettext_lazy("organisation change", "End")
    MERGE = "merge", pgettext_lazy("organisation change", "Merge")
    SPLIT = "split", pgettext_lazy("organisation change", "Split")
    MOVE = "move", pgettext_lazy("organisation change", "Move below another unit")


class ChangeState(models.TextChoices):
    """How far an organisation change has come."""

    DRAFT = "draft", pgettext_lazy("organisation change", "Being prepared")
    WAITING = "waiting", pgettext_lazy("organisation change", "Decided, waits for its day")
    APPLIED = "applied", pgettext_lazy("organisation change", "Carried out")
    UNDONE = "undone", pgettext_lazy("organisation change", "Undone")
    CANCELLED = "cancelled", pgettext_lazy("organisation change", "Cancelled")


class PagesGo(models.TextChoices):
    """What becomes of the pages of a unit that ends."""

    ARCHIVE = "archive", _("They stay at their addresses as an archive")
    MOVE = "move", _("They move below the successor's site")


class PeopleGo(models.TextChoices):
    """What becomes of the appointments in a unit that ends."""

    END = "end", _("Their appointments end")
    GO_OVER = "go_over", _("Their appointments go over to the successor")
