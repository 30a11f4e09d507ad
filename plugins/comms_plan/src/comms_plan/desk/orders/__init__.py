"""Writing orders: what was ordered, and what a unit was asked for."""
