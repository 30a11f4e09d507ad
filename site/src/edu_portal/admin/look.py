"""The look of the admin: the portal's blue and typeface instead of Wagtail's."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def stylesheet_link() -> SafeString:
    """Return the link to our stylesheet, which sets Wagtail's custom properties."""
    return format_html('<link rel="stylesheet" href="{}">', static("edu_portal/css/admin.css"))
