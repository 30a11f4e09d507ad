"""Submissions, the reasons for which they are returned, and what happened to each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from unit_pages.enums import Place
from unit_pages.models import Publication, Unit


class State(models.TextChoices):
    """How far a submission has come."""

    OFFERED = "offered", pgettext_lazy("submission", "Waiting for the board")
    ACCEPTED = "accepted", pgettext_lazy("submission", "Accepted")
    RETURNED = "returned", pgettext_lazy("submission", "Returned with a reason")
    WITHDRAWN = "withdrawn", pgettext_lazy("submission", "Withdrawn by the unit")
    TAKEN_DOWN = "taken_down", pgettext_lazy("submission", "Taken down by the board")
    ENDED = "ended", pgettext_lazy("submission", "Ended, the item left its own site")


#: Days to a decision of a board that has not set its own.
TARGET_DAYS = 2

#: States in which something can still happen; a page has one such submission to a board at most.
OPEN = (State.OFFERED, State.ACCEPTED)


class Board(models.Model):
    """What an editorial board holds itself to."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="board", verbose_name=_("unit"))
    target_days = models.PositiveSmallIntegerField(
        _("days to a decision"), default=TARGET_DAYS, help_text=_("An offered item is decided within so many days.")
    )

    class Meta:
        verbose_name = _("editorial board of a unit")
        verbose_name_plural = _("editorial boards of units")

    def __str__(self) -> str:
        return self.unit.short_name


class ReturnReason(models.Model):
    """A reason for which boards return items, as data."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("reason"), max_length=120)
    advice = models.CharField(
        _("what to do"),
        max_length=255,
        blank=True,
        help_text=_("One sentence to the author, for example Thêm tên người chụp ảnh."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("reason for a return")
        verbose_name_plural = _("reasons for a return")

    def __str__(self) -> str:
        return self.name


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Verbs of submissions."""

    def open(self) -> SubmissionQuerySet:
        """Those that wait or stand on the board's site."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> SubmissionQuerySet:
        """The board's queue, what waits longest first."""
        return self.filter(state=State.OFFERED).order_by("offered_at", "pk")

    def changed_since(self) -> SubmissionQuerySet:
        """Accepted items that were changed afterwards and not looked at again."""
        return self.filter(state=State.ACCEPTED, changed_at__isnull=False).order_by("changed_at", "pk")


class Submission(models.Model):
    """A unit offers an item to the editorial board of a unit above it.

    ``seen_revision_id`` is the revision that the board decided on: what was published later is
    shown to the board as changed (`changed_at`) until somebody looked at it.
    """

    page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="submissions", verbose_name=_("item")
    )
    headline = models.CharField(_("headline"), max_length=255)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("unit"))
    board = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="gate", verbose_name=_("offered to"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OFFERED)
    note = models.CharField(_("note to the board"), max_length=500, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("offered by")
    )
    offered_at = models.DateTimeField(_("offered at"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.ForeignKey(
        ReturnReason, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("reason")
    )
    reason_text = models.TextField(_("in the board's own words"), max_length=1000, blank=True)
    publication = models.OneToOneField(
        Publication, null=True, blank=True, on_delete=models.SET_NULL, related_name="submission"
    )
    order_line = models.ForeignKey(
        "comms_gate.OrderLine",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
        verbose_name=_("answers the order"),
    )
    rule = models.ForeignKey(
        "comms_gate.AggregationRule",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("taken by the rule"),
    )
    seen_revision_id = models.PositiveBigIntegerField(editable=False, null=True)
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(name="submission_once", fields=["page", "board"], condition=Q(state__in=OPEN)),
            models.CheckConstraint(
                name="submission_decided",
                condition=Q(state__in=[State.OFFERED, State.WITHDRAWN, State.ENDED]) | Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="submission_queue", fields=["board", "offered_at"], condition=Q(state=State.OFFERED)),
            models.Index(name="submission_unit", fields=["unit", "-offered_at"]),
        ]

    def __str__(self) -> str:
        return self.headline


class SubmissionEvent(models.Model):
    """One step of a submission: who, when, what, and the words that were given."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="events")
    action = models.SlugField(_("step"), max_length=20)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("words"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a submission")
        verbose_name_plural = _("steps of a submission")

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d}"


# Django finds the models of the rooms below through this module.
from comms_plan.gate.aggregation.models import AggregationRule  # noqa: E402
from comms_plan.gate.orders.models import LineState, OrderLine, WritingOrder  # noqa: E402
from comms_plan.gate.tips.models import Tip, TipState  # noqa: E402

__all__ = [
    "OPEN",
    "TARGET_DAYS",
    "AggregationRule",
    "Board",
    "LineState",
    "OrderLine",
    "Place",
    "ReturnReason",
    "State",
    "Submission",
    "SubmissionEvent",
    "SubmissionQuerySet",
    "Tip",
    "TipState",
    "WritingOrder",
]
