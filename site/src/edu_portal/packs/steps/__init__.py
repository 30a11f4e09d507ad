"""The steps of loading, in the order in which later ones need earlier ones."""
