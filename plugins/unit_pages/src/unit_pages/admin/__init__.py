"""Screens of the registry in the Wagtail admin."""
