"""The article type of a site that is none of ours."""

from wagtail.admin.panels import FieldPanel

from unit_pages.models import AbstractArticlePage


class NewsPage(AbstractArticlePage):
    parent_page_types = ["unit_pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [*AbstractArticlePage.identity_panels, FieldPanel("event_on"), FieldPanel("credit_line")]
    template = "foreign_site/page.html"

    class Meta:
        verbose_name = "news"
