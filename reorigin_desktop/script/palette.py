"""The beds, chimes, pictures and colours that a script can call by name."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

BEDS: Final = ("brown", "drone", "pad", "pink", "rain", "shore", "stream", "wind")
BED_WORDS: Final = tuple(sorted((*BEDS, "off")))

CHIME_THEN_S: Final = {
    "bell": Fraction(2),
    "bowl": Fraction(3),
    "singing-bowl": Fraction(3),
    "soft-bell": Fraction(2),
    "wood": Fraction(1),
}
"""After how long the clock goes on by default; the chime itself rings to its natural end."""

CHIME_RING_S: Final = {
    "bell": Fraction(6),
    "bowl": Fraction(8),
    "singing-bowl": Fraction(8),
    "soft-bell": Fraction(6),
    "wood": Fraction(1),
}
"""About how long each can be heard: the length of its cue."""

FILE_CHIME_THEN_S: Final = Fraction(3)

BED_DB: Final = -18.0
GUIDE_DB: Final = -18.0
CHIME_DB: Final = -12.0
SOUND_DB: Final = -12.0
DUCK_DB: Final = 4.0
"""How far bed and guide go down while somebody speaks, until the first @duck says otherwise."""

BED_FADE_S: Final = Fraction(3)
SHOW_FADE_S: Final = Fraction(1)
STOP_EXPECT_S: Final = Fraction(8)

PICTURES: Final = ("colour", "dot", "image", "none", "ring", "text")

COLOURS: Final = (
    "black", "blue", "brown", "coral", "crimson", "gold", "gray", "green", "grey", "indigo", "ivory", "khaki",
    "lavender", "lime", "maroon", "navy", "olive", "orange", "orchid", "pink", "plum", "purple", "red", "salmon",
    "sienna", "silver", "skyblue", "steelblue", "tan", "teal", "thistle", "tomato", "turquoise", "violet", "wheat",
    "white", "yellow",
)  # fmt: skip
"""Names that CSS and Qt both know."""
