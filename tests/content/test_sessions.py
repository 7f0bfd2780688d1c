"""Every shipped session says what it should, can be spoken whole, and gives time for what it asks."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from reorigin_desktop import paths
from reorigin_desktop.script.check import check_path
from reorigin_desktop.script.marks import write_marks
from reorigin_desktop.script.model import BedChange, BreathPhase, DuckChange, Lane, Say, Timeline
from reorigin_desktop.script.publish import publish_messages
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session, default_values, every_phrase
from reorigin_desktop.voice.takes import Takes

SESSIONS = sorted(paths.bundled("sessions").glob("*.session"))
SCENES = {"aurora", "water", "field", "night", "plain"}
KINDS = {"breath", "imagery", "rounds", "movement"}
CLAIMS = re.compile(
    r"\b(cur(e|es|ed|ing)|heal\w*|treat\w*|diagnos\w*|guarantee\w*|proven|therap\w*|patients?|symptoms?|disorders?|"
    r"rewir\w*|retrain\w*|toxins?|anxiety|depression|trauma\w*|ptsd)\b",
    re.IGNORECASE,
)


def read(path: Path):
    session = read_session(path)
    assert session.header is not None
    return session, session.header


def timeline(path: Path, **values: str) -> Timeline:
    session, header = read(path)
    chosen = {**default_values(session), **values}
    compiled = compile_session(session, chosen, Takes(header.id, path.parent))
    # fewer passes than the script has words for are the person's choice, not a mistake of the author
    assert [message for message in compiled.messages if not (values and message.code == "W309")] == []
    return compiled.timeline


def every_choice(path: Path) -> list[dict[str, str]]:
    """All options of all choices, with the least and the most of each number."""
    _, header = read(path)
    answers = [
        [
            (variable.name, value)
            for value in variable.options
            or (str(int(variable.minimum or 1)), variable.default, str(int(variable.maximum or 9)))
        ]
        for variable in header.variables
    ]
    return [dict(chosen) for chosen in itertools.product(*answers)]


def test_the_four_kinds_are_there():
    """A first breath, a round, slow breathing, a movement."""
    assert {"first-breath", "five-step-round", "slower-breath", "reach-for-the-cup"} <= {path.stem for path in SESSIONS}


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
class TestEverySession:
    """What holds for each of them."""

    def test_check_finds_nothing(self, path: Path):
        """Not an error, a warning or a note; nor would there be one on publishing it."""
        session, _ = read(path)
        assert check_path(path) == ()
        assert publish_messages(session) == ()

    def test_the_header_is_whole(self, path: Path):
        """Its id is its file's name; author, licence, summary, safety and a scene and a kind are told."""
        _, header = read(path)
        assert header.id == path.stem
        assert (header.author, header.licence) == ("reorigin desktop", "CC BY 4.0")
        assert header.summary
        assert "not a medical device" in header.safety
        assert "driving" in header.safety
        assert len(SCENES & set(header.tags)) == 1
        assert KINDS & set(header.tags)

    def test_no_word_claims_what_practice_does_not(self, path: Path):
        """No claim and no medical word in anything spoken, asked or told; the safety line may name professionals."""
        session, header = read(path)
        asked = [line for line in session.lines if line.strip().startswith(("@ask", "@wait", "@note"))]
        for text in (header.title, header.summary, *asked, *(phrase.text for phrase in every_phrase(session))):
            assert not CLAIMS.search(text), text

    def test_every_line_has_its_mark(self, path: Path, tmp_path: Path):
        """Writing marks again finds nothing to do."""
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        assert write_marks(copy) == 0
        assert copy.read_bytes() == path.read_bytes()

    def test_every_phrase_of_every_value_has_a_take_of_these_words(self, path: Path):
        """Whatever is chosen on the start card, nobody falls silent and nobody says something else."""
        session, header = read(path)
        takes = Takes(header.id, path.parent)
        spoken = every_phrase(session)
        assert spoken
        assert takes.missing(spoken) == ()
        assert takes.changed(spoken) == ()

    def test_every_choice_compiles_to_exact_lengths(self, path: Path):
        """All choices, and the least and the most of each number: no message, no estimate."""
        for values in every_choice(path):
            assert not timeline(path, **values).estimated

    def test_silences_are_long_enough(self, path: Path):
        """Speech takes less than half of the time, and nobody is spoken to for more than 30 s without a rest of 2 s."""
        made = timeline(path)
        starts = made.segment_starts
        spoken = sorted(
            (starts[cue.segment] + cue.start_frame, starts[cue.segment] + cue.start_frame + cue.frames, cue.segment)
            for cue in made.cues
            if isinstance(cue.payload, Say)
        )
        assert sum(end - start for start, end, _ in spoken) < 0.5 * made.total_frames
        began, before, segment = spoken[0]
        for start, end, now in spoken:
            if start - before >= 2 * 48_000 or now != segment:
                began = start
            assert (end - began) / 48_000 <= 30, made.title
            before, segment = end, now

    def test_the_bed_stays_20_db_under_the_voice(self, path: Path):
        """Level and ducking together keep the voice easy to follow (WCAG 1.4.7)."""
        made = timeline(path)
        duck_db = [cue.payload.depth_db for cue in made.cues if isinstance(cue.payload, DuckChange)] or [4.0]
        beds = [cue.payload for cue in made.cues if isinstance(cue.payload, BedChange)]
        assert beds
        assert all(bed.gain_db - min(duck_db) <= -20 for bed in beds if bed.bed)
        assert all(bed.fade_s >= 2 for bed in beds)
        assert beds[-1].bed is None

    def test_breathing_is_slow_and_easy(self, path: Path):
        """No holds, 5 to 8 breaths a minute, and never a longer breath in than out."""
        breaths = [cue for cue in timeline(path).cues if cue.lane is Lane.BREATH]
        for cue in breaths:
            assert isinstance(cue.payload, BreathPhase)
            assert cue.kind in {"in", "out"}
            assert 5 <= cue.payload.rate_per_min <= 8
        for breath_in, breath_out in itertools.pairwise(breaths):
            if breath_in.kind == "in":
                assert breath_in.frames <= breath_out.frames


def test_the_first_session_is_about_90_seconds_and_shows_the_whole_job():
    """Bed, voice, breath with guide tone, picture and chime, three repetitions, no stop to get stuck at."""
    made = timeline(paths.bundled("sessions") / "first-breath.session")
    assert 80 <= made.total_s <= 100
    assert made.stops == ()
    assert [span.repetition.index for span in made.repetitions] == [1, 2, 3]
    assert {Lane.VOICE, Lane.BREATH, Lane.BED, Lane.CHIME, Lane.VISUAL} <= {cue.lane for cue in made.cues}
    assert all(cue.payload.guide == "tone" for cue in made.cues if isinstance(cue.payload, BreathPhase))


def test_the_round_counts_as_many_visits_as_were_chosen():
    """Five unless the person says otherwise; a rating before and after."""
    path = paths.bundled("sessions") / "five-step-round.session"
    assert len(timeline(path).repetitions) == 5
    assert len(timeline(path, visits="8", place="garden").repetitions) == 8
    asked = [stop.ask for stop in timeline(path).stops if stop.ask]
    assert [(ask.name, ask.moment) for ask in asked][:2] == [("ease", "before"), ("ease", "after")]
    assert all(ask.optional for ask in asked)


def test_the_breath_slows_down_from_7_to_5_and_a_half():
    """Strictly, one breath after the other, over five minutes; and then there is time for one's own breath."""
    made = timeline(paths.bundled("sessions") / "slower-breath.session")
    slower = [cue for cue in made.cues if cue.section == "Slower" and isinstance(cue.payload, BreathPhase)]
    paces = [cue.payload.rate_per_min for cue in slower if cue.kind == "in" and isinstance(cue.payload, BreathPhase)]
    assert all(later < earlier for earlier, later in itertools.pairwise(paces))
    assert 6.8 < paces[0] <= 7.0
    assert 5.45 <= paces[-1] < 5.6  # whole breaths in exactly five minutes: a little off the straight line
    assert sum(cue.frames for cue in slower) == 5 * 60 * 48_000
    said = " ".join(cue.payload.phrase.text for cue in made.cues if isinstance(cue.payload, Say))
    assert "not deeper" in said
    assert "breathe as you normally would" in said


def test_each_reach_waits_for_the_person():
    """Every counted reach has one stop inside, which the person ends in their own time."""
    made = timeline(paths.bundled("sessions") / "reach-for-the-cup.session", sets="2", hand="left")
    assert len(made.repetitions) == 10
    starts = made.segment_starts
    for span in made.repetitions:
        inside = [stop for stop in made.stops if span.start_frame < starts[stop.segment + 1] < span.end_frame]
        assert [stop.kind for stop in inside] == ["wait"]
