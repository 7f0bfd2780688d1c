"""@show: what is seen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from reorigin_desktop.script import limits
from reorigin_desktop.script.arguments import Arguments
from reorigin_desktop.script.model import VisualKind
from reorigin_desktop.script.nodes import Node, ShowNode, Time
from reorigin_desktop.script.palette import COLOURS, PICTURES, SHOW_FADE_S
from reorigin_desktop.script.words import listed, meant

_HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def read_show(args: Arguments) -> Node:
    """@show ring, dot or none; or image, text or colour with a text; with a fade."""
    word = args.peek()
    kind = args.keyword_is(*PICTURES)
    if kind is None:
        args.fail("E248", f"@show needs one of: {listed(PICTURES)}.", args.example, word)
    value = ""
    file: Path | None = None
    if kind in ("image", "text", "colour"):
        what = {"image": "the name of a file", "text": "the words to show", "colour": "a colour"}[kind]
        named = args.shown_string(what)
        value = named.text
        if kind == "image":
            file = args.file(named)
        elif kind == "colour":
            value = value.strip().lower()
            if value not in COLOURS and not _HEX_COLOUR.fullmatch(value):
                args.fail(
                    "E236",
                    f"“{named.text}” is not a colour.",
                    meant(value, COLOURS, 'write a name such as "teal", or six signs such as "#2f6f73".'),
                    named,
                )
    fade: Time = SHOW_FADE_S
    if args.keyword_is("fade"):
        fade = args.time("A fade", limits.FADE_S)
    args.finish(("fade",))
    return ShowNode(args.spot, args.blank, cast("VisualKind", kind), value, file, fade)
