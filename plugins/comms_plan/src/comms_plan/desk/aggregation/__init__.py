"""The board writes rules of aggregation and sees what they would take."""
