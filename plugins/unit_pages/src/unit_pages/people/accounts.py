"""The accounts of the installation's user model, whatever model that is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from unit_pages.vietnamese import nfc


class AmbiguousAddressError(LookupError):
    """Raised when several accounts have one e-mail address, which stock Django allows."""

    def __str__(self) -> str:
        return _("Several accounts have this e-mail address. Ask the administrator of the portal to put it right.")


def email_of(person: Any) -> str:
    """Return the e-mail address of an account, "" when it has none."""
    return str(getattr(person, person.get_email_field_name(), "") or "")


def account_with(email: str) -> Any | None:
    """Return the account with this address.

    Raises:
        AmbiguousAddressError: when there are several.
    """
    model = get_user_model()
    found = list(model._default_manager.filter(**{f"{model.get_email_field_name()}__iexact": email})[:2])
    if len(found) > 1:
        raise AmbiguousAddressError
    return found[0] if found else None


def new_account(*, email: str, name: str) -> Any:
    """Return an account for ``email`` that is not saved and has no password yet."""
    model = get_user_model()
    person = model(**{model.get_email_field_name(): email})
    if model.get_email_field_name() != model.USERNAME_FIELD:
        setattr(person, model.USERNAME_FIELD, _free_username(email))
    _set_name(person, nfc(name).strip())
    return person


def _free_username(email: str) -> str:
    model = get_user_model()
    longest = getattr(model._meta.get_field(model.USERNAME_FIELD), "max_length", None) or 150
    base = email.lower()[:longest]
    taken = model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": base}).exists()
    if not taken:
        return base
    base, number = base[: longest - 5], 2
    while model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": f"{base}-{number}"}).exists():
        number += 1
    return f"{base}-{number}"


def _set_name(person: Any, name: str) -> None:
    if _has_field(person, "full_name"):
        person.full_name = name
        return
    family, _space, given = name.partition(" ")
    for field, value in (("last_name", family if given else ""), ("first_name", given or family)):
        if _has_field(person, field):
            setattr(person, field, value)


def _has_field(person: Any, name: str) -> bool:
    try:
        person._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def name_of(person: Any) -> str:
    """Return the name by which people know the holder of an account."""
    return str(person.get_full_name() or person.get_username())
