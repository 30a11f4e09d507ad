"""What readers see: context of the templates, lists, feeds, sitemaps."""
