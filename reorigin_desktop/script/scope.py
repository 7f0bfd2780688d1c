"""Which variables a script may use, and what each may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from reorigin_desktop.script.model import Variable
from reorigin_desktop.script.report import LineError, Report, Spot
from reorigin_desktop.script.words import listed, meant

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
RESERVED: Final = ("round", "rounds_total")
"""Names that the app fills in itself, inside @repeat."""


@dataclass(slots=True)
class Scope:
    """The variables of one session.

    `doubtful` are those whose declaration has an error, and with `known` False the header could not be read at all:
    then nothing is said about variables, since the header's own message comes first.
    """

    variables: dict[str, Variable] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    known: bool = True
    missing: set[str] = field(default_factory=set)

    def find(self, name: str, spot: Spot, report: Report) -> Variable:
        """The declaration of a variable; LineError if there is none, with words only at its first use."""
        variable = self.variables.get(name)
        if variable is not None:
            return variable
        said = not self.known or name in self.doubtful or name in self.missing
        self.missing.add(name)
        if not said:
            report.add(
                spot,
                "E601",
                f"There is no variable {{{name}}}.",
                (meant(name, (*self.variables, *RESERVED), quote="{{{}}}") + " ").lstrip()
                + "Variables are listed under “variables:” in the header.",
            )
        raise LineError(spot, "E601", "", "", silent=True)

    def need_time(self, name: str, spot: Spot, report: Report) -> None:
        """LineError unless the variable holds a length of time."""
        if name in RESERVED or self.find(name, spot, report).type != "duration":
            raise LineError(
                spot,
                "E603",
                f"{{{name}}} is not a length of time.",
                "give it a length of time in the header, for example hold: 4s.",
            )

    def need_number(self, name: str, spot: Spot, report: Report) -> None:
        """LineError unless the variable holds a number."""
        if name in RESERVED or self.find(name, spot, report).type != "number":
            raise LineError(
                spot, "E602", f"{{{name}}} is not a number.", "give it a number in the header, for example rounds: 5."
            )

    def need_beds(self, name: str, spot: Spot, report: Report, beds: tuple[str, ...]) -> None:
        """LineError unless every value that the variable can have is a bed."""
        options: tuple[str, ...] = ()
        if name not in RESERVED:
            variable = self.find(name, spot, report)
            options = variable.options if variable.type == "choice" else ()
        wrong = [option for option in options if option.lower() not in beds]
        if not options or wrong:
            what = f"can be “{wrong[0]}”, which is not a bed." if wrong else "does not name beds."
            fix = f"declare it in the header as a choice, for example {name}: [shore, off]. Known: {listed(beds)}."
            raise LineError(spot, "E607", f"{{{name}}} {what}", fix)
