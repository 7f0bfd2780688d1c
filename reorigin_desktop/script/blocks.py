"""The blocks that are open while a script is read, and how it goes on when one is not closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from reorigin_desktop.script import limits
from reorigin_desktop.script.nodes import GroupNode, Node
from reorigin_desktop.script.reading import Around, Reading
from reorigin_desktop.script.report import Spot

Close = Callable[[tuple[Node, ...], tuple[Node, ...], bool], Node]
"""Makes the node of a block from its lines, those after @else, and whether it ends with an empty line."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An instruction that opens a block."""

    keyword: str
    close: Close
    repeats: bool = False
    timed: bool = False
    breathes: bool = False


def broken_opening(keyword: str, spot: Spot, *, blank: bool) -> Opening:
    """A block whose opening line has an error: its lines play once, and its @end fits."""
    return Opening(
        keyword,
        lambda body, otherwise, blank_end: GroupNode(spot, blank, body + otherwise, blank_end),
        repeats=keyword in ("repeat", "only"),
        timed=False,
    )


@dataclass(slots=True)
class _Open:
    opening: Opening
    spot: Spot
    errors_before: int
    body: list[Node] = field(default_factory=list)
    otherwise: list[Node] | None = None


class Blocks:
    """The lines read so far, in the blocks to which they belong."""

    def __init__(self, reading: Reading, around: Around) -> None:
        self._reading = reading
        self._around = around
        self._outside: list[Node] = []
        self._open: list[_Open] = []
        self._forgiven = 0
        """How many more @end belong to blocks that were closed when a section began."""
        self._too_deep = 0
        """How many more @end belong to blocks that were not opened, because they were nested too deeply."""
        self.around = around
        """What stands around the next line."""

    def _look_around(self) -> None:
        openings = [block.opening for block in self._open]
        self.around = replace(
            self._around,
            in_repeat=self._around.in_repeat or any(opening.repeats for opening in openings),
            in_timed=self._around.in_timed or any(opening.timed for opening in openings),
            in_breathing=self._around.in_breathing or any(opening.breathes for opening in openings),
            depth=self._around.depth + len(openings),
        )

    def add(self, node: Node) -> None:
        """Put a node where it belongs."""
        if not self._open:
            self._outside.append(node)
        elif self._open[-1].otherwise is not None:
            self._open[-1].otherwise.append(node)
        else:
            self._open[-1].body.append(node)

    def open(self, opening: Opening, spot: Spot) -> None:
        """Begin a block; E307 if it is nested too deeply."""
        if self._around.depth + len(self._open) >= limits.BLOCK_DEPTH:
            self._reading.report.add(
                spot,
                "E307",
                f"Blocks can be nested {limits.BLOCK_DEPTH} deep, not deeper.",
                "move this block out of the others.",
            )
            self._too_deep += 1
            return
        self._open.append(_Open(opening, spot, self._reading.report.errors))
        self._look_around()

    def otherwise(self, spot: Spot) -> None:
        """Begin the lines after @else."""
        if self._too_deep:
            return
        if not self._open or self._open[-1].opening.keyword != "if":
            if self._forgiven:
                return
            self._reading.report.add(spot, "E305", "@else without @if.", "@else belongs between @if … and @end.")
        elif self._open[-1].otherwise is not None:
            self._reading.report.add(
                spot, "E306", "This @if has a second @else.", "keep one @else between @if and @end."
            )
        else:
            self._open[-1].otherwise = []

    def end(self, spot: Spot, keyword: str | None, *, blank: bool) -> None:
        """Close the innermost block."""
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._open:
            if self._forgiven:
                self._forgiven -= 1
                return
            self._reading.report.add(
                spot,
                "E302",
                "There is no open block for this @end.",
                "remove it, or check whether the line that should open the block has an error.",
            )
            return
        opened = self._open[-1].opening.keyword
        if keyword is not None and keyword != opened:
            self._reading.report.add(
                spot,
                "E303",
                f"This @end says “{keyword}” but the open block is @{opened}.",
                f"write @end or @end {opened}.",
            )
            # an inner block without its @end: this one closes both, and an @end too many is forgiven
            while len(self._open) > 1 and any(block.opening.keyword == keyword for block in self._open[:-1]):
                self._close(blank=False)
                self._forgiven += 1
                if self._open[-1].opening.keyword == keyword:
                    break
        self._close(blank=blank)

    def _close(self, *, blank: bool) -> None:
        block = self._open.pop()
        self._look_around()
        if not block.body and not block.otherwise and self._reading.report.errors == block.errors_before:
            self._reading.report.add(
                block.spot,
                "W304",
                f"This @{block.opening.keyword} block is empty.",
                "put the lines to play between it and @end.",
            )
        self.add(block.opening.close(tuple(block.body), tuple(block.otherwise or ()), blank))

    def section(self, title: str, line: int) -> None:
        """A section begins: what is still open lacks its @end."""
        self._forgiven += self._too_deep
        self._too_deep = 0
        while self._open:
            block = self._open[-1]
            self._reading.report.add(
                block.spot,
                "E301",
                f"@{block.opening.keyword} is still open when section “{title}” begins.",
                f"add @end before line {line}.",
            )
            self._close(blank=False)
            self._forgiven += 1

    def finish(self) -> tuple[Node, ...]:
        """Everything read, at the end of the file."""
        while self._open:
            block = self._open[-1]
            self._reading.report.add(
                block.spot,
                "E301",
                f"This @{block.opening.keyword} is never closed.",
                "add a line with @end where the block stops.",
            )
            self._close(blank=False)
        return tuple(self._outside)
