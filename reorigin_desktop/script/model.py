"""The words of the session language as values: messages, sessions, cues and the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from reorigin_desktop.frames import RATE_HZ

# ---------------------------------------------------------------------------------------------- messages


class Severity(StrEnum):
    """How bad a message is: an error stops a session from being published, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say to the author: where, what was found in their own words, and what to write instead.

    `line`, `column` and `end_column` count from 1; `end_column` is the column after the last sign meant.
    `excerpt` is the physical line, for showing with a caret; empty where there is none.
    """

    severity: Severity
    code: str
    message: str
    fix: str
    file: str
    line: int
    column: int = 1
    end_column: int = 1
    excerpt: str = ""


# ----------------------------------------------------------------------------------------------- session

VariableType = Literal["text", "number", "choice", "duration"]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something the person may set before the start; `ask` is the question on the start card, "" for none."""

    name: str
    type: VariableType
    default: str
    ask: str = ""
    options: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a session says, with the defaults of the format filled in."""

    format: int
    title: str
    id: str
    version: str = ""
    language: str = "en"
    author: str = ""
    licence: str = ""
    summary: str = ""
    safety: str = ""
    tags: tuple[str, ...] = ()
    gap_s: float = 0.8
    paragraph_s: float = 1.8
    rate_percent: float = 90.0
    voice_name: str = ""
    variables: tuple[Variable, ...] = ()
    pronounce: Mapping[str, str] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------------ phrases


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of speech without a timed silence: the thing that one take or one synthesis is of.

    `text` is what is spoken, variables filled in, emphasis and escapes removed. `mark` is the line's mark or "".
    `index` counts the phrases of the line from 0, `of` says how many there are. `values` holds the (name, value)
    pairs of the choice and number variables (and `round`) that stand in this phrase, in order of appearance:
    they choose among the takes of one mark. `folder` is the folder of the script file that holds the line.
    """

    text: str
    language: str
    rate_percent: float
    voice_name: str
    mark: str
    index: int
    of: int
    values: tuple[tuple[str, str], ...]
    folder: Path
    pronounce: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenLength:
    """How long a phrase is in frames, and whether that is only an estimate."""

    frames: int
    estimated: bool


class Voice(Protocol):
    """What the compiler asks of whoever will speak: the length of a phrase, and of a sound file."""

    def phrase_length(self, phrase: Phrase) -> SpokenLength:
        """Length of the take, or of the cached draft, or an estimate."""
        ...

    def sound_frames(self, path: Path) -> int | None:
        """Length in frames of a one-shot sound beside the script; None if it cannot be read."""
        ...


# ------------------------------------------------------------------------------------------------- cues


class Lane(StrEnum):
    """Cues of one lane never overlap with each other (chimes excepted: they ring on freely)."""

    VOICE = "voice"
    BREATH = "breath"
    BED = "bed"
    CHIME = "chime"
    VISUAL = "visual"
    GATE = "gate"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Say:
    """A phrase is spoken. `caption` is the whole line as shown (emphasis marks kept out), for all its phrases."""

    phrase: Phrase
    caption: str
    note: str = ""


BreathPhaseName = Literal["in", "hold_full", "out", "hold_empty"]


@dataclass(frozen=True, slots=True)
class BreathPhase:
    """One phase of one breath. `breath` counts from 1 within its block, `of` is the number of breaths there.

    `rate_per_min` is the exact pace of this breath. `guide_db` is relative to the voice.
    """

    phase: BreathPhaseName
    breath: int
    of: int
    rate_per_min: float
    guide: Literal["tone", "voice", "chime", "none"]
    guide_db: float


@dataclass(frozen=True, slots=True)
class BedChange:
    """From here the bed is this one (name, file or None for silence), at this level against the voice.

    A change that names the bed already playing only moves its level.
    """

    bed: str | None
    file: Path | None
    gain_db: float
    fade_s: float


@dataclass(frozen=True, slots=True)
class DuckChange:
    """From here bed and guide go down by this much while somebody speaks; 0 = not at all."""

    depth_db: float


@dataclass(frozen=True, slots=True)
class Chime:
    """A struck sound (by name) or a one-shot sound (by file) begins and rings to its natural end."""

    name: str
    file: Path | None
    gain_db: float
    fade_s: float = 0.0


VisualKind = Literal["ring", "dot", "none", "image", "text", "colour"]


@dataclass(frozen=True, slots=True)
class Show:
    """What is shown from here on. `value` is the words, the colour, or the image's name."""

    show: VisualKind
    value: str
    file: Path | None
    fade_s: float


@dataclass(frozen=True, slots=True)
class SectionStart:
    """A section begins; level 1 for #, 2 for ##."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `moment` is before, after or "". `scale` is (low, high) for numbers. The session stops here."""

    name: str
    moment: Literal["before", "after", ""]
    answer: Literal["scale", "yes-no", "text", "choice"]
    question: str
    scale: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    optional: bool = False
    check_above: float | None = None
    check_below: float | None = None
    expect_s: float = 8.0
    max_s: float | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """The session waits for the person. `label` is what is logged, `prompt` what is shown."""

    prompt: str
    label: str
    expect_s: float = 8.0
    max_s: float | None = None


@dataclass(frozen=True, slots=True)
class RepetitionBegin:
    """A pass of a named block begins here and ends, perhaps in a later segment, just before `end_frame` there."""

    end_segment: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Count:
    """One is counted here."""

    label: str


Payload = (
    Say | BreathPhase | BedChange | DuckChange | Chime | Show | SectionStart | Ask | Wait | RepetitionBegin | Count
)


@dataclass(frozen=True, slots=True)
class Repetition:
    """Which pass this is: `index` counts from 1."""

    label: str
    index: int
    of: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that happens, and when: `start_frame` counts from the beginning of its segment, at 48 kHz.

    `kind` is `say`; `in`, `hold_full`, `out`, `hold_empty`; `bed`, `duck`; `chime`, `sound`; `show`; `section`;
    `ask`, `wait`; `repetition`, `count`. `repetition` is the innermost named pass around the cue, `path` all of them,
    outermost first.
    """

    segment: int
    lane: Lane
    kind: str
    start_frame: int
    frames: int
    payload: Payload
    file: str
    line: int
    section: str
    repetition: Repetition | None
    path: tuple[Repetition, ...]
    estimated: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the timeline waits for the person: at the end of `segment`."""

    segment: int
    kind: Literal["ask", "wait"]
    ask: Ask | None
    wait: Wait | None

    @property
    def expect_s(self) -> float:
        """How long a person usually takes here."""
        part = self.ask or self.wait
        assert part is not None
        return part.expect_s

    @property
    def max_s(self) -> float | None:
        """After this long the stop ends by itself; None = never."""
        part = self.ask or self.wait
        assert part is not None
        return part.max_s


@dataclass(frozen=True, slots=True)
class RepetitionSpan:
    """One pass that counts, from the first frame to just before the end, in frames of the whole timeline.

    `stops` holds the segments whose stop lies inside the pass, also one that stands at its very end.

    A pass made by @count reaches back to the count before it in the same pass of the enclosing block, or to the
    beginning of that block (of the session, outside any).
    """

    repetition: Repetition
    start_frame: int
    end_frame: int
    line: int
    stops: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The session made flat: segments cut by stops, every cue in its segment, every pass that counts.

    Frames of the *whole timeline* are frames with the segments laid end to end, stops taking no time. There is a stop
    at the end of every segment but the last (which may have one too, if the session ends with a question).
    """

    title: str
    segments: tuple[int, ...]
    stops: tuple[Stop, ...]
    cues: tuple[Cue, ...]
    repetitions: tuple[RepetitionSpan, ...]
    estimated: bool

    @property
    def total_frames(self) -> int:
        """Length without the stops."""
        return sum(self.segments)

    @property
    def segment_starts(self) -> tuple[int, ...]:
        """Frame of the whole timeline at which each segment begins."""
        starts, at = [], 0
        for frames in self.segments:
            starts.append(at)
            at += frames
        return tuple(starts)

    @property
    def total_s(self) -> float:
        """Length without the stops, in seconds."""
        return self.total_frames / RATE_HZ
