"""Plain text of attached files, read in a process of its own that can be stopped."""
