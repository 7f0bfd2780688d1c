"""Which frame of which programme is at which output frame, with a fade wherever one gives way to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reorigin_desktop.sound.programme import Programme, Samples


@dataclass(frozen=True, slots=True)
class Seam:
    """What a command did: from output frame `out_frame` on, `programme` sounds from `frame` (None: silence).

    `left_frame` is the first frame of the former programme that did not sound.
    """

    out_frame: int
    left_frame: int
    programme: Programme | None
    frame: int


@dataclass(frozen=True, slots=True)
class Audible:
    """What leaves the loudspeaker now. When nothing runs, `frame` is where `programme` stopped."""

    frame: float
    running: bool
    programme: Programme | None
    out_frame: float


@dataclass(frozen=True, slots=True)
class Heard:
    """Frames of a programme, from `start_frame` up to but not including `end_frame`, that have been heard."""

    programme: Programme
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """From output frame `out_frame` until the next stretch, `programme` runs on from `frame`, or stands there."""

    out_frame: int
    programme: Programme | None
    frame: int
    running: bool
    fade_out_frames: int = 0
    fade_in_frames: int = 0

    def frame_at(self, out_frame: float) -> float:
        """The programme's frame at an output frame; it stands at the programme's end."""
        if not self.running or self.programme is None:
            return self.frame
        return min(self.frame + out_frame - self.out_frame, max(self.programme.frames, self.frame))


Stretches = tuple[Stretch, ...]
"""In order of `out_frame`; never empty."""


def stretch_at(stretches: Stretches, out_frame: float) -> Stretch:
    """The stretch that an output frame belongs to."""
    for stretch in reversed(stretches):
        if stretch.out_frame <= out_frame:
            return stretch
    return stretches[0]


def heard_between(stretches: Stretches, first: int, last: int) -> tuple[Heard, ...]:
    """The programme frames at output frames [first, last), in order."""
    heard = []
    for index, stretch in enumerate(stretches):
        end = stretches[index + 1].out_frame if index + 1 < len(stretches) else last
        begin, end = max(first, stretch.out_frame), min(last, end)
        if stretch.running and stretch.programme is not None and begin < end:
            start_frame, end_frame = int(stretch.frame_at(begin)), int(stretch.frame_at(end))
            if start_frame < end_frame:
                heard.append(Heard(stretch.programme, start_frame, end_frame))
    return tuple(heard)


def without_past(stretches: Stretches, out_frame: int) -> Stretches:
    """Only what still matters from `out_frame` on: the last stretch before it, and whatever still fades there."""
    keep = 0
    for index, stretch in enumerate(stretches):
        if stretch.out_frame + stretch.fade_out_frames <= out_frame:
            keep = index
    return stretches[keep:]


def with_stretch(stretches: Stretches, new: Stretch) -> Stretches:
    """The stretches with a new one at their end, in place of one that would begin at the same output frame."""
    last = stretches[-1]
    if len(stretches) == 1 or last.out_frame < new.out_frame:
        return (*stretches, new)
    return (*stretches[:-1], replace(new, fade_out_frames=min(new.fade_out_frames, last.fade_out_frames)))


def risen_at(stretches: Stretches, out_frame: int, fade_frames: int) -> Stretches:
    """The same stretches, but all before `out_frame` is cut off, and what runs there rises out of silence."""
    now = stretch_at(stretches, out_frame)
    risen = Stretch(out_frame, now.programme, int(now.frame_at(out_frame)), now.running, 0, fade_frames)
    return (
        *(stretch for stretch in stretches if stretch.out_frame < out_frame),
        risen,
        *(stretch for stretch in stretches if stretch.out_frame > out_frame),
    )


def render(stretches: Stretches, out: Samples, start: int, scratch: Samples) -> None:
    """Fill `out` with the output frames from `start` on: a pure function, whatever the blocks.

    Where a stretch begins, all that was before sinks while it rises. `scratch` is at least as long as `out`.
    """
    end = start + len(out)
    base = max((i for i, stretch in enumerate(stretches) if stretch.out_frame <= start), default=0)
    while base > 0 and stretches[base].out_frame + stretches[base].fade_out_frames > start:
        base -= 1
    sounding = _faded_out(stretches, base, end) - start
    _voice(stretches[base], out[:sounding], start)
    out[sounding:] = 0.0
    for index in range(base + 1, len(stretches)):
        stretch = stretches[index]
        begin = max(start, stretch.out_frame)
        if begin >= end:
            break
        part = out[begin - start :]
        sinks = min(len(part), max(0, stretch.out_frame + stretch.fade_out_frames - begin))
        part[:sinks] *= np.float32(1.0) - _ramp(begin - stretch.out_frame, sinks, stretch.fade_out_frames)
        rises = scratch[: _faded_out(stretches, index, end) - begin]
        _voice(stretch, rises, begin)
        both = min(sinks, len(rises))
        part[:both] += rises[:both]
        part[both : len(rises)] = rises[both:]


def _faded_out(stretches: Stretches, index: int, end: int) -> int:
    """The output frame from which on a stretch is not heard any more; `end` at the latest."""
    return min([end, *(later.out_frame + later.fade_out_frames for later in stretches[index + 1 :])])


def _voice(stretch: Stretch, out: Samples, start: int) -> None:
    """One stretch alone, with its rise."""
    if not len(out):
        return
    if not stretch.running or stretch.programme is None:
        out[:] = 0.0
        return
    stretch.programme.render(out, stretch.frame + start - stretch.out_frame)
    rises = min(len(out), max(0, stretch.out_frame + stretch.fade_in_frames - start))
    if rises:
        out[:rises] *= _ramp(start - stretch.out_frame, rises, stretch.fade_in_frames)


def _ramp(first: int, frames: int, of: int) -> Samples:
    """Part of a straight rise from 0 to 1 that takes `of` frames, as a column."""
    return ((np.arange(first, first + frames, dtype=np.float32) + np.float32(0.5)) / np.float32(of))[:, np.newaxis]
