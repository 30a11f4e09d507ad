"""The registry: units in a tree whose root is the department itself (R41, R42)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from unit_pages.conf import get_settings
from unit_pages.enums import OPEN_STATES, Approval, FlagPattern, Ownership, SiteState
from unit_pages.units.identity import UnitColour, propose_flag
from unit_pages.units.signals import unit_moved
from unit_pages.vietnamese import nfc, sort_key

if TYPE_CHECKING:
    from unit_pages.subsites.home import UnitHomePage


class EducationLevel(models.Model):
    """A level of education that a unit teaches or looks after (mầm non, tiểu học, …)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("education level")
        verbose_name_plural = _("education levels")

    def __str__(self) -> str:
        return self.name


class UnitTag(models.Model):
    """What units have in common beside kind and level (island, project school, twinned …), as data of the province."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("tag of units")
        verbose_name_plural = _("tags of units")

    def __str__(self) -> str:
        return self.name


class UnitKind(models.Model):
    """A kind of unit, as data: office, district office, school …

    ``subsite`` says which pages a new unit's subsite holds: a list of
    ``{"type", "slug", "title", "in_menu"}`` in the order of the menu.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    plural_name = models.CharField(_("name in the plural"), max_length=80, blank=True)
    is_school = models.BooleanField(_("is a school"), default=False)
    is_office = models.BooleanField(
        _("is an office of its superior unit"),
        default=False,
        help_text=_("Its documents stand on the superior unit's list too."),
    )
    name_prefixes = models.JSONField(
        _("words before the proper name"),
        default=list,
        blank=True,
        help_text=_("Left out in alphabetical order, for example Trường THPT."),
    )
    needs_approval = models.BooleanField(
        _("a leader approves"), default=True, help_text=_("Officers send items to a leader of their unit.")
    )
    two_people = models.BooleanField(
        _("author and approver are two people"),
        default=False,
        help_text=_("Nobody publishes what they wrote themselves."),
    )
    posts = models.ManyToManyField(
        "unit_pages.Post",
        blank=True,
        related_name="kinds",
        verbose_name=_("posts"),
        help_text=_("The posts that units of this kind fill. None chosen: all posts."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    subsite = models.JSONField(_("pages of a new subsite"), default=list, blank=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("kind of unit")
        verbose_name_plural = _("kinds of unit")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and sort the units of the kind anew by the words that are left out."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new:
            for unit in self.units.select_related("kind"):
                Unit.objects.filter(pk=unit.pk).update(name_key=collation_key(unit.proper_name))


class UnitQuerySet(models.QuerySet["Unit"]):
    """Verbs of the registry."""

    def active_on(self, day: dt.date) -> UnitQuerySet:
        """Units that exist on ``day`` (periods are half-open)."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        )

    def below(self, unit: Unit, *, inclusive: bool = False) -> UnitQuerySet:
        """Units below ``unit`` at any depth."""
        found = self.filter(tree_path__startswith=unit.tree_path)
        return found if inclusive else found.exclude(pk=unit.pk)

    def with_identity(self) -> UnitQuerySet:
        """Fetch what a list shows of a unit in the same query."""
        return self.select_related("kind", "colour")

    def with_offices(self, unit: Unit) -> UnitQuerySet:
        """``unit`` and the offices that belong to it."""
        return self.filter(Q(pk=unit.pk) | Q(parent=unit, kind__is_office=True))

    def with_open_site(self) -> UnitQuerySet:
        """Units whose site everybody may read."""
        return self.filter(home__live=True, site_state__in=OPEN_STATES)

    def root(self) -> Unit:
        """The department: the unit without a parent.

        Raises:
            Unit.DoesNotExist: when no province is loaded.
        """
        return self.with_identity().get(parent__isnull=True)


class Unit(models.Model):
    """An office, district office, school or centre; the root is the department."""

    code = models.CharField(_("official code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=80)
    slug = models.SlugField(
        _("address on the portal"), max_length=80, unique=True, help_text=_("For example thpt-ngo-quyen.")
    )
    kind = models.ForeignKey(UnitKind, on_delete=models.PROTECT, related_name="units", verbose_name=_("kind of unit"))
    levels = models.ManyToManyField(
        EducationLevel, blank=True, related_name="units", verbose_name=_("education levels")
    )
    tags = models.ManyToManyField(
        UnitTag,
        blank=True,
        related_name="units",
        verbose_name=_("tags"),
        help_text=_("What the unit has in common with others; rules may name it."),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("superior unit"),
    )
    tree_path = models.CharField(max_length=255, editable=False, db_index=True, default="")
    name_key = models.CharField(max_length=255, editable=False, db_index=True, default="")

    ownership = models.CharField(_("ownership"), max_length=10, choices=Ownership, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True, db_index=True)
    address = models.CharField(_("postal address"), max_length=255, blank=True)
    commune_code = models.CharField(_("commune code"), max_length=10, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("former website"), blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    starts_on = models.DateField(_("exists from"), null=True, blank=True)
    ends_on = models.DateField(_("ended on"), null=True, blank=True, help_text=_("The first day without the unit."))

    approval = models.CharField(_("approval"), max_length=10, choices=Approval, blank=True, default=Approval.AS_KIND)
    site_state = models.CharField(_("state of the site"), max_length=10, choices=SiteState, default=SiteState.LIVE)

    colour = models.ForeignKey(
        UnitColour, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("colour")
    )
    flag = models.CharField(_("flag"), max_length=10, choices=FlagPattern, blank=True)
    emblem = models.ForeignKey(
        "unit_pages.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("emblem"),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="unit"
    )

    objects = UnitQuerySet.as_manager()

    if TYPE_CHECKING:
        home: UnitHomePage

    class Meta:
        ordering = ["name_key", "pk"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("A unit cannot end before it starts."),
            ),
            models.UniqueConstraint(
                Coalesce("parent", 0),
                name="unit_one_root",
                condition=Q(parent__isnull=True),
                violation_error_message=_("Only the department itself may stand without a superior unit."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_root(self) -> bool:
        """Whether this is the department."""
        return self.parent_id is None

    @property
    def needs_approval(self) -> bool:
        """Whether a leader approves what this unit's officers publish."""
        return self.kind.needs_approval if not self.approval else self.approval == Approval.REQUIRED

    @property
    def is_read_only(self) -> bool:
        """Whether the site is an archive that nobody writes any more."""
        return self.site_state == SiteState.ARCHIVED

    @property
    def is_open(self) -> bool:
        """Whether everybody may read the site."""
        return self.site_state in OPEN_STATES

    @property
    def url_path(self) -> str:
        """Path of the unit's site below the host; the department's is the portal itself."""
        return "/" if self.is_root else f"/{self.slug}/"

    @property
    def proper_name(self) -> str:
        """The name without the words that all units of the kind share, for alphabetical lists."""
        for prefix in sorted(self.kind.name_prefixes, key=len, reverse=True):
            if self.name.lower().startswith(f"{prefix.lower()} "):
                return self.name[len(prefix) + 1 :]
        return self.name

    @property
    def place_line(self) -> str:
        """One line that tells where the unit is; empty when nobody knows."""
        return self.address or self.district

    def clean(self) -> None:
        """Check the address, the period and the place in the tree."""
        super().clean()
        self.name, self.short_name = nfc(self.name), nfc(self.short_name)
        errors: dict[str, Any] = {}
        if self.slug in get_settings().reserved_slugs and not self.is_root:
            errors["slug"] = _("“%(slug)s” is an address of the portal itself. Choose another one.") % {
                "slug": self.slug
            }
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            errors["ends_on"] = _("A unit cannot end before it starts.")
        if self._stands_below_itself():
            errors["parent"] = _("A unit cannot stand below itself or below one of its own units.")
        if errors:
            raise ValidationError(errors)

    def _stands_below_itself(self) -> bool:
        if self.pk is None or self.parent is None:
            return False
        return self.parent_id == self.pk or f"/{self.pk}/" in self.parent.tree_path

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, give a first flag and keep the tree paths of all units below in step."""
        self.flag = self.flag or propose_flag(self.code)
        self.name_key = collation_key(self.proper_name)
        super().save(*args, **kwargs)
        path = f"{self.parent.tree_path if self.parent else '/'}{self.pk}/"
        if path != self.tree_path:
            moved = (
                Unit.objects.filter(tree_path__startswith=self.tree_path).exclude(pk=self.pk) if self.tree_path else ()
            )
            for unit in moved:
                Unit.objects.filter(pk=unit.pk).update(tree_path=path + unit.tree_path[len(self.tree_path) :])
            is_new, self.tree_path = not self.tree_path, path
            Unit.objects.filter(pk=self.pk).update(tree_path=path)
            if not is_new:
                unit_moved.send(sender=Unit, unit=self)


def collation_key(name: str) -> str:
    """Return text that every database sorts in Vietnamese order of ``name``."""
    parts = []
    for letters, tones in sort_key(name):
        parts.append("".join(_collation_letter(code) for code in letters))
        parts.append("." + "".join(str(tone) for tone in tones))
    return " ".join(parts)[:255]


def _collation_letter(code: int) -> str:
    """Return the character that stands for a letter of `sort_key`: digits, then letters, then all else."""
    if 48 <= code < 58:
        return chr(33 + code - 48)
    return chr(43 + code - 100) if 100 <= code < 150 else "~"
