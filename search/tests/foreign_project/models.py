from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index


class Book(models.Model):
    """Something with a title, as any site has it."""

    title = models.CharField(max_length=500)
    shelf = models.CharField(max_length=80, blank=True)
    is_public = models.BooleanField(default=True)
    bought_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """A second searchable model, whose primary keys are those of books too."""

    subject = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.subject


class Story(Page):
    """A page of any site: a rich text, a stream, related lines, and a note that its search fields do not name."""

    body = RichTextField(blank=True)
    parts = StreamField([("text", blocks.RichTextBlock()), ("words", blocks.CharBlock())], blank=True)
    secret = models.CharField(max_length=200, blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("body"),
        index.SearchField("parts"),
        index.RelatedFields("lines", [index.SearchField("words")]),
    ]


class StoryLine(models.Model):
    """A line of a story."""

    story = ParentalKey(Story, related_name="lines", on_delete=models.CASCADE)
    words = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.words
