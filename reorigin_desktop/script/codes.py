"""Every code of a message to an author, with what it is about."""

from __future__ import annotations

from typing import Final

from reorigin_desktop.script.model import Severity

CODES: Final[dict[str, str]] = {
    "E001": "The file has no header.",
    "E002": "The header is not closed.",
    "E003": "A tab in the header.",
    "E004": "A colon is missing in the header.",
    "E005": "A text in the header contains a colon and has no quotation marks.",
    "E006": "A space is missing after a colon in the header.",
    "E007": "The header cannot be read, or goes beyond what a header may be (16 KiB, 8 levels, no anchors or tags).",
    "E008": "A header entry is written twice.",
    "E009": "The session needs a newer version of the app.",
    "E010": "The name of a variable is not a name.",
    "E011": "The name of a variable is used by the app.",
    "E012": "A choice without options.",
    "E013": "The default of a choice is not one of its options.",
    "E014": "The default of a number is outside its limits.",
    "E015": "Too many variables, or too many options of one.",
    "E016": "A variable has no default.",
    "E020": "A header entry that every session needs is missing.",
    "E021": "An unknown header entry.",
    "E022": "The value of a header entry is not of the right kind.",
    "E101": "A space or a sign after @.",
    "E102": "An unknown instruction.",
    "E103": "A heading without a space after #.",
    "E104": "A heading of the third level.",
    "E105": "A heading without a title.",
    "E110": "The file is not UTF-8 text.",
    "E111": "The file has too many lines.",
    "E201": "A length of time cannot be understood.",
    "E202": "A length of time has no unit.",
    "E203": "A clock time is not possible.",
    "E204": "A length of time is missing.",
    "E205": "A quotation is not closed.",
    "E206": "A text in quotation marks is missing.",
    "E207": "Something is not expected in an instruction.",
    "E208": "A note is empty.",
    "E210": "A length of time is zero where that does nothing.",
    "E211": "A length of time is too long.",
    "W212": "A very long silence.",
    "E220": "A breathing block without a pattern.",
    "E221": "A breathing pattern with too many numbers.",
    "E222": "An in-breath or out-breath is too short.",
    "E223": "A hold is too long.",
    "W224": "A hold is long.",
    "E225": "The second rate of a ramp is missing.",
    "E226": "A breathing rate is outside the limits.",
    "E227": "A single number could be a rate or seconds.",
    "E228": "An unknown breathing pattern.",
    "E229": "A ratio of in-breath to out-breath is not usable.",
    "E230": "An unknown breathing guide.",
    "E231": "A breathing block without a length.",
    "E232": "A moment beyond 100 %.",
    "E236": "An unknown colour.",
    "E240": "@bed has nothing to do.",
    "E241": "An unknown bed.",
    "E242": "A bed louder than the voice.",
    "W243": "A bed that can cover the voice.",
    "E244": "A level has no unit.",
    "E245": "An amount of ducking is missing or outside the limits.",
    "W246": "A level for a bed where none plays.",
    "E247": "An unknown chime.",
    "E248": "An unknown kind of picture.",
    "E249": "A chime, sound or guide louder than the voice.",
    "E250": "A question without a name.",
    "E251": "A scale runs backwards.",
    "E252": "A scale has too many steps.",
    "E253": "A question without the kind of answer.",
    "E254": "A choice with fewer than two answers.",
    "E255": "A check that does not fit the scale.",
    "E256": "A time for @wait.",
    "E257": "Too many chimes in a row.",
    "E260": "A time for @repeat.",
    "E261": "@repeat without a number.",
    "E262": "A number of passes outside the limits.",
    "E263": "@only without the passes that are meant.",
    "E264": "The passes of @only run backwards or begin at 0.",
    "E265": "@if without “is”.",
    "E266": "@if without a value, or with something that it cannot look at.",
    "E270": "@voice without a name.",
    "E271": "A rate of speech outside the limits.",
    "E272": "@pace without a value.",
    "E273": "A gap between lines is too long.",
    "E280": "A file outside the session folder.",
    "E281": "A file includes itself.",
    "E282": "Files are included too deeply.",
    "E283": "A file is missing.",
    "E284": "A section of an included file is missing.",
    "E285": "An included file cannot be read, or is too long.",
    "E286": "A sound cannot be read.",
    "E301": "A block is not closed.",
    "E302": "@end without a block.",
    "E303": "@end names another block than the open one.",
    "W304": "An empty block.",
    "E305": "@else without @if.",
    "E306": "A second @else.",
    "E307": "Blocks are nested too deeply.",
    "E308": "@only outside @repeat.",
    "W309": "A block that never plays.",
    "E310": "Nested @repeat blocks have too many passes together.",
    "W401": "A line that looks like an instruction without @.",
    "W402": "An instruction in the middle of a line.",
    "W403": "A very long line.",
    "E404": "A brace is not closed.",
    "E405": "The name of a variable in braces is not a name.",
    "E406": "Square brackets without a time.",
    "I407": "Dots meant as a pause.",
    "E408": "A line with nothing to speak.",
    "E409": "An invisible sign: a control character, one that turns the direction of writing, or a private one.",
    "E410": "A line with too many phrases.",
    "E501": "A mark is used twice.",
    "E502": "A broken mark.",
    "W503": "A mark in the middle of a line.",
    "E601": "An unknown variable.",
    "E602": "A variable is not a number.",
    "E603": "A variable is not a length of time.",
    "E604": "{round} outside @repeat.",
    "W605": "A question before without one after, or the other way round.",
    "W606": "A variable that may be empty, without other words to use.",
    "E607": "A variable that does not name beds.",
    "E608": "The same question is asked twice.",
    "E609": "A value that a variable can never have.",
    "W611": "A variable in quotation marks.",
    "E612": "A number outside the limits of its variable.",
    "W613": "A phrase with very many forms to record.",
    "E701": "The lines inside a timed block are too long for it.",
    "W702": "The lines inside a timed block are too long for it, by an estimate.",
    "E703": "@at outside a timed block.",
    "E704": "@at while the lines before it are still playing.",
    "E705": "A stop inside a timed block.",
    "E706": "@at after the end of its block.",
    "E707": "A breathing block inside another.",
    "W801": "Nothing is spoken in the session.",
    "E802": "The session is too long.",
    "E803": "The session has too many cues.",
    "W810": "Publishing: words that may read as a medical claim.",
    "W811": "Publishing: a note to oneself is left in the script.",
    "W812": "Publishing: no safety line.",
    "W813": "Publishing: no return to the room at the end.",
    "W814": "Publishing: a question looks after the person, but there is no author to turn to.",
    "I901": "An instruction for a newer version is skipped.",
}

_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.NOTE}

GROUPS: Final = (
    "header",
    "lines",
    "instructions",
    "blocks",
    "narration",
    "marks",
    "variables and answers",
    "timing",
    "the whole session",
    "compatibility",
)
"""What the first digit of a code stands for."""


def severity_of(code: str) -> Severity:
    """How bad a message with this code is."""
    return _SEVERITIES[code[0]]


def code_table() -> str:
    """The text of docs/script-messages.md."""
    parts = [
        "# Messages of the session language\n\n"
        "`reorigin check` names each message by a code. E is an error: the line is left out of a preview, and the "
        "session cannot be published. W is a warning, I is a note.\n\n"
        "This page is made from the program by `python -m reorigin_desktop.script.codes`.\n"
    ]
    for digit, group in enumerate(GROUPS):
        parts.append(f"\n## {digit}xx {group}\n\n| Code | Kind | What it is about |\n|---|---|---|\n")
        parts.extend(
            f"| {code} | {severity_of(code).value} | {about} |\n"
            for code, about in CODES.items()
            if code[1] == str(digit)
        )
    return "".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(code_table())
