"""The article editor's form: themes from the plan in force, and only they."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme
from unit_pages.access.references import UnitPageForm


class ThemeField(forms.ModelMultipleChoiceField):
    """Themes as tick boxes, in the plan's order; nothing can be typed in."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Theme) -> str:
        """Show number and short name, and when a theme ended that an older item still carries."""
        if obj.ends_on is None:
            return str(obj)
        return _("%(theme)s (ended on %(day)s)") % {"theme": obj, "day": date_format(obj.ends_on, "SHORT_DATE_FORMAT")}


#: What the person reads at the field instead of Django's words.
MESSAGES: dict[str, dict[str, Any]] = {
    "title": {
        "required": _("Write a title."),
        "max_length": _(
            "The title has %(show_value)d characters, at most %(limit_value)d fit. Move details into the lead."
        ),
    },
    "lead": {"max_length": _("The lead has %(show_value)d characters, at most %(limit_value)d fit.")},
    "event_on": {
        "invalid": _("Write the day of the event as day/month/year with a year of four digits, for example 21/5/2022.")
    },
    "kind": {"required": _("Choose the kind of article.")},
}


class ArticleForm(UnitPageForm):
    """Offer the open themes of the plan in force and those that the article has already."""

    themes = ThemeField(
        queryset=Theme.objects.none(),
        required=True,
        label=_("Themes of the plan"),
        help_text=_("Choose one to three key themes that the item serves."),
        error_messages={
            "required": _("Choose at least one theme of the plan."),
            "invalid_choice": _("This theme is not in the plan in force."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, messages in MESSAGES.items():
            if name in self.fields:
                self.fields[name].error_messages.update(messages)
        if "slug" in self.fields:
            # The model makes one from the title; a script of Wagtail's need not have filled it in.
            self.fields["slug"].required = False
        if "themes" in self.fields:
            self._offer_themes()

    def _offer_themes(self) -> None:
        chosen = [item.tag_id for item in self.instance.theme_items.all()]
        today = timezone.localdate()
        plan = Plan.objects.in_force(today)
        open_themes = Q(plan=plan) & (Q(ends_on__isnull=True) | Q(ends_on__gt=today))
        self.fields["themes"].queryset = Theme.objects.filter(open_themes | Q(pk__in=chosen)).order_by(
            "plan_id", "position"
        )
        self.initial["themes"] = chosen
        if not self.instance.pk and "kind" in self.fields and self.initial.get("kind") is None:
            self.initial["kind"] = self.fields["kind"].queryset.first()
