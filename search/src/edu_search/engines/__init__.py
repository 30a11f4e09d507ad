"""Engines: the database always, Elasticsearch where it is configured. Both answer the same question."""
