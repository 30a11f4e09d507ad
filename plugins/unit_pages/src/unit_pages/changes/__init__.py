"""Organisations change: rename, end, merge, split, move, each as one action that can be undone."""
