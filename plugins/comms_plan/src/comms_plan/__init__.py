"""A communication plan carried out in Wagtail: each noun is a Django app of its own."""
