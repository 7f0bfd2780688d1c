"""Time for what is seen behind the breath: it follows the audible position, and never jumps with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reorigin_desktop.player.look import Look
from reorigin_desktop.script.model import Show

_LONGEST_STEP_S = 1.0


@dataclass(frozen=True, slots=True)
class Drift:
    """How long the scene has moved, and the moment of the session that this was counted at.

    `breathing` runs from 0 to 1 within a second after the breath begins and back after it ends.
    """

    scene_s: float = 0.0
    at_s: float = 0.0
    breathing: float = 0.0


def moved(drift: Drift, look: Look) -> Drift:
    """The drift after this look: on by as much as the session went on, a seek or the end of a stop counting as 0."""
    at_s = look.position_s + look.stop_for_s
    step = at_s - drift.at_s
    step = step if 0 <= step <= _LONGEST_STEP_S else 0.0
    towards = step if look.breath is not None else -step
    return Drift(drift.scene_s + step, at_s, min(1.0, max(0.0, drift.breathing + towards)))


RING = Show(show="ring", value="", file=None, fade_s=1.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown, what was, and how far between: never more than one change a second, whatever a script asks."""

    now: Show = RING
    before: Show = RING
    faded: float = 1.0
    at_s: float = 0.0


def shown_after(shown: Shown, look: Look, scene_s: float) -> Shown:
    """What is shown after this look."""
    wanted = look.show.now if look.show is not None else RING
    step = max(0.0, scene_s - shown.at_s)
    if shown.faded >= 1.0 and wanted != shown.now:
        return Shown(wanted, shown.now, 0.0, scene_s)
    lasts_s = max(1.0, min(30.0, shown.now.fade_s))
    return replace(shown, faded=min(1.0, shown.faded + step / lasts_s), at_s=scene_s)
