"""Which page appears on which unit's site, from when, until when."""
