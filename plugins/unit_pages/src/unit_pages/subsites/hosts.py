"""Own host names of units: a row host → unit, no further Wagtail `Site` (L21)."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.request import validate_host
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unit_pages.conf import get_settings
from unit_pages.units.models import Unit

LONGEST = 253
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def clean_hostname(text: str) -> str:
    """Return a host name as browsers send it: lower case, punycode, no dot at the end.

    Raises:
        ValidationError: for an address with scheme, path or port, an IP address or a name without a dot.
    """
    name = text.strip().lower().rstrip(".")
    if "://" in name or "/" in name or "@" in name:
        raise ValidationError(gettext("Write the name alone, without https:// and without a path: truong.edu.vn."))
    if ":" in name:
        raise ValidationError(gettext("Write the name without a port."))
    try:
        ascii_name = name.encode("idna").decode()
    except UnicodeError:
        raise ValidationError(gettext("This is no host name. Write a name such as truong.edu.vn.")) from None
    labels = ascii_name.split(".")
    if _is_ip(ascii_name) or len(labels) < 2 or len(ascii_name) > LONGEST or not all(map(LABEL.fullmatch, labels)):
        raise ValidationError(gettext("This is no host name. Write a name such as truong.edu.vn."))
    if is_portal_host(ascii_name, by_name=True):
        raise ValidationError(gettext("This is the portal's own host name."))
    return ascii_name


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_portal_host(name: str, *, by_name: bool = False) -> bool:
    """Whether the portal itself answers on this host.

    Args:
        name: host name without a port.
        by_name: only names that are written down, not the ``*`` of development.
    """
    known = set(get_settings().portal_hosts)
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    if by_name:
        known.discard("*")
    return validate_host(name, [*known, *([own] if own else [])])


class UnitHost(models.Model):
    """A host name under which a unit's site is reached."""

    hostname = models.CharField(
        _("host name"),
        max_length=LONGEST,
        unique=True,
        help_text=_("Without https:// and without a path, for example thptngoquyen.edu.vn."),
        error_messages={"unique": _("This host name is taken.")},
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("unit"))
    is_primary = models.BooleanField(
        _("main host name"),
        default=False,
        help_text=_("The others of the unit lead to it. The first one of a unit is its main one."),
    )

    class Meta:
        ordering = ["hostname"]
        verbose_name = _("host name of a unit")
        verbose_name_plural = _("host names of units")
        constraints = [
            models.UniqueConstraint(
                name="unit_host_one_primary",
                fields=["unit"],
                condition=Q(is_primary=True),
                violation_error_message=_("The unit has a main host name already."),
            )
        ]

    def __str__(self) -> str:
        return self.readable

    @property
    def readable(self) -> str:
        """The name with its Vietnamese letters."""
        try:
            return self.hostname.encode().decode("idna")
        except UnicodeError:
            return self.hostname

    def clean_fields(self, exclude: Any = None) -> None:
        """Normalise the name before it is compared with the others."""
        if self.hostname:
            try:
                self.hostname = clean_hostname(self.hostname)
            except ValidationError as error:
                raise ValidationError({"hostname": error}) from None
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        """The department has the portal's host."""
        super().clean()
        if self.unit_id and self.unit.is_root:
            raise ValidationError(
                {"unit": _("The department's site is the portal; its host names are in the settings.")}
            )

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the first host name of a unit is its main one."""
        self.hostname = clean_hostname(self.hostname)
        others = UnitHost.objects.filter(unit=self.unit, is_primary=True).exclude(pk=self.pk)
        self.is_primary = self.is_primary or not others.exists()
        super().save(*args, **kwargs)


def ask(request: HttpRequest) -> HttpResponse:
    """Tell a proxy whether it may fetch a certificate for ``?domain=``: 200 for a host of ours, else 404."""
    name = request.GET.get("domain", "").strip().lower().rstrip(".")
    known = bool(name) and len(name) <= LONGEST and "\x00" not in name
    if known and (is_portal_host(name, by_name=True) or UnitHost.objects.filter(hostname=name).exists()):
        return HttpResponse("ok", content_type="text/plain")
    return HttpResponseNotFound("unknown", content_type="text/plain")
