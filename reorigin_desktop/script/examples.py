"""The instructions of the language, each with an example for authors."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = {
    "ask": '@ask calm before 0-10 "How calm do you feel?"',
    "at": "@at 2:00",
    "bed": "@bed shore -22dB fade 6s",
    "breathe": "@breathe 4-6 for 2min",
    "chime": "@chime bowl -14dB",
    "count": '@count "full round"',
    "duck": "@duck 4dB",
    "else": "@else",
    "end": "@end",
    "if": "@if image is yes",
    "include": '@include "common/settling.session"',
    "note": "@note softly, slower",
    "only": "@only first",
    "pace": "@pace gap 1s paragraph 3s",
    "pause": "@pause 4s",
    "repeat": '@repeat 5 as "harbour image"',
    "show": '@show ring, or @show image "harbour.jpg" fade 3s',
    "sound": '@sound "waves.flac" -12dB',
    "voice": "@voice anna",
    "wait": '@wait "Press the space bar when you are ready." as "ready"',
}
"""Every instruction, with the one shown as an example."""
