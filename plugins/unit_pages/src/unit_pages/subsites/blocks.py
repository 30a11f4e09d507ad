"""Blocks of a text: few, plain, each with one template that a host site may override."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class ParagraphBlock(blocks.RichTextBlock):
    """Rich text whose field has a name for screen readers; Wagtail's own has none."""

    @cached_property
    def field(self) -> Any:
        """Return the form field with the block's label as its name."""
        field = super().field
        field.widget.options["ariaLabel"] = str(self.label)
        return field


class PictureBlock(blocks.StructBlock):
    """One picture with its caption."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "unit_pages/blocks/picture.html"


class GalleryBlock(blocks.ListBlock):
    """Several pictures side by side."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PictureBlock(), **kwargs)

    class Meta:
        icon = "copy"
        label = _("Gallery")
        template = "unit_pages/blocks/gallery.html"
        min_num = 2
        max_num = 30


class QuoteBlock(blocks.StructBlock):
    """Words of somebody."""

    text = blocks.TextBlock(label=_("Words quoted"))
    source = blocks.CharBlock(
        label=_("Who said it"),
        required=False,
        max_length=120,
        help_text=_("A post is enough, for example Hiệu trưởng."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "unit_pages/blocks/quote.html"


class AttachmentBlock(blocks.StructBlock):
    """A file for download inside a text."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)

    class Meta:
        icon = "doc-full"
        label = _("Attached file")
        template = "unit_pages/blocks/attachment.html"


class VideoBlock(blocks.StructBlock):
    """A link to a video; nothing of a third party is loaded."""

    url = blocks.URLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(label=_("What it shows"), max_length=255)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "unit_pages/blocks/video.html"


class BodyBlock(blocks.StreamBlock):
    """The text of an article or page."""

    paragraph = ParagraphBlock(
        required=False,
        label=_("Paragraphs"),
        features=TEXT_FEATURES,
        icon="pilcrow",
        template="unit_pages/blocks/paragraph.html",
    )
    heading = blocks.CharBlock(
        label=_("Heading"),
        max_length=160,
        icon="title",
        template="unit_pages/blocks/heading.html",
        form_classname="title",
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    table = TableBlock(label=_("Table"), template="unit_pages/blocks/table.html")
    attachment = AttachmentBlock()
    video = VideoBlock()


class BodyField(StreamField):
    """A text of `BodyBlock`; the blocks stay out of migrations, which need not know them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
