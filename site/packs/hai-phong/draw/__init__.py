"""Draws the sample pictures of the Hai Phong pack."""
