"""Results that editors pin for a query."""
