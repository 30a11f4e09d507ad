"""Plain registers."""
