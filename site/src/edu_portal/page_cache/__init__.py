"""Whole pages kept for anonymous readers, and purged precisely."""
