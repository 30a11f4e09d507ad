"""What a site shows of search: page, suggestions, feed of a query, description for browsers."""
