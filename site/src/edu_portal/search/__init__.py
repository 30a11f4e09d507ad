"""What of the portal is searchable, by what it is narrowed, and who finds it."""
