"""Pictures and document files that belong to a unit."""
