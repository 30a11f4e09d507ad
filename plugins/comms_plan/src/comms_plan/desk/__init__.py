"""The daily work of unit staff: the landing page, and an editor made for a phone."""
