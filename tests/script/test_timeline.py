"""When things happen: gaps, silences, blocks, stops, passes, to the frame."""

from __future__ import annotations

from pathlib import Path

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.script.model import (
    BedChange,
    Chime,
    DuckChange,
    Lane,
    Repetition,
    RepetitionBegin,
    RepetitionSpan,
    Say,
    Show,
    Timeline,
)
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session
from tests.script.written import ExactVoice, timeline, write


def spoken_s(made: Timeline) -> list[float]:
    """When each phrase begins, in seconds of its segment."""
    return [cue.start_frame / RATE_HZ for cue in made.cues if cue.lane is Lane.VOICE]


def test_a_gap_after_each_line_and_a_longer_one_for_a_blank_line(tmp_path: Path):
    """0.8 s, and 1.8 s however many blank lines there are."""
    made = timeline(tmp_path, "One.\nTwo.\n\n\n\nThree.\nFour.")
    assert spoken_s(made) == [0, 1.8, 4.6, 6.4]


def test_a_comment_and_an_instruction_without_time_leave_the_gap_as_it_is(tmp_path: Path):
    """Beds, pictures and notes take place at the end of the line before them."""
    made = timeline(tmp_path, "One.\n// nothing\n@bed shore\n@show dot\n@duck off\nTwo.\n\n@note softly\nThree.")
    assert spoken_s(made) == [0, 1.8, 4.6]
    assert {cue.start_frame for cue in made.cues if cue.kind in ("bed", "show", "duck")} == {RATE_HZ}
    assert [cue.payload.note for cue in made.cues if isinstance(cue.payload, Say)] == ["", "", "softly"]


def test_a_pause_takes_the_place_of_the_gap(tmp_path: Path):
    """@pause 4s gives exactly 4 s of silence between two voices, with or without blank lines."""
    assert spoken_s(timeline(tmp_path, "One.\n@pause 4s\nTwo.\n\n@pause 4s\n\nThree.")) == [0, 5, 10]


def test_a_pause_between_passes_takes_the_place_of_the_gap(tmp_path: Path):
    """The gap is owed across the end of a pass."""
    assert spoken_s(timeline(tmp_path, "@repeat 3\n@pause 4s\nOne.\n@end")) == [4, 9, 14]
    assert spoken_s(timeline(tmp_path, "@repeat 3\nOne.\n\n@end")) == [0, 2.8, 5.6]


def test_a_silence_in_a_line_is_exact_and_makes_phrases(tmp_path: Path):
    """Each stretch between silences is a phrase of its own; the caption is the whole line."""
    made = timeline(tmp_path, "[500ms] One, [2s] *two* [1min] three. [3s]\nFour.")
    assert spoken_s(made) == [0.5, 3.5, 64.5, 65.5 + 3 + 0.8]
    says = [cue.payload for cue in made.cues if isinstance(cue.payload, Say)]
    assert [(say.phrase.text, say.phrase.index, say.phrase.of) for say in says] == [
        ("One,", 0, 3),
        ("two", 1, 3),
        ("three.", 2, 3),
        ("Four.", 0, 1),
    ]
    assert [say.caption for say in says] == ["One, two three."] * 3 + ["Four."]


def test_pace_and_voice_hold_from_here_on(tmp_path: Path):
    """Gaps, rate and narrator change for what follows, and stay."""
    body = "One.\n@pace gap 2s paragraph 5s rate 80%\n@voice anna\nTwo.\n\nThree."
    made = timeline(tmp_path, body)
    assert spoken_s(made) == [0, 3, 9]
    says = [cue.payload.phrase for cue in made.cues if isinstance(cue.payload, Say)]
    assert [(phrase.rate_percent, phrase.voice_name) for phrase in says] == [(90, ""), (80, "anna"), (80, "anna")]


def test_the_header_sets_gap_paragraph_rate_and_voice(tmp_path: Path):
    """What the header says holds from the first line."""
    header = "format: 1\ntitle: T\nvoice: {gap: 1.1s, paragraph: 3s, rate: 85%, name: anna}\n"
    made = timeline(tmp_path, "One.\nTwo.\n\nThree.", header)
    assert spoken_s(made) == [0, 2.1, 6.1]
    first = next(cue.payload.phrase for cue in made.cues if isinstance(cue.payload, Say))
    assert (first.rate_percent, first.voice_name) == (85, "anna")


def test_a_timed_pause_lasts_exactly_as_long_as_it_is_written(tmp_path: Path):
    """Whatever plays inside, and however much of it is left."""
    made = timeline(tmp_path, "Before.\n@pause 10s while\nOne.\n@at 5s\nTwo.\n@at 80%\nThree.\n@end\nAfter.")
    assert spoken_s(made) == [0, 1, 6, 9, 11]


def test_lines_that_do_not_fit_are_left_out_so_that_the_block_keeps_its_length(tmp_path: Path):
    """The voice never runs into what comes after the block."""
    session = read_session(write(tmp_path, "@pause 2s while\nOne.\nTwo.\n@bed shore\n@end\nAfter."))
    compiled = compile_session(session, {}, ExactVoice())
    assert [message.code for message in compiled.messages] == ["E701"]
    assert spoken_s(compiled.timeline) == [0, 2]
    bed = next(cue for cue in compiled.timeline.cues if cue.kind == "bed")
    assert bed.start_frame == 2 * RATE_HZ


def test_breathing_begins_after_the_gap_and_ends_without_one(tmp_path: Path):
    """The clock goes on exactly at the end of the last breath."""
    made = timeline(tmp_path, "One.\n@breathe 4-6 for 3 breaths\nTwo.")
    assert spoken_s(made) == [0, 31.8]
    breaths = [cue for cue in made.cues if cue.lane is Lane.BREATH]
    assert [cue.kind for cue in breaths] == ["in", "out"] * 3
    assert [cue.start_frame / RATE_HZ for cue in breaths] == [1.8, 5.8, 11.8, 15.8, 21.8, 25.8]


def test_lines_over_breathing(tmp_path: Path):
    """In a while block both lanes run side by side."""
    made = timeline(tmp_path, "@breathe 4-4-4-4 for 32s guide none while\nOne.\n@at 50%\nTwo.\n@end\nAfter.")
    assert spoken_s(made) == [0, 16, 32]
    assert [cue.kind for cue in made.cues if cue.lane is Lane.BREATH] == ["in", "hold_full", "out", "hold_empty"] * 2
    assert [cue.segment for cue in made.cues] == [0] * len(made.cues)


def test_stops_cut_the_timeline(tmp_path: Path):
    """Inside a segment the clock begins at 0; a stop stands at the end of its segment, after the gap."""
    body = 'One.\n@wait "Press." as "imagined" max 1min\nTwo.\n@ask calm 0-10 "How calm?" expect 5s\nThree.'
    made = timeline(tmp_path, body)
    assert made.segments == (86_400, 86_400, 48_000)
    assert spoken_s(made) == [0, 0, 0]
    assert [(stop.segment, stop.kind, stop.expect_s, stop.max_s) for stop in made.stops] == [
        (0, "wait", 8.0, 60.0),
        (1, "ask", 5.0, None),
    ]
    assert made.stops[0].wait
    assert (made.stops[0].wait.prompt, made.stops[0].wait.label) == ("Press.", "imagined")


def test_a_session_may_end_with_a_stop(tmp_path: Path):
    """Nothing follows then: as many stops as segments."""
    made = timeline(tmp_path, "One.\n@wait")
    assert made.segments == (86_400,)
    assert [stop.segment for stop in made.stops] == [0]


def test_everything_about_a_question_arrives(tmp_path: Path):
    """Words for the ends, the check, whether it may be left out."""
    body = 'Hi.\n@ask calm before 0-10 "How calm?" low "not" high "very" optional check above 8 max 30s\n'
    body += '@ask calm after 0-10 “How calm now?” check below 2\n@ask where choice "Where?" "here" "there"\n'
    body += '@ask ok yes-no "OK?"\n@ask words text "What came?"'
    asks = [stop.ask for stop in timeline(tmp_path, body).stops]
    assert all(asks)
    first, second, third, fourth, fifth = (ask for ask in asks if ask)
    assert (first.name, first.moment, first.answer, first.question, first.scale) == (
        "calm", "before", "scale", "How calm?", (0, 10),
    )  # fmt: skip
    assert (first.low, first.high, first.optional, first.check_above, first.max_s) == ("not", "very", True, 8, 30)
    assert (second.moment, second.question, second.check_below) == ("after", "How calm now?", 2)
    assert (third.answer, third.choices) == ("choice", ("here", "there"))
    assert (fourth.answer, fifth.answer, fifth.expect_s) == ("yes-no", "text", 8)


def test_beds(tmp_path: Path):
    """Name, level and fade with their defaults; a level alone keeps the bed, and off ends it."""
    (tmp_path / "sea.flac").write_bytes(b"")
    body = '@bed shore\n@bed -22dB fade 6s\n@bed shore\n@bed rain fade 0s\n@bed "sea.flac" −20 dB\n@bed -30dB\n'
    body += "@bed off fade 10s\nHello."
    made = timeline(tmp_path, body)
    file = tmp_path / "sea.flac"
    assert [cue.payload for cue in made.cues if cue.kind == "bed"] == [
        BedChange("shore", None, -18, 3),
        BedChange("shore", None, -22, 6),
        BedChange("shore", None, -22, 3),
        BedChange("rain", None, -18, 0),
        BedChange("sea.flac", file, -20, 3),
        BedChange("sea.flac", file, -30, 3),
        BedChange(None, None, -18, 10),
    ]


def test_ducking(tmp_path: Path):
    """An amount counts down however its sign is written."""
    made = timeline(tmp_path, "@duck 6dB\n@duck -6dB\n@duck off\nHello.")
    assert [cue.payload for cue in made.cues if cue.kind == "duck"] == [DuckChange(6), DuckChange(6), DuckChange(0)]


def test_chimes(tmp_path: Path):
    """The clock goes on after `then`; several come `every` so often."""
    made = timeline(tmp_path, "@chime bowl\nA.\n@chime bell 3 times every 5s -14dB\nB.\n@chime wood then 4s 2x\nC.")
    chimes = [(cue.start_frame / RATE_HZ, cue.payload) for cue in made.cues if cue.kind == "chime"]
    bell, wood = Chime("bell", None, -14), Chime("wood", None, -12)
    assert chimes == [(0, Chime("bowl", None, -12)), (4.8, bell), (9.8, bell), (14.8, bell), (18.6, wood), (22.6, wood)]
    assert spoken_s(made) == [3, 16.8, 26.6]


def test_sounds(tmp_path: Path):
    """A one-shot takes its own length unless `then` says otherwise."""
    (tmp_path / "gull.wav").write_bytes(b"")
    voice = ExactVoice(sounds={"gull.wav": 96_000})
    made = timeline(tmp_path, '@sound "gull.wav" -20dB\nA.\n@sound "gull.wav" then 500ms fade 1s\nB.', voice=voice)
    assert spoken_s(made) == [2, 4.3]
    sounds = [(cue.frames, cue.payload) for cue in made.cues if cue.kind == "sound"]
    file = tmp_path / "gull.wav"
    assert sounds == [(96_000, Chime("gull.wav", file, -20)), (96_000, Chime("gull.wav", file, -12, 1))]


def test_pictures(tmp_path: Path):
    """Each kind with its value and fade."""
    (tmp_path / "a.jpg").write_bytes(b"")
    body = '@show ring\n@show text "Rest" fade 2s\n@show colour "#2F6f73"\n@show image "a.jpg"\n@show none fade 0s\nHi.'
    shows = [cue.payload for cue in timeline(tmp_path, body).cues if cue.kind == "show"]
    assert shows == [
        Show("ring", "", None, 1),
        Show("text", "Rest", None, 2),
        Show("colour", "#2f6f73", None, 1),
        Show("image", "a.jpg", tmp_path / "a.jpg", 1),
        Show("none", "", None, 0),
    ]


def test_a_named_block_makes_one_repetition_of_each_pass(tmp_path: Path):
    """The passes touch; their cues say where they belong."""
    made = timeline(tmp_path, 'Hello.\n@repeat 3 as "image"\nLook.\n@pause 2s\n@end\nBye.')
    assert made.repetitions == tuple(
        RepetitionSpan(Repetition("image", i, 3), start, end, 6)
        for i, start, end in ((1, 48_000, 230_400), (2, 230_400, 374_400), (3, 374_400, 518_400))
    )
    begins = [cue for cue in made.cues if cue.kind == "repetition"]
    assert [(cue.lane, cue.start_frame, cue.payload) for cue in begins] == [
        (Lane.LOG, 48_000, RepetitionBegin(0, 230_400)),
        (Lane.LOG, 230_400, RepetitionBegin(0, 374_400)),
        (Lane.LOG, 374_400, RepetitionBegin(0, 518_400)),
    ]
    looks = [cue.repetition for cue in made.cues if cue.line == 7]
    assert looks == [Repetition("image", i, 3) for i in (1, 2, 3)]
    assert [cue.repetition for cue in made.cues if cue.line == 10] == [None]


def test_a_pass_may_reach_over_stops(tmp_path: Path):
    """Spans count in frames of the whole timeline; the cue names the segment in which the pass ends."""
    made = timeline(tmp_path, '@repeat 2 as "throw"\nSee it.\n@wait\n@end')
    assert made.segments == (86_400, 86_400)
    assert [(span.start_frame, span.end_frame) for span in made.repetitions] == [(0, 86_400), (86_400, 172_800)]
    begins = [cue.payload for cue in made.cues if cue.kind == "repetition"]
    assert begins == [RepetitionBegin(1, 0), RepetitionBegin(1, 86_400)]


def test_nested_blocks_count_under_their_own_names(tmp_path: Path):
    """The innermost named pass is the repetition of a cue, all of them its path; nameless blocks are not counted."""
    made = timeline(tmp_path, '@repeat 2 as "set"\n@repeat 2\n@repeat 2 as "reach"\nGo.\n@end\n@end\n@end')
    assert [span.repetition.label for span in made.repetitions].count("set") == 2
    assert [span.repetition.label for span in made.repetitions].count("reach") == 8
    paths = [tuple((r.label, r.index) for r in cue.path) for cue in made.cues if cue.lane is Lane.VOICE]
    assert paths[:3] == [(("set", 1), ("reach", 1)), (("set", 1), ("reach", 2)), (("set", 1), ("reach", 1))]
    assert len(paths) == 8
    assert all(cue.repetition == cue.path[-1] for cue in made.cues if cue.path)


def test_a_block_with_a_count_inside_does_not_count_itself(tmp_path: Path):
    """No double counting: each @count reaches back to the one before it, or to the beginning of the pass."""
    made = timeline(
        tmp_path, 'A.\n@repeat 2 as "set"\nB.\n@pause 1s\n@count "half"\nC.\n@pause 1s\n@count "half"\n@end'
    )
    assert [(s.repetition, s.start_frame, s.end_frame) for s in made.repetitions] == [
        (Repetition("half", 1, 4), 48_000, 182_400),
        (Repetition("half", 2, 4), 182_400, 278_400),
        (Repetition("half", 3, 4), 278_400, 374_400),
        (Repetition("half", 4, 4), 374_400, 470_400),
    ]
    assert not [cue for cue in made.cues if cue.kind == "repetition"]
    assert [cue.kind for cue in made.cues if cue.lane is Lane.LOG] == ["count"] * 4
    assert {cue.repetition.label for cue in made.cues if cue.repetition} == {"set"}


def test_only_chooses_by_pass(tmp_path: Path):
    """First, last, a number, a range, and not."""
    blocks = {"first": "1", "last": "5", "2": "2", "2-4": "234", "not first": "2345", "not last": "1234"}
    for passes, expected in blocks.items():
        made = timeline(tmp_path, f"@repeat 5\n@only {passes}\n{{round}} of {{rounds_total}}.\n@end\nx\n@end")
        texts = [cue.payload.phrase.text for cue in made.cues if isinstance(cue.payload, Say)]
        assert [text for text in texts if text != "x"] == [f"{i} of 5." for i in expected]


def test_if_chooses_by_value(tmp_path: Path):
    """One of several values, not, and @else; letters' case does not matter."""
    header = "format: 1\ntitle: T\nvariables: {place: [harbour, meadow, Wood], n: 3, t: 90s}\n"
    body = "@if place is harbour or wood\nA.\n@else\nB.\n@end\n@if place is not harbour\nC.\n@end\n"
    body += "@if n is 3\nD.\n@end\n@if t is 1min 30s\nE.\n@end"
    for place, expected in (("harbour", "ADE"), ("meadow", "BCDE"), ("Wood", "ACDE"), ("wood", "ACDE")):
        made = timeline(tmp_path, body, header, {"place": place})
        texts = [cue.payload.phrase.text[0] for cue in made.cues if isinstance(cue.payload, Say)]
        assert "".join(texts) == expected


def test_variables_in_times_beds_and_passes(tmp_path: Path):
    """What the person chose is what plays."""
    header = "format: 1\ntitle: T\nvariables: {hold: 4s, n: 2, bed: [shore, off]}\n"
    body = "@bed {bed}\n@repeat {n} times\nOne.\n@pause {hold}\n@end\n@breathe 4-6 for {hold}"
    made = timeline(tmp_path, body, header, {"hold": "20s", "n": "3", "bed": "off"})
    assert spoken_s(made) == [0, 21, 42]
    assert made.total_frames == (63 + 20) * RATE_HZ
    assert next(cue.payload for cue in made.cues if cue.kind == "bed") == BedChange(None, None, -18, 3)


def test_sections(tmp_path: Path):
    """Each cue knows the heading above it."""
    made = timeline(tmp_path, "One.\n# First\nTwo.\n## Step\nThree.")
    assert [(cue.kind, cue.section) for cue in made.cues] == [
        ("say", ""),
        ("section", "First"),
        ("say", "First"),
        ("section", "Step"),
        ("say", "Step"),
    ]


def test_values_that_cannot_be_are_said_and_not_played(tmp_path: Path):
    """A wrong value is reported, and the default is taken."""
    header = "format: 1\ntitle: T\nvariables: {n: 2}\n"
    session = read_session(write(tmp_path, "@repeat {n}\nOne.\n@end", header))
    compiled = compile_session(session, {"n": "many"}, ExactVoice())
    assert [message.code for message in compiled.messages] == ["E602"]
    assert len(compiled.timeline.cues) == 2


def test_private_and_optional_instructions_are_passed_over(tmp_path: Path):
    """@x- is nobody's business; @? of something known is carried out."""
    made = timeline(tmp_path, 'One.\n@x-haptic pulse {whatever} "open\n@?pause 4s\nTwo.')
    assert spoken_s(made) == [0, 5]


def test_keywords_commas_and_comments(tmp_path: Path):
    """Large letters, commas and a comment at the end change nothing; arguments come in any order."""
    made = timeline(tmp_path, "One.\n@PAUSE 4S  // a long one\nTwo.\n@Chime bowl, then 2s, -14dB\nThree.")
    assert spoken_s(made) == [0, 5, 8.8]


def test_escapes(tmp_path: Path):
    """What begins like an instruction, or looks like a variable, can be spoken."""
    body = "\\@home\n\\# one\n\\// two\n\\{x\\} \\[2s\\] \\* \\^ \\\\"
    texts = [cue.payload.phrase.text for cue in timeline(tmp_path, body).cues if isinstance(cue.payload, Say)]
    assert texts == ["@home", "# one", "// two", "{x} [2s] * ^ \\"]


def test_emphasis_is_not_spoken_and_a_lonely_star_stays(tmp_path: Path):
    """A pair of stars around words goes; the caption shows none of them."""
    body = "Let it *go* now.\n*All* of {name}*s* things.\nTwo * three.\n*Yes."
    header = "format: 1\ntitle: T\nvariables: {name: Ann}\n"
    says = [cue.payload for cue in timeline(tmp_path, body, header).cues if isinstance(cue.payload, Say)]
    assert [say.phrase.text for say in says] == ["Let it go now.", "All of Anns things.", "Two * three.", "*Yes."]
    assert [say.caption for say in says] == [say.phrase.text for say in says]


def test_words_for_an_empty_variable(tmp_path: Path):
    """{name|friend} speaks friend, {name|} leaves no hole and no space before a comma."""
    header = "format: 1\ntitle: T\nvariables: {name: {type: text}}\n"
    body = "Hello {name|friend}.\nWell, {name|}, sit down.\nSit down {name|}."
    for values, expected in (
        ({}, ["Hello friend.", "Well, sit down.", "Sit down."]),
        ({"name": "Ann"}, ["Hello Ann.", "Well, Ann, sit down.", "Sit down Ann."]),
    ):
        made = timeline(tmp_path, body, header, values)
        assert [cue.payload.phrase.text for cue in made.cues if isinstance(cue.payload, Say)] == expected


def test_a_phrase_carries_what_chooses_its_take(tmp_path: Path):
    """Choices, numbers and the pass choose among the takes of a mark; free text does not."""
    header = "format: 1\ntitle: T\nlanguage: de\npronounce: {Vagus: WAH-gus}\n"
    header += "variables: {place: [harbour, meadow], name: Ann, hold: 90s}\n"
    body = "@repeat 2\n{name}, at the {place}, [1s] round {round}, {hold} of vagus. ^k3f9a\n@end"
    phrases = [cue.payload.phrase for cue in timeline(tmp_path, body, header).cues if isinstance(cue.payload, Say)]
    assert [phrase.values for phrase in phrases] == [
        (("place", "harbour"),),
        (("round", "1"), ("hold", "90s")),
        (("place", "harbour"),),
        (("round", "2"), ("hold", "90s")),
    ]
    assert phrases[1].text == "round 1, 1 minute 30 seconds of vagus."
    assert {(p.mark, p.language, p.folder) for p in phrases} == {("k3f9a", "de", tmp_path)}
    assert [phrase.pronounce for phrase in phrases[:2]] == [(), (("Vagus", "WAH-gus"),)]
