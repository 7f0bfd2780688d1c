"""From cues to sounds: which samples play when, at which gain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from reorigin_desktop.errors import SoundError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.paths import bundled
from reorigin_desktop.player.layout import Layout
from reorigin_desktop.script.model import BedChange, BreathPhase, Chime, Cue, DuckChange, Phrase, Say, Timeline
from reorigin_desktop.sound.decode import load_sound
from reorigin_desktop.sound.levels import BED_LUFS, VOICE_LUFS, Bus, gain_of_db, measured_lufs
from reorigin_desktop.sound.score import BedStep, Clip, DuckSpan, GuidePhase, Score, duck_spans
from reorigin_desktop.sound.source import Loop, MemorySound, Sound
from reorigin_desktop.sound.synth import chime

DEFAULT_DUCK_DB = 4.0
LAST_FADE_S = 4.0
"""A bed that the script leaves on fades out over this long after the last cue."""
LONGEST_TAIL_S = 20.0
USER_LOOP_CROSSFADE_S = 2.0
SHORT_FADE_FRAMES = 480


@dataclass(slots=True)
class Shelf:
    """Every sound that a session needs, loaded once."""

    take_of: Callable[[Phrase], Path | None]
    guide_take: Callable[[str], Path | None]
    _sounds: dict[Path, Sound] = field(default_factory=dict)
    _chimes: dict[str, Sound] = field(default_factory=dict)
    _loops: dict[Path, tuple[Loop, float]] = field(default_factory=dict)

    def sound(self, path: Path) -> Sound:
        """A sound file, decoded."""
        if path not in self._sounds:
            self._sounds[path] = load_sound(path)
        return self._sounds[path]

    def phrase(self, phrase: Phrase) -> Sound | None:
        """What was recorded or synthesised for a phrase; None where nobody can speak it."""
        path = self.take_of(phrase)
        return self.sound(path) if path else None

    def chime(self, name: str) -> Sound:
        """A struck sound by name."""
        if name not in self._chimes:
            self._chimes[name] = MemorySound(chime(name))
        return self._chimes[name]

    def bed(self, change: BedChange) -> tuple[Loop, float]:
        """The loop of a bed, and its own loudness in LUFS."""
        path = change.file or bundled("audio") / "beds" / f"{change.bed}.ogg"
        if path not in self._loops:
            sound = self.sound(path)
            if change.file is None:
                self._loops[path] = (Loop(sound), BED_LUFS)
            else:
                crossfade = min(round(USER_LOOP_CROSSFADE_S * RATE_HZ), sound.frames // 4)
                self._loops[path] = (Loop(sound, crossfade), measured_lufs(sound))
        return self._loops[path]


def build_score(
    timeline: Timeline,
    layout: Layout,
    shelf: Shelf,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> tuple[Score, tuple[SoundError, ...]]:
    """The score of a timeline in a layout whose stops all wait, and what could not be loaded.

    A sound that is missing or damaged is left out and reported: the session still plays, with its captions.
    """
    clips: list[Clip] = []
    beds: list[BedStep] = []
    guides: list[GuidePhase] = []
    faults: list[SoundError] = []
    for done, cue in enumerate(timeline.cues):
        start = layout.elapsed_of(cue.segment, cue.start_frame)
        try:
            match cue.payload:
                case Say(phrase=phrase):
                    take = shelf.phrase(phrase)
                    if take is not None:
                        clips.append(Clip(start, take, 1.0, Bus.VOICE))
                case Chime() as struck:
                    clips.append(_chime_clip(start, struck, shelf))
                case BedChange() as change:
                    beds.append(_bed_step(start, change, shelf))
                case BreathPhase() as phase:
                    _guide(start, cue.frames, phase, shelf, guides, clips)
                case _:
                    pass
        except SoundError as error:
            if all(str(error) != str(known) for known in faults):
                faults.append(error)
        progress(done + 1, len(timeline.cues))
    end = layout.frames
    if beds and beds[-1].loop is not None:
        beds.append(BedStep(end, None, 0.0, round(LAST_FADE_S * RATE_HZ)))
    tails = [clip.start_frame + clip.sound.frames for clip in clips if clip.start_frame >= end - clip.sound.frames]
    tails += [step.start_frame + step.fade_frames for step in beds[-1:]]
    frames = min(max([end, *tails]), end + round(LONGEST_TAIL_S * RATE_HZ))
    ducks = _ducks(timeline, layout)
    return Score(tuple(clips), tuple(beds), tuple(guides), ducks, frames), tuple(faults)


def _chime_clip(start: int, struck: Chime, shelf: Shelf) -> Clip:
    """A chime by name, or a sound file brought to its level against the voice."""
    if struck.file is None:
        return Clip(start, shelf.chime(struck.name), gain_of_db(struck.gain_db), Bus.TONES)
    sound = shelf.sound(struck.file)
    gain = gain_of_db(struck.gain_db + VOICE_LUFS - measured_lufs(sound))
    fade = max(SHORT_FADE_FRAMES, round(struck.fade_s * RATE_HZ))
    return Clip(start, sound, min(gain, 1.0), Bus.TONES, fade, fade)


def _bed_step(start: int, change: BedChange, shelf: Shelf) -> BedStep:
    """A bed change: the level is loudness against the voice."""
    fade = max(SHORT_FADE_FRAMES, round(change.fade_s * RATE_HZ))
    if change.bed is None and change.file is None:
        return BedStep(start, None, 0.0, fade)
    loop, lufs = shelf.bed(change)
    return BedStep(start, loop, gain_of_db(VOICE_LUFS + change.gain_db - lufs), fade)


def _guide(
    start: int, frames: int, breath: BreathPhase, shelf: Shelf, guides: list[GuidePhase], clips: list[Clip]
) -> None:
    """What is heard of one breath phase, by the kind of guide."""
    gain = gain_of_db(breath.guide_db)
    if breath.guide == "tone":
        guides.append(GuidePhase(start, frames, breath.phase, gain))
    elif breath.guide == "chime" and breath.phase in {"in", "out"}:
        clips.append(Clip(start, shelf.chime("soft-bell" if breath.phase == "in" else "wood"), gain, Bus.TONES))
    elif breath.guide == "voice":
        path = shelf.guide_take(breath.phase)
        if path is not None:
            clips.append(Clip(start, shelf.sound(path), 1.0, Bus.VOICE))


def _ducks(timeline: Timeline, layout: Layout) -> tuple[DuckSpan, ...]:
    """Where bed and guide step back for the voice, known before anything plays."""
    depth_db = DEFAULT_DUCK_DB
    spoken: list[tuple[int, float, int, int]] = []
    for cue in timeline.cues:
        if isinstance(cue.payload, DuckChange):
            depth_db = cue.payload.depth_db
        elif _is_speech(cue):
            start = layout.elapsed_of(cue.segment, cue.start_frame)
            spoken.append((cue.segment, depth_db, start, start + cue.frames))
    spans: list[DuckSpan] = []
    for (segment, depth), group in groupby(spoken, key=lambda one: one[:2]):
        if depth:
            speech = [(start, end) for _, _, start, end in group]
            spans += duck_spans(speech, gain_of_db(-depth), layout.starts[segment])
    return tuple(spans)


def _is_speech(cue: Cue) -> bool:
    return isinstance(cue.payload, Say) and cue.frames > 0
