"""How long reading and compiling take as a script grows: prints one row for each number of lines."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from reorigin_desktop.script.estimate import EstimatingVoice
from reorigin_desktop.script.read import read_session
from reorigin_desktop.script.timeline import compile_session, default_values

SIZES = (1_000, 2_000, 4_000, 6_000, 8_000, 10_000)
TIMES = 3

HEADER = """---
format: 1
title: Curve
variables:
  place: [harbour, meadow]
  rounds: 3
---
"""

# what authors write, in about the proportions of the shipped sessions; the breathing is short, as they have it
LINES = """# Section {n}
@bed shore -18dB fade 6s

Let the shoulders be heavy, and the jaw loose, number {n}.
And the hands, [1.5s] wherever they like to lie.
@pause 1s
// a comment
The {{place}} is *quiet* today, [0.5s] and the air is mild. ^a{n:04}
There is nothing else to do.

@show dot
@chime bowl -14dB then 2s
@repeat {{rounds}} as "image {n}"
  See it once more, near or far.
  @only first
    This is round {{round}} of {{rounds_total}}.
  @end
  @pause 1s
@end
@if place is harbour
  The water moves a little.
@else
  The grass moves a little.
@end
@breathe 4-6 for 1 breath
@breathe 4-6 for 10s while
  @at 4s
  Softer, not deeper.
@end
@pause 1.5s
""".splitlines(keepends=True)


def script(lines: int) -> str:
    """A session of this many lines; the last block is closed even where it is cut."""
    written = HEADER.splitlines(keepends=True)
    number = 0
    while len(written) + len(LINES) <= lines:
        number += 1
        written += [line.format(n=number) for line in LINES]
    written += ["And one more line of words to fill the page.\n"] * (lines - len(written))
    return "".join(written)


def measured(path: Path) -> tuple[float, float, int]:
    """Best of a few times in ms: reading, compiling; and the number of cues."""
    reads, compiles, cues = [], [], 0
    for _ in range(TIMES):
        began = time.perf_counter()
        session = read_session(path)
        between = time.perf_counter()
        compiled = compile_session(session, default_values(session), EstimatingVoice())
        reads.append(between - began)
        compiles.append(time.perf_counter() - between)
        assert not session.messages, session.messages[:3]
        assert not compiled.messages, compiled.messages[:3]
        cues = len(compiled.timeline.cues)
    return min(reads) * 1000, min(compiles) * 1000, cues


def main() -> None:
    """Print the curve."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "curve.session"
        path.write_text(script(100), encoding="utf-8")
        measured(path)  # pydantic and ruamel are imported by the first header
        print(f"{'lines':>7} {'cues':>7} {'read ms':>9} {'compile ms':>11} {'together':>9} {'ms per 1,000 lines':>19}")
        for lines in SIZES:
            path.write_text(script(lines), encoding="utf-8")
            read_ms, compile_ms, cues = measured(path)
            whole = read_ms + compile_ms
            print(
                f"{lines:>7} {cues:>7} {read_ms:>9.0f} {compile_ms:>11.0f} {whole:>9.0f} {whole / lines * 1000:>19.1f}"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
