"""How an outlook is called on screens and in files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from comms_plan.quotas.forecasting import Outlook

OUTLOOKS: Mapping[Outlook, Any] = {
    "met": pgettext_lazy("outlook", "Enough"),
    "on_track": pgettext_lazy("outlook", "Probably enough"),
    "at_risk": pgettext_lazy("outlook", "May lack"),
    "will_miss": pgettext_lazy("outlook", "Will hardly be met"),
    "missed": pgettext_lazy("outlook", "Missed"),
    "free": pgettext_lazy("outlook", "Nothing owed"),
}
