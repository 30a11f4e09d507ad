"""What page, feed and suggestions share: who asks, and what."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from edu_search import conf
from edu_search.engines.contract import Question
from edu_search.entries.facets import Facet, facets
from edu_search.public.asked import Asked, Names, read


class AskingMixin:
    """Reads the address; a site overrides these to search inside one owner's pages.

    Attributes:
        names: of the parameters.
        page_size: results on a page.
        url_names: of the addresses of search; "" where the site has none.
    """

    names = Names()
    page_size = 10
    url_names = {
        "search": "edu_search:search",
        "suggest": "edu_search:suggest",
        "clicked": "edu_search:clicked",
        "feed": "edu_search:feed",
        "description": "edu_search:description",
    }
    request: HttpRequest

    @cached_property
    def asked(self) -> Asked:
        """What the reader asks for."""
        return read(self.request.GET, self.facets(), self.names)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Paths of the addresses of search, by the keys of ``url_names``."""
        return {key: reverse(name) for key, name in self.url_names.items() if name}

    def facets(self) -> Sequence[Facet]:
        """Return the facets to narrow by."""
        return facets()

    def audience(self) -> frozenset[str]:
        """Return the tokens of the reader."""
        return conf.reader_audience(self.request)

    def near(self) -> str:
        """Return the code of the owner whose documents come first; "" for none."""
        return ""

    def only_owner(self) -> bool:
        """Whether only documents of that owner are found."""
        return False

    def question(self) -> Question:
        """Return what is asked of the engine."""
        return self.asked.question(
            audience=self.audience(), size=self.page_size, near=self.near(), only_owner=self.only_owner()
        )

    def absolute(self, path: str) -> str:
        """Return the address of a path as other sites must know it."""
        return self.request.build_absolute_uri(path)
