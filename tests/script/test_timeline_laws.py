"""Laws of every timeline, over scripts made at random."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.model import Lane, Timeline
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session, default_values, phrases
from tests.script.written import ExactVoice, write

QUICK = settings(max_examples=60, deadline=None, derandomize=True)

seconds = st.decimals(min_value=Fraction(1, 1000), max_value=20, places=3, allow_nan=False, allow_infinity=False)
plain = st.one_of(
    st.sampled_from(
        ["Let it be.", "And [0.333s] once more, [1.7s] softly.", "", "# A step", "@bed rain fade 2s", "@show ring",
         "@chime bell 2 times every 1.01s", "@wait", "@duck off", "@pace gap 0.777s", "@note low", "@bed off",
         '@ask a text "What?"', "// nothing"]
    ),
    seconds.map(lambda s: f"@pause {s}s"),
    seconds.map(lambda s: f"@breathe 3.1-4.7 for {s + 6}s"),
    seconds.map(lambda s: f"@breathe 9/min to 6/min for {s + 40}s"),
)  # fmt: skip
short_lines = st.sampled_from(["Let it be.", "", "@show dot", "@chime wood", "@at 50%", "@at 90%", "@pause 0.1s"])


@st.composite
def timed(draw: st.DrawFn) -> list[str]:
    inner = draw(st.lists(short_lines, max_size=4))
    opener = draw(st.sampled_from(["@pause {}s while", "@breathe 4-6 for {}s while"]))
    return [opener.format(draw(seconds) + 8), *inner, "@end"]


def frames_of(seconds: Fraction | float) -> int:
    """The frame nearest to a moment; half a frame goes up."""
    return int(Fraction(seconds) * RATE_HZ + Fraction(1, 2))


def repeated(children: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    openers = st.sampled_from(['@repeat 2 as "pass"', "@repeat 3", '@repeat 1 as "one"'])
    inner = st.lists(children, min_size=1, max_size=3)
    return st.builds(lambda opener, parts: [opener, *(x for part in parts for x in part), "@end"], openers, inner)


lines = st.lists(
    st.recursive(st.one_of(plain.map(lambda line: [line]), timed()), repeated, max_leaves=6), min_size=1, max_size=8
).map(lambda parts: [line for part in parts for line in part])


def compiled(body: list[str], frames: int, times: int = 1) -> Timeline:
    """The timeline of a script that may be compiled several times."""
    # a section cannot begin inside a block
    flat = "\n".join(line.replace("# A", "## A") for line in body)
    names = iter(range(1000))
    while "@ask a " in flat:
        flat = flat.replace("@ask a ", f"@ask q{next(names)} ", 1)
    with tempfile.TemporaryDirectory() as folder:
        session = read_session(write(Path(folder), flat))
        assert not session.has_errors, session.messages
        made = [compile_session(session, {}, ExactVoice(frames)).timeline for _ in range(times)]
        assert made[0] == made[-1]
        return made[0]


@QUICK
@given(lines, st.integers(min_value=1, max_value=200_000))
def test_voices_never_overlap_and_breaths_touch(body: list[str], frames: int):
    """One voice at a time; the phases of a block follow each other without a gap; nothing lies outside its segment."""
    made = compiled(body, frames)
    voice_end: dict[int, int] = {}
    breath_end: tuple[int, int, int] | None = None
    for cue in made.cues:
        assert 0 <= cue.segment < len(made.segments)
        assert cue.frames >= 0
        assert 0 <= cue.start_frame <= made.segments[cue.segment]
        if cue.lane in (Lane.VOICE, Lane.BREATH):
            assert cue.start_frame + cue.frames <= made.segments[cue.segment]
        if cue.lane is Lane.VOICE:
            assert cue.start_frame >= voice_end.get(cue.segment, 0)
            voice_end[cue.segment] = cue.start_frame + cue.frames
        elif cue.lane is Lane.BREATH:
            first = getattr(cue.payload, "breath", 0) == 1 and cue.kind == "in"
            if not first:
                assert breath_end == (cue.segment, cue.start_frame, cue.line)
            breath_end = (cue.segment, cue.start_frame + cue.frames, cue.line)


@QUICK
@given(lines, st.integers(min_value=1, max_value=200_000))
def test_segments_stops_and_passes_fit_together(body: list[str], frames: int):
    """A stop at the end of every segment but perhaps the last; every pass lies inside; passes of a block touch."""
    made = compiled(body, frames)
    assert len(made.segments) - len(made.stops) in (0, 1)
    assert [stop.segment for stop in made.stops] == list(range(len(made.stops)))
    assert made.total_frames == sum(made.segments)
    starts = made.segment_starts
    for stop in made.stops:
        gate = next(cue for cue in made.cues if cue.lane is Lane.GATE and cue.segment == stop.segment)
        assert gate.start_frame == made.segments[stop.segment]
    for span in made.repetitions:
        assert 0 <= span.start_frame <= span.end_frame <= made.total_frames
    begins = [cue for cue in made.cues if cue.kind == "repetition"]
    ends = sorted((starts[c.segment] + c.start_frame, starts[c.payload.end_segment] + c.payload.end_frame)  # type: ignore[union-attr]  # the kind says so
                  for c in begins)  # fmt: skip
    assert ends == sorted((span.start_frame, span.end_frame) for span in made.repetitions)
    assert list(made.cues) == sorted(made.cues, key=lambda cue: (cue.segment, cue.start_frame))


@QUICK
@given(lines)
def test_the_same_again(body: list[str]):
    """Compiling is a pure function."""
    compiled(body, 48_000, times=2)


@QUICK
@given(st.lists(seconds, min_size=1, max_size=60))
def test_positions_are_rounded_and_not_lengths(pauses: list[Fraction]):
    """However many odd silences add up, the last line begins at the nearest frame of the exact sum."""
    body = ["Begin."] + [f"@pause {pause}s" for pause in pauses] + ["End."]
    made = compiled(body, 12_345)
    exact = Fraction(12_345, RATE_HZ) + sum((Fraction(str(pause)) for pause in pauses), Fraction(0))
    assert made.cues[-1].start_frame == frames_of(exact)


@QUICK
@given(seconds, st.lists(short_lines, max_size=4), st.integers(min_value=1, max_value=100_000))
def test_a_timed_block_lasts_exactly_its_time(length: Fraction, inner: list[str], frames: int):
    """`@pause T while` takes T, whatever is inside, whether it fits or not."""
    made = compiled([f"@pause {length}s while", *inner, "@end", "After."], frames)
    assert made.cues[-1].start_frame == frames_of(Fraction(str(length)))


@QUICK
@given(lines)
def test_every_phrase_that_is_spoken_is_announced(body: list[str]):
    """What `phrases` lists is exactly what the timeline can speak, in order."""
    flat = "\n".join(line.replace("# A", "## A").replace("@ask a text", "@wait //") for line in body)
    with tempfile.TemporaryDirectory() as folder:
        session = read_session(write(Path(folder), flat))
        listed = phrases(session, default_values(session))
        made = compile_session(session, {}, ExactVoice(1)).timeline
        spoken = [cue.payload.phrase for cue in made.cues if hasattr(cue.payload, "phrase")]
    assert list(dict.fromkeys(spoken)) == list(listed)
    assert len(set(listed)) == len(listed)
