"""Writing orders: an office or the board asks units for an item by a day (R37)."""
