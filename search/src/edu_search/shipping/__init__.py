"""Entries on their way to Elasticsearch: shipped, rebuilt, compared."""
