"""The quick editor: one form for a phone over the same article as the full editor."""
