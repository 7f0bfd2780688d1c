"""How large a session may be; everything here is checked before anything is unrolled."""

from __future__ import annotations

from fractions import Fraction

FILE_BYTES = 1_000_000
FILE_LINES = 10_000
INCLUDED_LINES = 100_000
"""Lines of all included files together, a file counted as often as it is included."""

HEADER_BYTES = 16 * 1024
HEADER_DEPTH = 8
HEADER_EVENTS = 2_000
VARIABLES = 20
OPTIONS = 30
TEXT_VALUE_SIGNS = 200

LINE_SIGNS = 400
LINE_PHRASES = 40

REPEAT_PASSES = 200
NESTED_PASSES = 2_000
BLOCK_DEPTH = 6
INCLUDE_DEPTH = 5
CUES = 100_000
SESSION_S = 8 * 3600

PAUSE_S = Fraction(30 * 60)
LONG_SILENCE_S = Fraction(3 * 60)
FADE_S = Fraction(10 * 60)
GAP_S = Fraction(30)
STOP_S = Fraction(3600)
BREATHE_S = Fraction(SESSION_S)
BREATHS = 5_000
CHIMES_IN_A_ROW = 50
FORMS_OF_A_PHRASE = 2_000
"""A phrase with variables is recorded in at most this many forms."""
