"""The one sample rate, and the ways between frames, seconds and what a person reads."""

from __future__ import annotations

RATE_HZ = 48_000
"""Every frame number in the program counts at this rate; sounds at other rates are resampled once, on loading."""


def clock_text(seconds: float) -> str:
    """A length as a person reads it: 3:42, or 1:02:03 from one hour on; negative counts as 0."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"
