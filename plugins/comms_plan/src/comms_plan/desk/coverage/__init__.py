"""Progress of units and coverage of themes as screens: of the sector, of a branch, of one unit."""
