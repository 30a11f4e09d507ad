"""Forms of the unit's people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from unit_pages.days import local_day
from unit_pages.people.accounts import name_of
from unit_pages.units.appointments import Appointment, Delegation, Post
from unit_pages.units.models import EducationLevel, Unit


class PersonChoiceField(forms.ModelChoiceField):
    """People by name, with what tells two of one name apart."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name and the e-mail address."""
        email = getattr(obj, obj.get_email_field_name(), "")
        return f"{name_of(obj)} ({email})" if email else name_of(obj)


class PeriodForm(forms.Form):
    """From when to when, and by which decision."""

    starts_on = forms.DateField(label=_("Holds the post from"), widget=AdminDateInput, required=False)
    ends_on = forms.DateField(
        label=_("First day without the post"),
        widget=AdminDateInput,
        required=False,
        help_text=_("Empty: no end is known."),
    )
    decision_number = forms.CharField(
        label=_("Number of the decision"), max_length=60, required=False, help_text=_("For example 128/QĐ-THPTNQ.")
    )
    decided_on = forms.DateField(label=_("Date of the decision"), widget=AdminDateInput, required=False)


class PostField(forms.ModelChoiceField):
    """The posts that somebody may give, each with what it permits."""

    def __init__(self, posts: list[Post]) -> None:
        super().__init__(
            queryset=Post.objects.filter(pk__in=[post.pk for post in posts]),
            label=_("Post"),
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a post."), "invalid_choice": _("You may not give this post.")},
        )

    def label_from_instance(self, obj: Post) -> str:
        """Return the name and what the post permits."""
        words = what_it_permits(obj)
        return f"{obj.name}: {words}" if words else obj.name


def what_it_permits(post: Post) -> str:
    """Return in a few words what a post permits."""
    parts = []
    if post.can_write or post.can_publish:
        parts.append(_("writes items"))
    if post.can_publish:
        parts.append(_("approves and publishes"))
    if post.can_administer:
        parts.append(_("manages the unit's people"))
    if post.can_create_units:
        parts.append(_("creates units below"))
    return ", ".join(map(str, parts))


class InviteForm(PeriodForm):
    """Ask somebody by e-mail to take a post."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("The link goes there. It is valid for 7 days and works once."),
        error_messages={"required": _("Enter the e-mail address of the person: the invitation goes there.")},
    )
    name = forms.CharField(label=_("Family name and given name"), max_length=150, required=False)

    field_order = ["email", "name", "post", "starts_on", "ends_on", "decision_number", "decided_on"]

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"] = PostField(posts)
        self.fields["starts_on"].help_text = _("Empty: the day on which the person accepts.")
        self.order_fields(self.field_order)


class GiveForm(PeriodForm):
    """Give a post to somebody who has one in the unit."""

    field_order = ["person", "post", "levels", "starts_on", "ends_on", "decision_number", "decided_on"]
    levels = forms.ModelMultipleChoiceField(
        label=_("Education levels looked after"),
        queryset=EducationLevel.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, posts: list[Post], people: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonChoiceField(
            queryset=people,
            label=_("Person of the unit"),
            help_text=_("Somebody new is invited by e-mail instead."),
        )
        self.fields["post"] = PostField(posts)
        self.fields["starts_on"].required = True
        self.fields["starts_on"].initial = local_day
        if not unit.kind.is_office:
            del self.fields["levels"]
        self.order_fields(self.field_order)


class DetailsForm(forms.Form):
    """The decision behind a post, and the education levels looked after."""

    decision_number = forms.CharField(
        label=_("Number of the decision"), max_length=60, required=False, help_text=_("For example 128/QĐ-THPTNQ.")
    )
    decided_on = forms.DateField(label=_("Date of the decision"), widget=AdminDateInput, required=False)
    decision_file = forms.FileField(
        label=_("File of the decision"),
        required=False,
        help_text=_("A scan as PDF, at most 20 MB. Only staff of the unit can open it."),
    )
    levels = forms.ModelMultipleChoiceField(
        label=_("Education levels looked after"),
        queryset=EducationLevel.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unit.kind.is_office:
            del self.fields["levels"]
        if unit.collection_id is None:
            del self.fields["decision_file"]


class EndForm(forms.Form):
    """When a post ends, and why."""

    ends_on = forms.DateField(label=_("First day without the post"), widget=AdminDateInput, initial=local_day)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Kept in the log of the unit.")
    )
    sure = forms.BooleanField(label=_("I know that I will not manage the people of this unit any more."))

    def __init__(self, *args: Any, warn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warn:
            del self.fields["sure"]


class OwnPostField(forms.ModelChoiceField):
    """The posts of one person: the name of the person would say nothing."""

    def label_from_instance(self, obj: Appointment) -> str:
        """Return the post and the unit."""
        return f"{obj.post}, {obj.unit.short_name}"


class AwayForm(forms.ModelForm):
    """“I am away from … until …; my deputy is …”."""

    class Meta:
        model = Delegation
        fields = ("appointment", "deputy", "starts_on", "ends_on", "reason")
        labels = {
            "appointment": _("Post"),
            "starts_on": _("Away from"),
            "ends_on": _("Back on"),
            "deputy": _("Deputy"),
            "reason": _("Reason"),
        }
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}
        field_classes = {"deputy": PersonChoiceField, "appointment": OwnPostField}

    def __init__(self, *args: Any, appointments: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("appointment", appointments), ("deputy", people)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["deputy"].help_text = _("Somebody who holds a post of the same unit.")
        self.fields["starts_on"].initial = local_day
        if self.instance.pk is None and appointments.count() == 1:
            self.fields["appointment"].initial = appointments.first()


class NewAccountForm(SetPasswordForm):
    """Name and password of somebody who has no account yet."""

    name = forms.CharField(
        label=_("Your family name and given name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("For example Nguyễn Thị Hoa."),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Choose a password")
        self.fields["new_password1"].help_text = password_validators_help_text_html()
        self.fields["new_password2"].label = _("The same password again")


class OwnPasswordForm(forms.Form):
    """The password of the account that the invited address has."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
