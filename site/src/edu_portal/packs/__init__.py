"""Province packs: everything that makes the portal one province's, as files (docs/reference/province-pack.md)."""
