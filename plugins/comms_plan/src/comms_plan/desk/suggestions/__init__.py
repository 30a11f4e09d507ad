"""Which themes of the plan a text is about: a simple rule that explains itself."""
