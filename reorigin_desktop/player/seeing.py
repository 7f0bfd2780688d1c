"""From where the player is to what a person sees: a pure function of place, stop and what was heard."""

from __future__ import annotations

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.player.heard import Heard
from reorigin_desktop.player.layout import Spot
from reorigin_desktop.player.look import Dot, Gains, Look, Notice, State
from reorigin_desktop.player.moments import Moments
from reorigin_desktop.script.model import Stop


def see(
    *,
    state: State,
    spot: Spot,
    stop: Stop | None,
    moments: Moments,
    heard: Heard | None,
    gains: Gains,
    silent: bool,
    notice: Notice | None,
    closing: str,
) -> Look:
    """The look of a session at a spot. `closing` is the closing line while it lands, "" otherwise."""
    timeline = moments.timeline
    frame = spot.position
    stop_for_s = spot.into_stop / RATE_HZ if stop else 0.0
    here = max(0.0, stop.expect_s - stop_for_s) if stop else 0.0
    first_to_come = spot.segment + 1 if stop else spot.segment
    to_come = here + sum(one.expect_s for one in timeline.stops if one.segment >= first_to_come)
    breath = moments.breath_going_on(frame, spot.into_stop) if stop else moments.breath(frame)
    return Look(
        state=state,
        position_s=frame / RATE_HZ,
        total_s=timeline.total_s,
        left_s=max(0.0, timeline.total_s - frame / RATE_HZ + to_come),
        estimated=timeline.estimated or bool(timeline.stops),
        section=moments.section(frame),
        caption=closing or ("" if state in {State.LANDING, State.FINISHED} else moments.caption(frame)),
        breath=None if state in {State.LANDING, State.FINISHED} else breath,
        show=moments.show(frame),
        repetition=moments.repetition(frame),
        dots=_dots(moments, heard, frame),
        stop=stop,
        stop_for_s=stop_for_s,
        gains=gains,
        silent=silent,
        notice=notice,
    )


def _dots(moments: Moments, heard: Heard | None, frame: int) -> tuple[Dot, ...]:
    """How each pass of the block under way stands."""
    dots = []
    for number in moments.passes_like(frame):
        span = moments.timeline.repetitions[number]
        if heard is not None and number in heard.completed:
            dots.append(Dot.COMPLETED)
        elif span.start_frame <= frame < span.end_frame:
            dots.append(Dot.NOW)
        elif heard is not None and heard.touched(number):
            dots.append(Dot.PARTIAL)
        else:
            dots.append(Dot.SKIPPED if span.end_frame <= frame else Dot.TO_COME)
    return tuple(dots)
