"""Abbreviations that editors add, and those of the file that a province brings along."""
