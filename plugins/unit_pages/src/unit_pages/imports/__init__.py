"""Units from a spreadsheet: read, map, plan, write in whole units, undo."""
