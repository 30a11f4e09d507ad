"""Items for signed-in staff only, and who has read them (R44)."""
