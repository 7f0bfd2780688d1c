"""What should be put right before a session is given to others; needs no recordings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reorigin_desktop.script import limits
from reorigin_desktop.script.forms import every_phrase
from reorigin_desktop.script.model import Message
from reorigin_desktop.script.nodes import AskNode, BreatheNode, LineNode, Node, RepeatNode, Slot, bodies_of
from reorigin_desktop.script.reading import whole_line
from reorigin_desktop.script.report import Report, Source, Spot, in_order
from reorigin_desktop.script.session import Session

CLAIMS = re.compile(
    r"\b(?:cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|treat(?:s|ed|ing|ments?)?|diagnos(?:e|es|ed|ing|is|tic)|"
    r"guarantee(?:s|d|ing)?|proven)\b",
    re.IGNORECASE,
)
"""Words that may read as a medical claim."""


def publish_messages(session: Session) -> tuple[Message, ...]:
    """Claims, notes to oneself left, no safety line, no return to the room, nobody to turn to."""
    report = Report()
    source = Source(session.path, session.path.name, str(session.path), session.lines)
    header = session.values_header
    for todo in session.todos:
        report.add(todo.spot, "W811", f"A note to yourself is left: “{todo.text}”.", "do it, or delete the line.")
    for entry, text in (("title", header.title), ("summary", header.summary)):
        found = CLAIMS.search(text)
        if found:
            _claim(report, _entry_spot(source, entry), found[0])
    for node in _all(session.nodes):
        if isinstance(node, LineNode):
            spoken = " ".join(piece for phrase in node.phrases for piece in phrase if not isinstance(piece, Slot))
            found = CLAIMS.search(spoken)
            if found:
                _claim(report, node.spot, found[0])
        elif isinstance(node, AskNode):
            _about_question(report, node, author=header.author)
    if not header.safety.strip():
        report.add(
            _entry_spot(source, "title"),
            "W812",
            "This session has no safety line.",
            "add “safety: …” to the header: for whom it is, and when not to use it.",
        )
    _about_ending(report, session)
    _about_forms(report, session)
    return in_order(report.messages, str(session.path))


def _all(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        for body in bodies_of(node):
            yield from _all(body)


def _claim(report: Report, spot: Spot, word: str) -> None:
    report.add(
        spot,
        "W810",
        f"“{word}” may read as a medical claim.",
        "say what the person does or notices, not what it does to them.",
    )


def _entry_spot(source: Source, entry: str) -> Spot:
    line = next((i for i, text in enumerate(source.lines, 1) if text.startswith(f"{entry}:")), 1)
    return whole_line(source, line)


def _about_question(report: Report, node: AskNode, *, author: str) -> None:
    checked = node.ask.check_above is not None or node.ask.check_below is not None
    if checked and not author.strip():
        report.add(
            node.spot,
            "W814",
            f"“{node.ask.name}” looks after the person, but the session names nobody to turn to.",
            "add “author: …” with a way to reach you to the header.",
        )


def _about_ending(report: Report, session: Session) -> None:
    last: Node | None = None
    spoken_after = True
    for node in session.nodes:
        if any(isinstance(inner, RepeatNode | BreatheNode) for inner in _all((node,))):
            last, spoken_after = node, False
        elif any(isinstance(inner, LineNode) for inner in _all((node,))):
            spoken_after = True
    if last is not None and not spoken_after:
        report.add(
            last.spot,
            "W813",
            "Nothing is spoken after this block, so the session ends without a return to the room.",
            "add a closing line, for example: Look around you, slowly.",
        )


def _about_forms(report: Report, session: Session) -> None:
    lines = {node.mark or str(id(node)): node for node in _all(session.nodes) if isinstance(node, LineNode)}
    forms: dict[tuple[str, int], int] = {}
    for phrase in every_phrase(session):
        if phrase.values and phrase.mark:
            key = (phrase.mark, phrase.index)
            forms[key] = forms.get(key, 0) + 1
    for (mark, _), number in forms.items():
        if number > limits.FORMS_OF_A_PHRASE // 20:
            report.add(
                lines[mark].spot,
                "W613",
                f"A phrase of this line has {number} forms to record.",
                "keep the phrase around a variable short with [1s], or use fewer values.",
            )
