"""Addresses for a site that takes search as it is: ``path("search/", include("edu_search.public.urls"))``."""

from __future__ import annotations

from django.urls import path

from edu_search.public.click_view import ClickView
from edu_search.public.description_view import DescriptionView
from edu_search.public.feed_view import FeedView
from edu_search.public.suggest_view import SuggestView
from edu_search.public.views import SearchView

app_name = "edu_search"
urlpatterns = [
    path("", SearchView.as_view(), name="search"),
    path("suggest/", SuggestView.as_view(), name="suggest"),
    path("opened/", ClickView.as_view(), name="clicked"),
    path("rss/", FeedView.as_view(), name="feed"),
    path("opensearch.xml", DescriptionView.as_view(), name="description"),
]
