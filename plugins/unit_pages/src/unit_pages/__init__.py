"""Units, their subsites and publications for Wagtail."""
