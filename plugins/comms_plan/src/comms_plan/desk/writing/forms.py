"""The quick editor's form: fewer fields of the article's own form, so its rules are the same."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, ObjectList

from comms_plan.articles.forms import ArticleForm
from comms_plan.articles.models import Article
from comms_plan.desk.writing.photos import Photo
from comms_plan.desk.writing.text import PlainItem, body_of, split_text


class QuickArticleForm(ArticleForm):
    """Title, text and photos; the text becomes lead and body before the article is checked.

    Args of the constructor, besides those of a page form:
        photos: the photos of the item in their order.
        shown: what the article says now, for captions that the form does not show.
    """

    text = forms.CharField(
        required=False,
        label=_("Text of the item"),
        help_text=_("The first paragraph is the lead: what happened, where, for whom."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, photos: list[Photo], shown: PlainItem, **kwargs: Any) -> None:
        self.photos, self.shown = photos, shown
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", shown.text)

    def clean_title(self) -> str:
        """A title is one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """Ask for the alternative text of each photo before the item leaves the officer's hands (R16)."""
        data: dict[str, Any] = super().clean()
        if self.is_deferred_validation:
            return data
        if not (data.get("text") or "").strip():
            self.add_error("text", _("Write at least one sentence: what happened, where and for whom."))
        without = [photo for photo in self.photos if photo.is_own and not photo.alt]
        for photo in without:
            photo.errors.append(str(_("Say in one sentence who does what, where.")))
        if without:
            message = ngettext(
                "One photo has no description.", "%(number)d photos have no description.", len(without)
            ) % {"number": len(without)}
            self.add_error(None, message)
        return data

    def _post_clean(self) -> None:
        """Put text and photos into the article, so that it is checked as a whole."""
        lead, paragraphs = split_text(self.cleaned_data.get("text") or "")
        pictures = [photo.picture for photo in self.photos]
        article = self.instance
        article.lead = lead
        article.main_picture = pictures[0] if pictures else None
        below = body_of(paragraphs, [picture.pk for picture in pictures[1:]], self.shown.captions)
        article.body = Article._meta.get_field("body").stream_block.to_python(below)
        super()._post_clean()


@cache
def quick_form_class() -> Any:
    """Return the form class; made by Wagtail's panels, which also hides what the person may not set."""
    handler = ObjectList(
        [
            FieldPanel("title", widget=forms.Textarea(attrs={"rows": 2})),
            FieldPanel("themes"),
            FieldPanel("kind", widget=forms.RadioSelect),
            FieldPanel("event_on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")),
            FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
        ],
        base_form_class=QuickArticleForm,
    )
    return handler.bind_to_model(Article).get_form_class()
