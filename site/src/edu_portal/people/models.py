"""The people who sign in: by user name or e-mail, with one full name in Vietnamese order."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unit_pages.vietnamese import nfc


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by user name or e-mail."""

    use_in_migrations = True

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make an ordinary user."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.email = self.normalize_email(user.email)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make an administrator of the whole installation."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by user name, or by e-mail where a ``@`` is typed."""
        text = (username or "").strip()
        if "@" in text:
            return self.get(email__iexact=text)
        return self.get(username=text)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account."""

    username = models.CharField(
        _("user name"),
        max_length=80,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken.")},
    )
    email = models.EmailField(_("e-mail"), blank=True)
    full_name = models.CharField(
        _("full name"), max_length=150, blank=True, help_text=_("Family name first, for example Nguyễn Thị Hoa.")
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~models.Q(email=""),
                violation_error_message=_("This e-mail address belongs to another account."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def given_name(self) -> str:
        """The last word of the full name, by which a person is addressed and sorted."""
        return self.full_name.rsplit(" ", 1)[-1]

    def clean(self) -> None:
        """Store composed Unicode."""
        super().clean()
        self.full_name = nfc(self.full_name)

    def get_full_name(self) -> str:
        """Return the full name, or the user name where it is missing."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """Return the given name."""
        return self.given_name or self.username
