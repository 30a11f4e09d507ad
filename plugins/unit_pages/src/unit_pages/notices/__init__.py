"""Notices from a unit to the staff of others, with who has read them (R44)."""
