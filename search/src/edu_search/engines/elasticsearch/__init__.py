"""Elasticsearch 9 through its own client's typed documents."""
