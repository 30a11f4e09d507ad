"""Entries: one row per searchable document, and how other packages write them."""
