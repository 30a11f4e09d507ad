"""The tip box: any member of staff proposes a story (R38)."""
