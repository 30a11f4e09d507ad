"""Forms of people: one full name in Vietnamese order instead of first and last name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from edu_portal.people.models import User

NAME_FIELDS = ("full_name", "email")


class _FullName:
    """Wagtail's two name fields give way to the model's one."""

    first_name = None
    last_name = None
    email = forms.EmailField(required=False, label=_("E-mail"))


class PersonCreationForm(_FullName, UserCreationForm):
    """A new person."""

    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields - {"first_name", "last_name"}) | {"full_name"}


class PersonEditForm(_FullName, UserEditForm):
    """A person who has an account."""

    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields - {"first_name", "last_name"}) | {"full_name"}


class OwnNameForm(forms.ModelForm):
    """Name and e-mail on the page of one's own account."""

    class Meta:
        model = User
        fields = NAME_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
