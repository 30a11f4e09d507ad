"""The editorial board's queue: what units offer, decided one by one, by keyboard or many at once."""
