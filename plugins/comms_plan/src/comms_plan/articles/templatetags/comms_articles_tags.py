"""What the default template of an article lists. A site that overrides it pays for none of it."""

from __future__ import annotations

from django import template

from comms_plan.articles.models import Article, ArticleAttachment
from comms_plan.plans.themes import Theme

register = template.Library()


@register.simple_tag
def article_themes(article: Article) -> list[Theme]:
    """Return the themes of the article in the order of the plan; of a preview, those not saved yet."""
    themes = [item.tag for item in article.theme_items.select_related("tag")]
    return sorted(themes, key=lambda theme: (theme.plan_id, theme.position))


@register.simple_tag
def article_attachments(article: Article) -> list[ArticleAttachment]:
    """Return the files below the article that anybody may read."""
    return [item for item in article.attachments.select_related("file") if item.file.is_public]
