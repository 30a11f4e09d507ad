"""The portal's own part of the Wagtail admin: menu, look, labels, branding, accounts."""
