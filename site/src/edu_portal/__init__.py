"""The portal of a department of education: settings, addresses, theme, province packs."""
