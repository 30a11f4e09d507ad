"""The coordinator's desk of quota rules: what they say, amending, exempting, closing periods."""
