"""Helpers for tests of sites that use this package; they need factory_boy and wagtail_factories."""
