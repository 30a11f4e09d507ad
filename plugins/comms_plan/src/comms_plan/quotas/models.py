"""Rules as they were decided, exemptions, the facts of counted items, and the figures."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comms_plan.plans.models import Plan
from comms_plan.quotas.problems import WORDS
from comms_plan.quotas.rules import Rule
from unit_pages.models import Publication, Unit


class QuotaRule(models.Model):
    """A rule of a plan, as data; an amendment is another row of the same code that begins with a later period.

    ``data`` is what `comms_plan.quotas.rules.Rule` reads; days and code stand beside it for questions in SQL.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="quota_rules", verbose_name=_("plan"))
    code = models.SlugField(_("code"), max_length=60)
    data = models.JSONField(_("rule"))
    valid_from = models.DateField(_("valid from"), editable=False)
    valid_to = models.DateField(_("valid to"), editable=False, help_text=_("The last day."))

    class Meta:
        ordering = ["plan", "code", "valid_from"]
        verbose_name = _("quota rule")
        verbose_name_plural = _("quota rules")
        constraints = [
            models.UniqueConstraint(name="quota_rule_once", fields=["plan", "code", "valid_from"]),
            models.CheckConstraint(name="quota_rule_order", condition=Q(valid_to__gte=F("valid_from"))),
        ]

    def __str__(self) -> str:
        return str(self.data.get("name", self.code))

    @cached_property
    def rule(self) -> Rule:
        """The rule, read from its data."""
        return Rule.model_validate(self.data)

    def save(self, *args: object, **kwargs: object) -> None:
        """Save what the rule says of itself.

        Raises:
            pydantic.ValidationError: when the data is no rule.
        """
        self.__dict__.pop("rule", None)
        self.data = self.rule.model_dump(mode="json")
        self.code, self.valid_from, self.valid_to = self.rule.code, self.rule.valid_from, self.rule.valid_to
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Exemption(models.Model):
    """A unit owes nothing for some days, for a reason that somebody decided."""

    rule = models.ForeignKey(QuotaRule, on_delete=models.CASCADE, related_name="exemptions", verbose_name=_("rule"))
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="exemptions", verbose_name=_("unit"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=255)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [models.CheckConstraint(name="exemption_order", condition=Q(last__gte=F("first")))]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"

    def clean(self) -> None:
        """An exemption excuses from something that is owed in its days."""
        super().clean()
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": WORDS["exemption_order"]})
        if self.rule_id and self.first and self.last and not self._touches_the_rule():
            raise ValidationError({"first": WORDS["exemption_outside"]})

    def _touches_the_rule(self) -> bool:
        versions = QuotaRule.objects.filter(plan=self.rule.plan_id, code=self.rule.code)
        days = versions.aggregate(first=models.Min("valid_from"), last=models.Max("valid_to"))
        return bool(days["first"] <= self.first and self.last <= days["last"])


class ItemFacts(models.Model):
    """What a rule asks of a publication, as it was while the item stood there.

    Kept beside the publication, since the page may be deleted and figures stay explainable.
    ``page_key`` is the page's primary key for ever. ``orderer`` is the code of the unit that ordered the item,
    ``author`` the primary key of the person who wrote it, as text.
    ``counts_from`` is the moment at which it appears, while that lies in the future: it is counted again then.
    """

    publication = models.OneToOneField(Publication, primary_key=True, on_delete=models.CASCADE, related_name="facts")
    page_key = models.PositiveBigIntegerField(_("item"), db_index=True)
    kind = models.CharField(_("kind"), max_length=60)
    themes = models.JSONField(_("themes"), default=list)
    content = models.JSONField(_("content"), default=list)
    audiences = models.JSONField(_("audiences"), default=list)
    levels = models.JSONField(_("levels"), default=list)
    orderer = models.CharField(_("ordered by"), max_length=60, blank=True, default="")
    author = models.CharField(_("written by"), max_length=64, blank=True, default="")
    counts_from = models.DateTimeField(_("counts from"), null=True, blank=True)

    class Meta:
        verbose_name = _("facts of an item")
        verbose_name_plural = _("facts of items")
        indexes = [
            models.Index(name="facts_that_wait", fields=["counts_from"], condition=Q(counts_from__isnull=False)),
            models.Index(name="facts_ordered", fields=["orderer"], condition=~Q(orderer="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page_key}"


class Figure(models.Model):
    """How a unit stands in a period of a rule; made anew from publications whenever one of them changes."""

    class State(models.TextChoices):
        """How the period looks, without a forecast."""

        MET = "met", pgettext_lazy("quota", "Met")
        OPEN = "open", pgettext_lazy("quota", "Running")
        MISSED = "missed", pgettext_lazy("quota", "Missed")
        FREE = "free", pgettext_lazy("quota", "Nothing owed")

    rule = models.ForeignKey(QuotaRule, on_delete=models.CASCADE, related_name="figures", verbose_name=_("rule"))
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="quota_figures", verbose_name=_("unit"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    figure = models.DecimalField(_("figure"), max_digits=9, decimal_places=3)
    carried = models.DecimalField(_("carried over"), max_digits=9, decimal_places=3, default=0)
    minimum = models.PositiveSmallIntegerField(_("minimum"))
    counted_at = models.DateTimeField(_("counted at"), auto_now=True)

    class Meta:
        verbose_name = _("figure of a quota")
        verbose_name_plural = _("figures of quotas")
        constraints = [models.UniqueConstraint(name="quota_figure_once", fields=["rule", "unit", "first"])]
        indexes = [models.Index(name="quota_figure_period", fields=["rule", "first", "unit"])]

    def __str__(self) -> str:
        return f"{self.figure:g}/{self.minimum}"


class ClosedPeriod(models.Model):
    """A period whose figures are frozen; a reopened one keeps its row and says why it was opened."""

    rule = models.ForeignKey(QuotaRule, on_delete=models.PROTECT, related_name="closed_periods", verbose_name=_("rule"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("closed by")
    )
    reopened_at = models.DateTimeField(_("opened again at"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("opened by")
    )
    reopened_why = models.CharField(_("why it was opened again"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        constraints = [
            models.UniqueConstraint(
                name="closed_period_once", fields=["rule", "first"], condition=Q(reopened_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.first}"


class FrozenFigure(models.Model):
    """A figure with its items as they were when the period was closed; never written again."""

    period = models.ForeignKey(ClosedPeriod, on_delete=models.PROTECT, related_name="figures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    figure = models.DecimalField(max_digits=9, decimal_places=3)
    carried = models.DecimalField(max_digits=9, decimal_places=3, default=0)
    minimum = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)  # [{"item", "title", "kind", "published_at", "weight", "reason"}]

    class Meta:
        verbose_name = _("frozen figure")
        verbose_name_plural = _("frozen figures")
        constraints = [models.UniqueConstraint(name="frozen_figure_once", fields=["period", "unit"])]

    def __str__(self) -> str:
        return f"{self.figure:g}/{self.minimum}"


# Django looks for models here; items that were entered by hand have a file of their own.
from comms_plan.quotas.outside import ExternalChannel, ExternalItem, ItemUnit  # noqa: E402

__all__ = [
    "ClosedPeriod",
    "Exemption",
    "ExternalChannel",
    "ExternalItem",
    "Figure",
    "FrozenFigure",
    "ItemFacts",
    "ItemUnit",
    "QuotaRule",
]
