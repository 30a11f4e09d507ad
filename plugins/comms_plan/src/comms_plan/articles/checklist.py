"""What an editor looks at before publication (R16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from comms_plan.articles.models import Article

BARE_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Check:
    """One line of the checklist.

    Args:
        code: stable name of the rule.
        label: what is looked at.
        ok: whether it holds.
        hint: what to do when it does not.
    """

    code: str
    label: str
    ok: bool
    hint: str = ""


def check_article(article: Article) -> list[Check]:
    """Return the checklist of the article as it stands in memory."""
    text = strip_tags(str(article.body)) if article.body else ""
    return [
        Check(
            "lead", _("Lead of one or two sentences"), bool(article.lead), _("Write what happened, where and for whom.")
        ),
        *_check_picture(article),
        Check(
            "theme",
            _("A theme of the plan"),
            any(True for _item in article.theme_items.all()),
            _("Tick at least one theme."),
        ),
        Check(
            "event", _("Day of the event"), article.event_on is not None, _("Leave empty only when there is no event.")
        ),
        Check(
            "bare_link",
            _("No bare link in the text"),
            not BARE_LINK.search(text),
            _("Give each link words that say where it leads."),
        ),
    ]


def _check_picture(article: Article) -> list[Check]:
    picture = article.main_picture
    if picture is None:
        return [Check("picture", _("Main picture"), False, _("Choose one: an item with a picture is read more."))]
    return [
        Check("picture", _("Main picture"), True),
        Check(
            "picture_alt",
            _("Picture with alternative text"),
            bool(picture.description.strip()),
            _("Open the picture and say in one sentence who does what, where."),
        ),
    ]
