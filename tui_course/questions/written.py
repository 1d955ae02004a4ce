"""A question as its author wrote it, in a data file or in a page, before its kind reads it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.questions.fields import first
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.model.block import Block
    from tui_course.model.question import Task

_OFF = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a kind made of a question: its task, and why it cannot be answered, empty where it can."""

    task: Task
    fault: str = ""


@dataclass(slots=True)
class Report:
    """Collects the problems of a file; `first_line` is added to every line, for what stands inside a page."""

    file: str
    first_line: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, severity: Severity, message: str, line: int) -> None:
        """Take a problem at a line, from 1; 0 is the whole."""
        self.problems.append(Problem(code, severity, message, self.file, line + self.first_line))


@dataclass(frozen=True, slots=True)
class Written:
    """What both forms have: the author's name for the kind, the prompt, and what the question is called in problems.

    `several` says what that name says: several answers rather than one; None where it says nothing.
    """

    kind: str
    several: bool | None
    prompt: tuple[Block, ...]
    name: str
    line: int
    report: Report

    def warn(self, code: str, message: str, line: int = 0, severity: Severity = Severity.WARNING) -> None:
        """Report something about the question; at its own line, unless another is given."""
        self.report.add(code, severity, message, line or self.line)

    def faulty(self, task: Task, code: str, fault: str) -> Reading:
        """The task of a question that cannot be answered, reported."""
        self.warn(code, f"{self.name} cannot be answered: {fault}")
        return Reading(task, fault)


@dataclass(frozen=True, slots=True)
class Entry(Written):
    """A question in a data file: its fields; `markdown` reads the author's words."""

    item: dict[str, Any]
    markdown: Callable[[str], tuple[Block, ...]]

    def words(self, value: object, what: str, line: int = 0) -> tuple[Block, ...]:
        """The blocks of a value that should be text; `what` names it in problems."""
        return self.markdown(text_of(value, what, self.report, line or self.line))

    def flag(self, names: tuple[str, ...], *, default: bool) -> bool:
        """A field that says yes or no."""
        return is_on(first(self.item, names), default=default)

    def setting(self, names: tuple[str, ...]) -> str:
        """A field of one word or a few, empty where it is not there."""
        value = first(self.item, names)
        return "" if value is None else visible(str(value)).strip()


@dataclass(frozen=True, slots=True)
class Passage(Written):
    """A question in a page: the attributes of its comment, the blocks that hold what may be answered, and its answers."""

    attributes: Mapping[str, str]
    parts: tuple[Block, ...]
    answers: tuple[str, ...]

    def flag(self, names: tuple[str, ...], *, default: bool) -> bool:
        """An attribute that says yes or no."""
        return is_on(self.setting(names) or None, default=default)

    def setting(self, names: tuple[str, ...]) -> str:
        """An attribute, empty where it is not there."""
        return next((self.attributes[name] for name in names if name in self.attributes), "").strip()


def is_on(value: object, *, default: bool) -> bool:
    """Whether a value says yes; `default` where it says nothing."""
    return default if value is None else str(value).strip().casefold() not in _OFF


def line_of(value: object, default: int = 0) -> int:
    """The line at which a mapping of a data file begins, where it is known."""
    return int(getattr(value, "line", default))


def text_of(value: object, what: str, report: Report, line: int) -> str:
    """A scalar as its author wrote it; what YAML made a truth value or a list of is text again, and reported."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, bool):
        word = "True" if value else "False"
        report.add("quiz-boolean", Severity.NOTE, f"{what} is a truth value, not text; it is shown as {word}", line)
        return word
    if value is None:
        report.add("quiz-empty", Severity.WARNING, f"{what} is empty", line)
        return ""
    if isinstance(value, list):
        report.add("quiz-list", Severity.WARNING, f"{what} is a list where text is expected", line)
        return "\n\n".join(visible(str(part)) for part in value)
    if isinstance(value, dict):
        message = f"{what} is a mapping where text is expected (is a quotation mark missing?)"
        report.add("quiz-mapping", Severity.WARNING, message, line)
        return ", ".join(f"{visible(str(key))}: {visible(str(part))}" for key, part in value.items())
    return visible(str(value))
