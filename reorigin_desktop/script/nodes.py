"""What one line of a script becomes once it is read: the tree that the compiler walks."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from reorigin_desktop.script.breath import Pattern
from reorigin_desktop.script.model import Ask, VisualKind, Wait
from reorigin_desktop.script.report import Source, Spot


@dataclass(frozen=True, slots=True)
class Use:
    """A variable used in place of a value."""

    name: str
    spot: Spot


Time = Fraction | Use
"""Seconds, or a variable that holds them."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A variable in a spoken line, with the words to use if it is empty."""

    name: str
    fallback: str | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a script; `blank` says that an empty line comes before it."""

    spot: Spot
    blank: bool


@dataclass(frozen=True, slots=True)
class LineNode(Node):
    """A spoken line: `silences_s` has one more member than `phrases`, around and between them."""

    phrases: tuple[tuple[str | Slot, ...], ...]
    silences_s: tuple[Fraction, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class SectionNode(Node):
    """A heading."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class PauseNode(Node):
    """A silence; with a body, a stretch of time in which the body plays."""

    time: Time
    body: tuple[Node, ...] | None = None


@dataclass(frozen=True, slots=True)
class BreatheNode(Node):
    """Breathing for a time or for a number of breaths; with a body, while the body plays."""

    pattern: Pattern
    time: Time | None
    breaths: int | None
    guide: Literal["tone", "voice", "chime", "none"]
    guide_db: float
    body: tuple[Node, ...] | None = None


@dataclass(frozen=True, slots=True)
class AtNode(Node):
    """A moment of the timed block around it: a time, or a share of the block."""

    time: Time | None
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class BedNode(Node):
    """A change of the bed: another one (by name, file or variable), `off`, or only another level (`bed` None)."""

    bed: str | Use | None
    file: Path | None
    gain_db: float | None
    fade: Time


@dataclass(frozen=True, slots=True)
class DuckNode(Node):
    """How far bed and guide go down under speech from here on."""

    depth_db: float


@dataclass(frozen=True, slots=True)
class ChimeNode(Node):
    """A struck sound, perhaps several times."""

    name: str
    file: Path | None
    gain_db: float
    times: int
    every: Time | None
    then: Time | None


@dataclass(frozen=True, slots=True)
class SoundNode(Node):
    """A one-shot sound from a file; without `then` the clock goes on at its end."""

    name: str
    file: Path
    gain_db: float
    fade: Time
    then: Time | None


@dataclass(frozen=True, slots=True)
class ShowNode(Node):
    """What is shown from here on."""

    show: VisualKind
    value: str
    file: Path | None
    fade: Time


@dataclass(frozen=True, slots=True)
class AskNode(Node):
    """A question; `expect` and `longest` replace the times in `ask`."""

    ask: Ask
    expect: Time
    longest: Time | None


@dataclass(frozen=True, slots=True)
class WaitNode(Node):
    """A wait for the person; `expect` and `longest` replace the times in `wait`."""

    wait: Wait
    expect: Time
    longest: Time | None


@dataclass(frozen=True, slots=True)
class RepeatNode(Node):
    """Passes of a block; those of a labelled one count, unless a @count stands inside."""

    passes: int | Use
    label: str
    body: tuple[Node, ...]
    counted: bool
    blank_end: bool


@dataclass(frozen=True, slots=True)
class Passes:
    """Some passes of a @repeat: from `first` to `last` (negative counts from the end), or all others."""

    first: int
    last: int
    negated: bool

    def holds(self, index: int, of: int) -> bool:
        """Whether pass `index` of `of` is meant."""
        first = self.first if self.first > 0 else of + 1 + self.first
        last = self.last if self.last > 0 else of + 1 + self.last
        return (first <= index <= last) != self.negated

    def number(self, of: int) -> int:
        """How many of `of` passes are meant."""
        return sum(self.holds(index, of) for index in range(1, of + 1))


@dataclass(frozen=True, slots=True)
class OnlyNode(Node):
    """A block for some passes of the @repeat around it."""

    passes: Passes
    body: tuple[Node, ...]
    blank_end: bool


@dataclass(frozen=True, slots=True)
class IfNode(Node):
    """A block for some values of a variable, and one for the others."""

    name: str
    values: tuple[str, ...]
    negated: bool
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    blank_end: bool


@dataclass(frozen=True, slots=True)
class GroupNode(Node):
    """Lines that simply follow each other: an included file, or a block whose opening line has an error."""

    body: tuple[Node, ...]
    blank_end: bool = False


@dataclass(frozen=True, slots=True)
class CountNode(Node):
    """One is counted here."""

    label: str


@dataclass(frozen=True, slots=True)
class PaceNode(Node):
    """Other silences between lines, or another rate of speech, from here on."""

    gap: Time | None
    paragraph: Time | None
    rate_percent: float | None


@dataclass(frozen=True, slots=True)
class VoiceNode(Node):
    """Another narrator from here on."""

    name: str


@dataclass(frozen=True, slots=True)
class NoteNode(Node):
    """A word to the reader of the next line."""

    text: str


@dataclass(frozen=True, slots=True)
class Todo:
    """A comment in which the author left something to do."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """Everything that one script file holds after its header."""

    source: Source
    nodes: tuple[Node, ...]
    lines: int
    """Physical lines, included files counted as often as they are included."""
    todos: tuple[Todo, ...] = field(default=())


def bodies_of(node: Node) -> tuple[tuple[Node, ...], ...]:
    """The blocks inside a node, none for most."""
    match node:
        case IfNode():
            return (node.body, node.otherwise)
        case RepeatNode() | OnlyNode() | GroupNode():
            return (node.body,)
        case PauseNode() | BreatheNode():
            return (node.body,) if node.body is not None else ()
        case _:
            return ()
