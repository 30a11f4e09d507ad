"""The tip box of all staff, and the board's list of it."""
