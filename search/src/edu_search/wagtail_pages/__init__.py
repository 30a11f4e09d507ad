"""The pages of any Wagtail site become searchable by one setting, without a line of code."""
