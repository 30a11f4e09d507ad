"""The registry of units, their history and posts."""
