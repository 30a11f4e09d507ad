"""Articles: what units write, tagged with the plan's themes (R17) and free topics (R22)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Orderable, Page

from comms_plan.articles.forms import ArticleForm
from comms_plan.articles.panels import ChecklistPanel
from comms_plan.plans.models import Audience, ContentClass
from comms_plan.plans.themes import Theme
from unit_pages.models import AbstractArticlePage
from unit_pages.subsites.blocks import BodyField


class ArticleKind(models.Model):
    """Kind of article, as data: tin, bài, phóng sự ảnh, video."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("kind of article")
        verbose_name_plural = _("kinds of article")

    def __str__(self) -> str:
        return self.name


class Topic(TagBase):
    """A free topic that units choose themselves (mục II.2), counted apart from the themes."""

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class ArticleTheme(ItemBase):
    """An article carries a theme."""

    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="article_themes", verbose_name=_("theme"))
    content_object = ParentalKey("Article", on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        verbose_name = _("theme of an article")
        verbose_name_plural = _("themes of articles")
        constraints = [models.UniqueConstraint(name="article_theme_once", fields=["tag", "content_object"])]


class ArticleTopic(ItemBase):
    """An article carries a free topic."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="article_topics", verbose_name=_("topic"))
    content_object = ParentalKey("Article", on_delete=models.CASCADE, related_name="topic_items")

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")


class Article(AbstractArticlePage):
    """News or an article of a unit."""

    kind = models.ForeignKey(ArticleKind, on_delete=models.PROTECT, related_name="articles", verbose_name=_("kind"))
    body = BodyField(verbose_name=_("text"), blank=True, default=[("paragraph", "")])
    themes = ClusterTaggableManager(
        through=ArticleTheme,
        blank=True,
        verbose_name=_("themes"),
        related_name="articles",
        help_text=_("Choose the key themes of the plan that the item serves."),
    )
    topics = ClusterTaggableManager(
        through=ArticleTopic,
        blank=True,
        verbose_name=_("topics"),
        related_name="articles",
        help_text=_("Free words, for example sáng tạo, môi trường."),
    )
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="articles", verbose_name=_("audiences"))
    content_classes = ParentalManyToManyField(
        ContentClass,
        blank=True,
        related_name="articles",
        verbose_name=_("content"),
        help_text=_("What quotas ask for. What the themes say already need not be ticked."),
    )
    correction_note = models.CharField(
        _("correction note"),
        max_length=255,
        blank=True,
        help_text=_("What was corrected after publication, for the readers."),
    )
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)

    served_with: ClassVar[tuple[str, ...]] = (*AbstractArticlePage.served_with, "kind")
    base_form_class = ArticleForm
    parent_page_types: ClassVar[list[str]] = ["unit_pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "comms_articles/article.html"

    text_panels = [
        FieldPanel(
            "title",
            help_text=_("What happened and where, for example Trường THPT Ngô Quyền mở ngày hội đọc sách."),
        ),
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("main_picture"),
                FieldPanel("picture_caption", help_text=_("Who does what, where and when; who took the picture.")),
            ],
            heading=_("Picture"),
        ),
        FieldPanel("body"),
        FieldPanel("themes", classname="tick-boxes"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("event_on")]),
        ChecklistPanel(heading=_("Before publication")),
    ]
    more_panels = [
        FieldPanel("credit_line"),
        FieldPanel("topics"),
        FieldPanel("audiences", widget=forms.CheckboxSelectMultiple, classname="tick-boxes"),
        FieldPanel("content_classes", widget=forms.CheckboxSelectMultiple, classname="tick-boxes"),
        FieldPanel("is_internal"),
        InlinePanel("attachments", heading=_("Attached files"), label=_("Attached file")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("correction_note"), FieldPanel("corrected_on")])], heading=_("Correction")
        ),
    ]
    address_panels = [
        FieldPanel("slug", help_text=_("Made from the title. Change it only before the item is published.")),
        FieldPanel("seo_title", help_text=_("Heading in search engines, when it should differ from the title.")),
        FieldPanel("search_description", help_text=_("Two lines in search engines; empty: the lead.")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            ObjectList(more_panels, heading=_("Further fields")),
            ObjectList(address_panels, heading=_("For search engines")),
            ObjectList(Page.settings_panels, heading=_("Time")),
        ]
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def publication_kind(self) -> str:
        """Name of the kind, as lists show it."""
        return self.kind.name

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Preview as readers see it; Wagtail offers phone and desktop width."""
        return [("", _("As readers see it"))]


class ArticleAttachment(Orderable):
    """A file below an article."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(
        "unit_pages.DocumentFile", on_delete=models.CASCADE, related_name="+", verbose_name=_("file")
    )
    title = models.CharField(_("title"), max_length=255, blank=True)

    panels = [FieldPanel("file"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")

    def __str__(self) -> str:
        return self.title or self.file.title
