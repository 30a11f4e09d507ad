"""OpenSearch: browsers offer the site's search in their address bar."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from edu_search.public.asking import AskingMixin

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST_NAME = 16  # characters, by the specification


class DescriptionView(AskingMixin, View):
    """The description of the site's search."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the description."""
        root = ElementTree.Element("OpenSearchDescription", xmlns=NAMESPACE)
        values = {
            "ShortName": self.short_name()[:LONGEST_NAME],
            "Description": self.description()[:1024],
            "InputEncoding": "UTF-8",
            "Language": "vi",
        }
        for name, text in values.items():
            ElementTree.SubElement(root, name).text = text
        words = f"?{self.names.text}={{searchTerms}}"
        self._address(root, "text/html", "search", words)
        self._address(root, "application/x-suggestions+json", "suggest", f"{words}&format=opensearch")
        self._address(root, "application/opensearchdescription+xml", "description", rel="self")
        content = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        response = HttpResponse(content, content_type="application/opensearchdescription+xml; charset=utf-8")
        response["Cache-Control"] = "public, max-age=86400"
        return response

    def short_name(self) -> str:
        """Return the name that browsers show."""
        return self.request.get_host()

    def description(self) -> str:
        """Return one sentence."""
        return _("Search %(site)s") % {"site": self.short_name()}

    def _address(self, root: ElementTree.Element, kind: str, key: str, query: str = "", **more: Any) -> None:
        template = f"{self.absolute(self.addresses[key])}{query}"
        ElementTree.SubElement(root, "Url", type=kind, template=template, **more)
