"""The text of a new session, for an author to begin with."""

from __future__ import annotations

from reorigin_desktop.script.lines import INVISIBLE

_TEXT = """\
---
format: 1
title: {title}
language: en
author: ""
summary: A few quiet minutes with the breath and one picture.
safety: For relaxation and practice, never while driving. This is not a medical device. Stop whenever you like.
variables:
  rounds: 3
---

# Arriving
// One line of text is one spoken line; a blank line is a longer silence.
@bed shore -18dB fade 5s
@show ring

Welcome. Sit comfortably, with your eyes open or closed.
Nothing here has to be done well.
@pause 3s

# Breathing
The tone rises, and you breathe in. It falls, and you breathe out.
@breathe 4-6 for 1min

# One picture
@show dot
Think of a place where you like to be.
@repeat {{rounds}} as "visit"
  @only first
    See it, [1s] near or far.
  @end
  @only not first
    See it once more.
  @end
  @pause 10s
@end

# Closing
@show none
@chime bowl -14dB
Let the picture go, and look around you.
"""


def starter(title: str) -> str:
    """A whole small session with this title that plays as it stands."""
    plain = INVISIBLE.sub("", " ".join(title.split()))[:120].strip() or "My session"
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return _TEXT.format(title=f'"{quoted}"')
