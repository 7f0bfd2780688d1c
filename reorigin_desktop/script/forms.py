"""Every form in which a phrase can be spoken: what a narrator has to record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from reorigin_desktop.script import limits
from reorigin_desktop.script.directives_block import same_value
from reorigin_desktop.script.model import Header, Phrase, Variable
from reorigin_desktop.script.nodes import (
    IfNode,
    LineNode,
    Node,
    OnlyNode,
    PaceNode,
    RepeatNode,
    Slot,
    Use,
    VoiceNode,
    bodies_of,
)
from reorigin_desktop.script.quantities import number_of
from reorigin_desktop.script.session import Session
from reorigin_desktop.script.speak import Speaker

Rounds = tuple[tuple[int, int], ...]
"""Each pass that may be playing, with the number of passes."""


@dataclass(slots=True)
class _Way:
    """How lines are spoken where the walk stands."""

    rate_percent: float
    voice_name: str


def possible_values(variable: Variable) -> tuple[str, ...]:
    """All values that a variable can have and that can be recorded; the default where there is no end of them."""
    if variable.type == "choice":
        return variable.options
    low, high = variable.minimum, variable.maximum
    if variable.type == "number" and low is not None and high is not None:
        whole = range(int(-(-low // 1)), int(high // 1) + 1)
        if len(whole) <= limits.REPEAT_PASSES:
            return tuple(dict.fromkeys((*map(str, whole), variable.default)))
    return (variable.default,)


def every_phrase(session: Session) -> tuple[Phrase, ...]:
    """Every phrase for all values of choices, of numbers with limits, and of the pass; free text as its fallback."""
    header = session.values_header
    walk = _Forms(header)
    values = {variable.name: possible_values(variable) for variable in header.variables}
    return tuple(dict.fromkeys(walk.phrases(session.nodes, values, ())))


class _Forms:
    def __init__(self, header: Header) -> None:
        self._header = header
        self._variables = {variable.name: variable for variable in header.variables}
        self._speaker = Speaker(header)
        self._way = _Way(header.rate_percent, header.voice_name)

    def phrases(self, nodes: tuple[Node, ...], values: dict[str, tuple[str, ...]], rounds: Rounds) -> Iterator[Phrase]:
        """In order; only values that can be where the line stands."""
        for node in nodes:
            match node:
                case LineNode():
                    yield from self._line(node, values, rounds)
                case IfNode():
                    yield from self._branches(node, values, rounds)
                case RepeatNode():
                    yield from self.phrases(node.body, values, self._rounds(node, values))
                case OnlyNode():
                    playing = tuple(one for one in rounds if node.passes.holds(*one))
                    if playing:
                        yield from self.phrases(node.body, values, playing)
                case PaceNode():
                    if node.rate_percent is not None:
                        self._way = replace(self._way, rate_percent=node.rate_percent)
                case VoiceNode():
                    self._way = replace(self._way, voice_name=node.name)
                case _:
                    for body in bodies_of(node):
                        yield from self.phrases(body, values, rounds)

    def _branches(self, node: IfNode, values: dict[str, tuple[str, ...]], rounds: Rounds) -> Iterator[Phrase]:
        variable = self._variables[node.name]
        if variable.type == "text" or (variable.type != "choice" and len(values[node.name]) == 1):
            # any value may be given at the start
            yield from self.phrases(node.body, values, rounds)
            yield from self.phrases(node.otherwise, values, rounds)
            return
        named = tuple(v for v in values[node.name] if any(same_value(variable, v, wanted) for wanted in node.values))
        others = tuple(v for v in values[node.name] if v not in named)
        body, otherwise = (others, named) if node.negated else (named, others)
        if body:
            yield from self.phrases(node.body, {**values, node.name: body}, rounds)
        if otherwise:
            yield from self.phrases(node.otherwise, {**values, node.name: otherwise}, rounds)

    def _rounds(self, node: RepeatNode, values: dict[str, tuple[str, ...]]) -> Rounds:
        totals = [node.passes] if isinstance(node.passes, int) else self._totals(node.passes, values)
        return tuple((index, of) for of in totals for index in range(1, of + 1))

    @staticmethod
    def _totals(use: Use, values: dict[str, tuple[str, ...]]) -> list[int]:
        numbers = [number_of(value) for value in values[use.name]]
        return [int(n) for n in numbers if n is not None and n.denominator == 1 and 1 <= n <= limits.REPEAT_PASSES]

    def _line(self, line: LineNode, values: dict[str, tuple[str, ...]], rounds: Rounds) -> Iterator[Phrase]:
        for index, pieces in enumerate(line.phrases):
            slots = tuple(dict.fromkeys(piece.name for piece in pieces if isinstance(piece, Slot)))
            if not slots:
                made = self._made(line, index, self._filler(values, rounds))
                yield from made
                continue
            for form in islice(self._combinations(slots, values, rounds), limits.FORMS_OF_A_PHRASE):
                yield from self._made(line, index, {**self._filler(values, rounds), **form})

    def _made(self, line: LineNode, index: int, values: dict[str, str]) -> Iterator[Phrase]:
        phrase = self._speaker.phrases(line, values, self._way.rate_percent, self._way.voice_name)[0][index]
        if phrase is not None:
            yield phrase

    @staticmethod
    def _filler(values: dict[str, tuple[str, ...]], rounds: Rounds) -> dict[str, str]:
        """Some value for what stands in other phrases of the line."""
        index, of = rounds[0] if rounds else (1, 1)
        return {**{name: options[0] for name, options in values.items()}, "round": str(index), "rounds_total": str(of)}

    def _combinations(
        self, slots: tuple[str, ...], values: dict[str, tuple[str, ...]], rounds: Rounds
    ) -> Iterator[dict[str, str]]:
        named = [name for name in slots if name in values]
        passes: list[dict[str, str]] = [{}]
        if "rounds_total" in slots or "round" in slots:
            passes = [{"round": str(index), "rounds_total": str(of)} for index, of in rounds or ((1, 1),)]
        for one in passes:
            for combination in product(*(values[name] for name in named)):
                yield {**dict(zip(named, combination, strict=True)), **one}
