"""Colours of the drawings: the tokens of design.md section 2, with sand and leaf."""

INK = "#15222C"
HAIR = "#20242C"
GREY_HAIR = "#7E848C"
SEA9 = "#0A2D47"
SEA8 = "#0F4568"
SEA7 = "#0B4A76"
SEA5 = "#2C6C90"
SEA4 = "#5F97AF"
SEA3 = "#9DBFCE"
SEA2 = "#C9DBE3"
SEA1 = "#E3ECEF"
SEA0 = "#EEF4F7"
RED = "#C92E1F"
RED_DARK = "#A32016"
CORAL = "#E4674A"
PINK = "#EBC9BA"
LEAF = "#2E5B41"
LEAF2 = "#4D7E56"
LEAF3 = "#86A87A"
LEAF4 = "#C3D3B4"
BOARD = "#24523F"
STAR = "#FFD34D"
GOLD = "#E7C978"
CREAM = "#F2DFA9"
SAND1 = "#F6EEDF"
SAND2 = "#F2E4CC"
SAND3 = "#EBD9B6"
SAND4 = "#D8BF8E"
SAND5 = "#C79A63"
BRICK = "#B5522F"
TRACK = "#C65539"
WOOD1 = "#B5814D"
WOOD2 = "#8D6138"
WOOD3 = "#5E3E26"
WALL = "#F3EAD6"
WHITE = "#FFFFFF"
SNOW = "#EDF1F3"
SKIN = "#E2B38D"
SKIN2 = "#C98F65"
LIP = "#A8483A"
BANG_LANG = "#5B3B86"

BOOKS = (SEA8, SEA5, SEA4, RED, CORAL, BRICK, GOLD, LEAF2, LEAF3, SNOW)
REDS = (RED, RED, CORAL, RED_DARK, RED, CORAL)


def mix(a: str, b: str, t: float) -> str:
    """Return colour a moved towards colour b by the share t."""
    pa = [int(a[i : i + 2], 16) for i in (1, 3, 5)]
    pb = [int(b[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x + (y - x) * t):02X}" for x, y in zip(pa, pb, strict=True))


def shade(colour: str) -> str:
    """Return the flat shadow tone of a colour, used for far limbs and folds."""
    if colour in (WHITE, SNOW):
        return "#D5E0E7"
    if colour in (SKIN, SKIN2):
        return "#CB9A72" if colour == SKIN else "#B27C54"
    return mix(colour, INK, 0.18)
