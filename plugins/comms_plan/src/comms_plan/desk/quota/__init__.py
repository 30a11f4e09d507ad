"""What the unit owes this month, what counts, what does not and why, and what to do about it."""
