"""A line as a string for a terminal or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.typeset.line import Role, Weight

if TYPE_CHECKING:
    from tui_course.typeset.line import Line, Run

# Colours of the first eight alone, without blue and yellow: each can be read on dark and on light.
_COLOURS = {
    Role.HEADING: "36",
    Role.MARKER: "36",
    Role.CODE: "36",
    Role.KEY: "36",
    Role.LINK: "36",
    Role.EXTERNAL: "36",
    Role.BROKEN: "31",
    Role.CITE: "35",
    Role.MATH: "35",
    Role.PICTURE: "35",
    Role.NOTE: "36",
    Role.TIP: "32",
    Role.WARNING: "31",
    Role.DANGER: "31",
    Role.QUESTION: "35",
    Role.RIGHT: "32",
    Role.WRONG: "31",
    Role.PROBLEM: "31",
    Role.KEYWORD: "35",
    Role.STRING: "32",
    Role.NUMBER: "31",
    Role.NAME: "1;36",
}
# Attributes that stand for a role without any colour as well.
_ATTRIBUTES = {
    Role.RULE: "2",
    Role.TABLE: "2",
    Role.QUOTE: "2",
    Role.DIM: "2",
    Role.COMMENT: "2",
    Role.MARK: "7",
}
_WEIGHTS = (
    (Weight.BOLD, "1"),
    (Weight.DIM, "2"),
    (Weight.ITALIC, "3"),
    (Weight.UNDERLINE, "4"),
    (Weight.STRIKE, "9"),
)


def bare(line: Line) -> str:
    """The characters of a line alone."""
    return _safe(line.text).rstrip(" ")


def paint(line: Line, *, palette: bool) -> str:
    """A line with the sequences (SGR) for bold, italic and the like, and with `palette` those for colours."""
    parts: list[str] = []
    before = ""
    for run in line.runs:
        codes = _codes(run, palette=palette)
        if codes != before:
            parts.append(f"\x1b[0;{codes}m" if codes else "\x1b[0m")
            before = codes
        parts.append(_safe(run.text))
    return "".join([*parts, "\x1b[0m" if before else ""])


def _codes(run: Run, *, palette: bool) -> str:
    if not run.text.strip(" ") and Weight.UNDERLINE not in run.weight:
        return ""
    found = [code for weight, code in _WEIGHTS if weight in run.weight]
    if run.role in _ATTRIBUTES:
        found.append(_ATTRIBUTES[run.role])
    if palette and run.role in _COLOURS:
        found.append(_COLOURS[run.role])
    return ";".join(found)


def _safe(text: str) -> str:
    """The last guard before a terminal: no text can steer it."""
    return text if text.isprintable() else visible(text).replace("\t", " ").replace("\n", " ")
