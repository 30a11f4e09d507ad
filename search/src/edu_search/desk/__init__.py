"""The editors' screens: what was searched for, why a result stands first, how the engine is doing."""
