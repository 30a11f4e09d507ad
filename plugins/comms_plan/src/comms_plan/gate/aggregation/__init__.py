"""Rules by which items appear on a board's site without anybody deciding each (R45)."""
