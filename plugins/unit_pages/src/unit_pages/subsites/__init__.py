"""Subsites: the pages below a unit's home."""
