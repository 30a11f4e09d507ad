"""The landing page of unit staff: what waits for them today, on one screen."""
