"""An answer as readers see it: entries checked once more, words marked, facets named, pages counted."""
