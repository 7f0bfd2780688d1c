"""Finds the slips in a header that a YAML reader describes badly: a tab, a colon or a space missing, one too many."""

from __future__ import annotations

import re

from reorigin_desktop.script.report import Report, Source, Spot

_ENTRY = re.compile(r"( *)([A-Za-z_][\w-]*)[ ]*:(?: +(.*))?$")
_NO_SPACE = re.compile(r"( *)([A-Za-z_][\w-]*):([^\s:].*)$")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


def find_slips(report: Report, source: Source, first: int, after: int) -> bool:
    """Report every slip in the lines from `first` to just before `after`; whether there was any."""
    before = report.errors
    tab_said = False
    skip_deeper: int | None = None  # inside a text of several lines, which belongs to an entry of this indent
    flow = ""  # what is still open of a list or a quotation that spans lines
    indent_here = 0
    for number in range(first, after):
        raw = source.lines[number - 1].rstrip()
        text = raw.lstrip()
        indent = len(raw) - len(text)
        if not text or text.startswith("#"):
            continue
        if "\t" in raw[:indent]:
            if not tab_said:
                report.add(
                    Spot(source, number, raw.index("\t") + 1, raw.index("\t") + 2),
                    "E003",
                    "The header is indented with a tab.",
                    "use two spaces instead.",
                )
            tab_said = True
            continue
        if flow:
            flow = _still_open(flow, text)
            continue
        if skip_deeper is not None and indent > skip_deeper:
            continue
        skip_deeper = None
        if text.startswith(("- ", "[", "{", '"', "'", "%", "...")) or text == "-":
            flow = _still_open("", text)
            continue
        found = _ENTRY.match(raw)
        if found:
            indent_here = indent
            value = (found[3] or "").strip()
            if _BLOCK_TEXT.match(value):
                skip_deeper = indent
            elif value[:1] in ('"', "'", "[", "{"):
                flow = _still_open("", value)
            elif value and value[0] not in "#&*!":
                _colon_in_text(report, source, number, found[2], value)
                skip_deeper = indent
            continue
        _not_an_entry(report, source, number, indent, indent_here)
    return report.errors > before


def _colon_in_text(report: Report, source: Source, number: int, name: str, value: str) -> None:
    plain = re.split(r"\s#", value)[0].rstrip()
    if ": " in plain or plain.endswith(":"):
        start = source.lines[number - 1].index(value, source.lines[number - 1].index(":"))
        quoted = plain.replace('"', "'")
        report.add(
            Spot(source, number, start + 1, start + 1 + len(plain)),
            "E005",
            "This header text contains a colon.",
            f'put it in quotation marks: {name}: "{quoted}"',
        )


def _not_an_entry(report: Report, source: Source, number: int, indent: int, indent_here: int) -> None:
    raw = source.lines[number - 1].rstrip()
    text = raw.strip()
    spot = Spot(source, number, indent + 1, len(raw) + 1)
    close = _NO_SPACE.match(raw)
    if close:
        report.add(spot, "E006", "A space is missing after the colon.", f"write “{close[2]}: …”.")
    elif ":" not in text and (indent <= indent_here or indent > 0):
        name, _, value = text.partition(" ")
        report.add(spot, "E004", "A colon is missing in the header.", f"write “{name}: {value.strip() or '…'}”.")


def _still_open(before: str, text: str) -> str:
    """What is open after this line of a list or quotation: a quotation mark, or brackets."""
    opened = list(before)
    i = 0
    while i < len(text):
        sign = text[i]
        if opened and opened[-1] in "\"'":
            if sign == "\\" and opened[-1] == '"':
                i += 1
            elif sign == opened[-1]:
                opened.pop()
        elif (sign in "\"'" and (i == 0 or text[i - 1] in " [{,:")) or sign in "[{":
            opened.append(sign)
        elif sign in "]}" and opened:
            opened.pop()
        elif sign == "#" and i and text[i - 1] == " ":
            break
        i += 1
    return "".join(opened)
