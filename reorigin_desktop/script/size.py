"""How large a session becomes when it is unrolled, found out without unrolling it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from reorigin_desktop.script import limits
from reorigin_desktop.script.breath import breaths_of_number
from reorigin_desktop.script.directives_block import never_played, same_value
from reorigin_desktop.script.durations import time_of
from reorigin_desktop.script.model import Header
from reorigin_desktop.script.nodes import (
    BreatheNode,
    ChimeNode,
    IfNode,
    LineNode,
    Node,
    OnlyNode,
    PauseNode,
    RepeatNode,
    Time,
    Use,
    bodies_of,
)
from reorigin_desktop.script.quantities import number_of
from reorigin_desktop.script.report import LineError, Report


@dataclass(slots=True)
class Size:
    """What a session comes to: cues at most, and seconds at least (speech is not in them)."""

    cues: int = 0
    seconds: Fraction = Fraction(0)


def passes_of(node: RepeatNode, values: Mapping[str, str]) -> int:
    """How many passes a @repeat has; LineError if a variable makes it too many or none."""
    if not isinstance(node.passes, Use):
        return node.passes
    number = number_of(values.get(node.passes.name, ""))
    if number is None or number.denominator != 1 or not 1 <= number <= limits.REPEAT_PASSES:
        written = values.get(node.passes.name, "")
        raise LineError(
            node.passes.spot,
            "E262",
            f"@repeat {written} is outside 1–{limits.REPEAT_PASSES}.",
            f"use a number from 1 to {limits.REPEAT_PASSES}.",
        )
    return int(number)


def chosen(header: Header, node: IfNode, values: Mapping[str, str]) -> bool:
    """Whether the value of the variable is one of those that @if names."""
    variable = next(variable for variable in header.variables if variable.name == node.name)
    return any(same_value(variable, values[node.name], value) for value in node.values) != node.negated


def within_limits(report: Report, header: Header, nodes: tuple[Node, ...], values: Mapping[str, str]) -> bool:
    """Whether the session may be unrolled; a message for each limit that it goes beyond."""
    measure = _Measure(report, header, values)
    before = report.errors
    size = measure.total(nodes, of=1, playing=1)
    measure.look(nodes, 1)
    spot = nodes[0].spot if nodes else None
    if spot and size.cues > limits.CUES:
        report.add(
            spot,
            "E803",
            f"This session has more than {limits.CUES} cues when every pass is counted.",
            "use fewer passes, or shorter blocks.",
        )
    if spot and size.seconds > limits.SESSION_S:
        report.add(spot, "E802", "This session is longer than 8 hours.", "use fewer passes, or shorter silences.")
    return report.errors == before or not (measure.too_many or size.cues > limits.CUES or _too_long(size))


def _too_long(size: Size) -> bool:
    return size.seconds > limits.SESSION_S


class _Measure:
    """Adds up what each node comes to, times the passes in which it plays."""

    def __init__(self, report: Report, header: Header, values: Mapping[str, str]) -> None:
        self._report = report
        self._header = header
        self._values = values
        self.too_many = False

    def _passes(self, node: RepeatNode) -> int:
        try:
            return passes_of(node, self._values)
        except LineError as error:
            self._report.add_error(error)
            return 0

    def total(self, nodes: tuple[Node, ...], of: int, playing: int) -> Size:
        """Everything in a block of `of` passes, `playing` of which play it."""
        size = Size()
        for node in nodes:
            match node:
                case OnlyNode():
                    inner = self.total(node.body, of, min(playing, node.passes.number(of)))
                case IfNode():
                    branch = node.body if chosen(self._header, node, self._values) else node.otherwise
                    inner = self.total(branch, of, playing)
                case RepeatNode():
                    passes = self._passes(node)
                    once = self.total(node.body, passes, passes)
                    inner = Size((once.cues + passes) * playing, once.seconds * playing)
                case PauseNode() | BreatheNode():
                    cues, seconds = self._own(node)
                    body = self.total(node.body or (), of, playing)
                    inner = Size(cues * playing + body.cues, seconds * playing)
                case _:
                    cues, seconds = self._own(node)
                    inner = Size(cues * playing, seconds * playing)
                    for body_nodes in bodies_of(node):
                        deeper = self.total(body_nodes, of, playing)
                        inner = Size(inner.cues + deeper.cues, inner.seconds + deeper.seconds)
            size.cues += inner.cues
            size.seconds += inner.seconds
        return size

    def _time(self, time: Time | None) -> Fraction:
        if isinstance(time, Use):
            return time_of(self._values.get(time.name, "")) or Fraction(0)
        return time or Fraction(0)

    def _own(self, node: Node) -> tuple[int, Fraction]:
        match node:
            case LineNode():
                return len(node.phrases), sum(node.silences_s, Fraction(0))
            case PauseNode():
                return 1, self._time(node.time)
            case BreatheNode():
                if node.breaths is not None:
                    return node.breaths * node.pattern.phases, breaths_of_number(node.pattern, node.breaths).ends_s[-1]
                seconds = self._time(node.time)
                # no breath is shorter than 3 s
                return int(seconds / 3 + 1) * node.pattern.phases, seconds
            case ChimeNode():
                return node.times, self._time(node.every) * (node.times - 1)
            case _:
                return 1, Fraction(0)

    def look(self, nodes: tuple[Node, ...], outer: int) -> None:
        """Nested passes, and @only blocks that no pass plays."""
        for node in nodes:
            inner = outer
            if isinstance(node, RepeatNode):
                passes = self._passes(node)
                for only in never_played(node.body, passes) if passes else ():
                    self._report.add(
                        only.spot,
                        "W309",
                        f"This block never plays: there {'is' if passes == 1 else 'are'} only {passes} "
                        f"pass{'' if passes == 1 else 'es'}.",
                    )
                inner = outer * passes
                if inner > limits.NESTED_PASSES >= outer:
                    self.too_many = True
                    self._report.add(
                        node.spot,
                        "E310",
                        f"Together with the blocks around it this @repeat has {inner} passes; "
                        f"{limits.NESTED_PASSES} is the most.",
                        "use fewer passes.",
                    )
            for body in bodies_of(node):
                self.look(body, inner)
