"""RSS feeds and sitemaps, read from publications."""
