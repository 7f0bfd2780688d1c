"""Walks the tree of a session, pass after pass, and lays it down on a tape."""

from __future__ import annotations

from dataclasses import replace

from reorigin_desktop.script.lanes import (
    change_bed,
    change_duck,
    change_pace,
    count,
    play_sound,
    show,
    stop_here,
    strike,
)
from reorigin_desktop.script.model import Lane, Repetition, RepetitionBegin, RepetitionSpan, SectionStart
from reorigin_desktop.script.nodes import (
    AskNode,
    AtNode,
    BedNode,
    BreatheNode,
    ChimeNode,
    CountNode,
    DuckNode,
    GroupNode,
    IfNode,
    LineNode,
    Node,
    NoteNode,
    OnlyNode,
    PaceNode,
    PauseNode,
    RepeatNode,
    SectionNode,
    ShowNode,
    SoundNode,
    VoiceNode,
    WaitNode,
)
from reorigin_desktop.script.report import LineError
from reorigin_desktop.script.size import chosen, passes_of
from reorigin_desktop.script.speak import Speaker, speak
from reorigin_desktop.script.tape import Tape
from reorigin_desktop.script.timed import breathe, go_to, pause


class Unroller:
    """Lays nodes on a tape; what cannot be laid down is reported and left out."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._speaker = Speaker(tape.header)
        self._counts: list[tuple[str, int, int, int, tuple[int, ...]]] = []
        self._count_from = [(0, 0)]
        """Where the next @count reaches back to, for each block around, innermost last."""

    def walk(self, nodes: tuple[Node, ...]) -> None:
        """Lay these nodes down, one after the other."""
        for node in nodes:
            self._tape.blank = self._tape.blank or node.blank
            try:
                self._lay(node)
            except LineError as error:
                self._tape.report.add_error(error)

    def _lay(self, node: Node) -> None:
        tape = self._tape
        match node:
            case LineNode():
                speak(tape, self._speaker, node)
            case PauseNode():
                pause(tape, node, self.walk)
            case BreatheNode():
                breathe(tape, node, self.walk)
            case RepeatNode():
                self._repeat(node)
            case OnlyNode():
                if tape.passes and node.passes.holds(*tape.passes[-1]):
                    self._group(node.body, blank_end=node.blank_end)
            case IfNode():
                branch = node.body if chosen(tape.header, node, tape.values) else node.otherwise
                self._group(branch, blank_end=node.blank_end)
            case GroupNode():
                self._group(node.body, blank_end=node.blank_end)
            case SectionNode():
                tape.section = node.title
                tape.emit(node.spot, Lane.LOG, "section", SectionStart(node.title, node.level))
            case BedNode():
                change_bed(tape, node)
            case DuckNode():
                change_duck(tape, node)
            case ChimeNode():
                strike(tape, node)
            case SoundNode():
                play_sound(tape, node)
            case ShowNode():
                show(tape, node)
            case AskNode() | WaitNode():
                stop_here(tape, node)
            case AtNode():
                go_to(tape, node)
            case PaceNode():
                change_pace(tape, node)
            case VoiceNode():
                tape.pace = replace(tape.pace, voice_name=node.name)
            case NoteNode():
                tape.note = node.text
            case CountNode():
                self._count(node)
            case _:
                raise TypeError(node)

    def _group(self, nodes: tuple[Node, ...], *, blank_end: bool) -> None:
        self.walk(nodes)
        self._tape.blank = self._tape.blank or blank_end

    def _repeat(self, node: RepeatNode) -> None:
        tape = self._tape
        of = passes_of(node, tape.values)
        path = tape.path
        for index in range(1, of + 1):
            tape.passes = (*tape.passes, (index, of))
            if node.label:
                tape.path = (*path, Repetition(node.label, index, of))
            self._count_from.append((tape.frame, len(tape.segments)))
            self._pass(node)
            self._count_from.pop()
            tape.passes = tape.passes[:-1]
            tape.path = path

    def _pass(self, node: RepeatNode) -> None:
        tape = self._tape
        start, segment, segment_cues = tape.frame, len(tape.segments), len(tape.cues)
        if node.counted:
            tape.emit(node.spot, Lane.LOG, "repetition", RepetitionBegin(0, 0))
        self._group(node.body, blank_end=node.blank_end)
        if node.counted:
            # the end is known only now
            begin = RepetitionBegin(len(tape.segments), tape.frame - tape.before)
            tape.cues[segment_cues] = replace(tape.cues[segment_cues], payload=begin)
            stops = tuple(range(segment, len(tape.segments)))
            tape.spans.append(RepetitionSpan(tape.path[-1], start, tape.frame, node.spot.line, stops))

    def _count(self, node: CountNode) -> None:
        tape = self._tape
        count(tape, node.spot, node.label)
        start, segment = self._count_from[-1]
        stops = tuple(range(segment, len(tape.segments)))
        self._counts.append((node.label, start, tape.frame, node.spot.line, stops))
        self._count_from[-1] = (tape.frame, len(tape.segments))

    def counted(self) -> list[RepetitionSpan]:
        """One span for each @count, numbered now that their number is known."""
        totals: dict[str, int] = {}
        for label, *_ in self._counts:
            totals[label] = totals.get(label, 0) + 1
        seen: dict[str, int] = {}
        spans = []
        for label, start, end, line, stops in self._counts:
            seen[label] = seen.get(label, 0) + 1
            spans.append(RepetitionSpan(Repetition(label, seen[label], totals[label]), start, end, line, stops))
        return spans
