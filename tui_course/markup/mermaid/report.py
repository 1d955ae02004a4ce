"""What was not understood in a diagram, with its line, and how much of it a diagram may hold."""

from __future__ import annotations

from typing import Final

from tui_course.model.problem import Problem, Severity

# Far more than anybody reads in a drawing; what comes after costs no time.
MOST_NODES: Final = 2_000
MOST_EDGES: Final = 10_000
DEEPEST: Final = 100
MOST_CHARACTERS: Final = 10_000
_MOST_PROBLEMS: Final = 100
_LONGEST_QUOTE: Final = 60


class Report:
    """Problems in a diagram whose text begins at `first_line` of `file`; lines given here count from 1 in the text."""

    __slots__ = ("_file", "_first_line", "_limits", "_more", "_problems")

    def __init__(self, file: str, first_line: int) -> None:
        self._file = file
        self._first_line = first_line
        self._problems: list[Problem] = []
        self._limits: set[str] = set()
        self._more = 0

    def add(self, code: str, severity: Severity, message: str, line: int) -> None:
        """Keep a problem; of very many only the first are kept, and the rest are counted."""
        if len(self._problems) >= _MOST_PROBLEMS:
            self._more += 1
            return
        self._problems.append(Problem(code, severity, message, self._file, self.in_file(line)))

    def unread(self, text: str, why: str, line: int) -> None:
        """Say that `text` was not understood."""
        self.add("diagram-syntax", Severity.WARNING, f"{why}: {shortened(text)}", line)

    def limit(self, what: str, line: int) -> None:
        """Say once that there is more than is read: `what` is a whole sentence."""
        if what not in self._limits:
            self._limits.add(what)
            self.add("diagram-limit", Severity.WARNING, what, line)

    def bounded(self, text: str, line: int) -> str:
        """`text`, or its beginning where it is too long, which is said once."""
        if len(text) <= MOST_CHARACTERS:
            return text
        self.limit(f"a text has more than {MOST_CHARACTERS} characters; the rest is left out", line)
        return text[: MOST_CHARACTERS - 1] + "…"

    def in_file(self, line: int) -> int:
        """The line of the file for a line of the text."""
        return line + self._first_line - 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in the order of their lines, at the end how many more there are."""
        found = sorted(self._problems, key=lambda problem: problem.line)
        if self._more:
            words = f"{self._more} more problems in this diagram are not listed"
            found.append(Problem("diagram-syntax", Severity.WARNING, words, self._file, self._first_line))
        return tuple(found)


def shortened(text: str) -> str:
    """The first line of `text`, cut where it is too long to quote."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
