"""The check of a course: its problems one a line, and on a terminal what they amount to."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Final

from tui_course import export
from tui_course.commands.printing import prepare_output, print_json
from tui_course.model.block import Figure
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible_line
from tui_course.model.walk import all_blocks, all_questions
from tui_course.model.words import count_words
from tui_course.sources.check import course_problems
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.open import find_courses
from tui_course.study.pacing import WORDS_A_MINUTE
from tui_course.typeset.setting import text_cells
from tui_course.typeset.shorten import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tui_course.model.course import Page
    from tui_course.sources.pages import Pages

_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_HEADS: Final = ("pages", "quest.", "fig.", "words", "min", "errors", "warn.", "notes")
_GAP: Final = "  "
_CUT: Final = "..."
_LEAST_TITLE: Final = 16


@dataclass(slots=True)
class Findings:
    """What a course holds and what is wrong with it; `name` is its title, `prefix` what stands before its files."""

    name: str = ""
    prefix: str = ""
    pages: int = 0
    questions: int = 0
    figures: int = 0
    words: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Count what a page holds."""
        self.pages += 1
        self.questions += sum(1 for _ in all_questions(page.blocks))
        self.figures += sum(isinstance(block, Figure) for block in all_blocks(page.blocks))
        self.words += count_words(page.blocks)

    @property
    def minutes(self) -> int:
        """How long the course takes to read, rounded up."""
        return ceil(self.words / WORDS_A_MINUTE)

    def count(self, severity: Severity) -> int:
        """How many problems are that bad."""
        return sum(problem.severity is severity for problem in self.problems)

    def place(self, problem: Problem) -> str:
        """`file:line` of a problem."""
        line = f":{problem.line}" if problem.line else ""
        return f"{self.prefix}{problem.file}{line}" if problem.file else ""

    @property
    def row(self) -> tuple[int, ...]:
        """The figures of the course, in the order of the table's head."""
        return (self.pages, self.questions, self.figures, self.words, self.minutes, *map(self.count, Severity))


def check(path: Path, *, as_json: bool, strict: bool) -> int:
    """Print every problem; 1 where one of them is an error, or with `strict` a warning."""
    prepare_output()
    table = not as_json and sys.stderr.isatty()
    courses = find_courses(path)
    found = []
    for one in courses or (path,):
        prefix = f"{visible_line(one.relative_to(path).as_posix())}/" if courses else ""
        with Worker() as worker:
            findings = _checked(IsolatedCourse(worker, one), prefix, as_json=as_json)
        found.append(findings)
        if not as_json and not (table and courses):
            _finish(findings, table=table)
    if table and courses:
        _print_table(library_table(found, shutil.get_terminal_size().columns, colour=_has_colour(os.environ)))
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return int(any(findings.count(severity) for findings in found for severity in bad))


def _checked(pages: Pages, prefix: str, *, as_json: bool) -> Findings:
    """Check a course, and print each problem as it is found."""
    findings = Findings(prefix=prefix)
    for problem in course_problems(pages, findings.add):
        findings.problems.append(problem)
        if as_json:
            data = export.problem_data(problem)
            print_json(data | {"file": prefix + problem.file})
        else:
            print(f"{prefix}{problem}")
    findings.name = visible_line(pages.course.title)
    return findings


def _finish(findings: Findings, *, table: bool) -> None:
    """Say what it comes to: in a line, and on a terminal in a table before it."""
    if table:
        _print_table(course_table(findings, colour=_has_colour(os.environ)))
    counts = ", ".join(counted(findings.count(severity), severity.value) for severity in Severity)
    print(f"{findings.name}: {counted(findings.pages, 'page')}, {counts}", file=sys.stderr)


def _print_table(lines: Iterator[str]) -> None:
    sys.stdout.flush()
    for line in lines:
        print(line, file=sys.stderr)


def _has_colour(environment: Mapping[str, str]) -> bool:
    return not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def counted(number: int, noun: str) -> str:
    """Such as `1 page` and `1,200 words`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def course_table(findings: Findings, *, colour: bool) -> Iterator[str]:
    """What a course holds; then of each kind of problem how often there is one, and where the first of them is."""
    if findings.problems:
        yield ""
    parts = (
        counted(findings.questions, "question"),
        counted(findings.figures, "figure"),
        counted(findings.words, "word"),
        f"{counted(findings.minutes, 'minute')} to read",
    )
    yield ", ".join(parts)
    kinds = {severity: _kinds(findings.problems, severity) for severity in Severity}
    wide = max((len(code) for of_kind in kinds.values() for code in of_kind), default=0)
    digits = max((len(f"{len(one):,}") for of_kind in kinds.values() for one in of_kind.values()), default=0)
    for severity, codes in kinds.items():
        head = _coloured(f"{severity.value}s".ljust(10), severity, colour=colour)
        for code, problems in codes.items():
            yield f"{head}{len(problems):>{digits},}  {code.ljust(wide)}  {findings.place(problems[0])}".rstrip()
            head = " " * 10


def _kinds(problems: Sequence[Problem], severity: Severity) -> dict[str, list[Problem]]:
    """The problems that are so bad by their code, the most frequent first."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is severity:
            found.setdefault(problem.code, []).append(problem)
    return dict(sorted(found.items(), key=lambda kind: (-len(kind[1]), kind[0])))


def library_table(found: Sequence[Findings], columns: int, *, colour: bool) -> Iterator[str]:
    """A row for each course, and one for all of them, in `columns` as far as titles can be cut for that."""
    if any(findings.problems for findings in found):
        yield ""
    total = tuple(map(sum, zip(*(findings.row for findings in found), strict=True)))
    rows = [tuple(f"{value:,}" for value in row) for row in (*(findings.row for findings in found), total)]
    widths = [max(map(len, column)) for column in zip(_HEADS, *rows, strict=True)]
    room = max(_LEAST_TITLE, columns - sum(widths) - len(_GAP) * len(widths))
    names = [shortened(name, room, _CUT, text_cells) for name in (*(findings.name for findings in found), "all courses")]
    wide = max(map(text_cells, names))
    yield "course".ljust(wide) + "".join(f"{_GAP}{head:>{width}}" for head, width in zip(_HEADS, widths, strict=True))
    for name, row in zip(names, rows, strict=True):
        yield name + " " * (wide - text_cells(name)) + "".join(_cells(row, widths, colour=colour))


def _cells(row: Sequence[str], widths: Sequence[int], *, colour: bool) -> Iterator[str]:
    """The cells of a row; the last ones, which count problems, have a colour where there are some."""
    severities = (*(None,) * (len(row) - len(Severity)), *Severity)
    for cell, width, severity in zip(row, widths, severities, strict=True):
        shown = severity is not None and cell != "0"
        yield _GAP + (_coloured(f"{cell:>{width}}", severity, colour=colour) if shown and severity else f"{cell:>{width}}")


def _coloured(text: str, severity: Severity, *, colour: bool) -> str:
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m" if colour else text
