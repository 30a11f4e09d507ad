"""The portal's addresses, and its renditions, which a web server gives in production."""

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

from edu_portal.urls import urlpatterns as portal_patterns

urlpatterns = [
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *portal_patterns,
]
