"""Vietnamese full-text search for Wagtail: entries, analysis, queries."""
