"""The log of each unit (L22): what Wagtail logs, with the unit and the reason beside it."""
