"""What the windows of the review ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoCommentForm(forms.Form):
    """Approving asks for nothing."""


class ReturnForm(forms.Form):
    """A returned item says what is to be mended."""

    comment = forms.CharField(
        label=pgettext_lazy("review", "Reason for the return"),
        help_text=_("The author reads this in the admin and by e-mail. Say what is to be mended."),
        max_length=1000,
        error_messages={"required": _("Write what the author has to mend.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
