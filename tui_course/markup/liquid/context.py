"""What one rendering of a page carries with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from tui_course.markup.liquid.errors import CaptureLimitError, Interrupt, PageLimitError, ValueLimitError
from tui_course.markup.liquid.host import Place
from tui_course.markup.liquid.limits import MAX_LENGTH, MAX_PROBLEMS, MAX_SCOPES, TOO_DEEP, TOO_LONG
from tui_course.markup.liquid.quiz import QuizWatch
from tui_course.markup.liquid.scope import Scope
from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from tui_course.markup.liquid.engine import Environment
    from tui_course.markup.liquid.host import Host
    from tui_course.markup.liquid.limits import Budget
    from tui_course.markup.liquid.tags.loop import ForLoop
    from tui_course.markup.liquid.template import Block, Node, Template


class Output:
    """Collects what is rendered; everything written counts against the page's budget."""

    __slots__ = ("budget", "parts")

    def __init__(self, budget: Budget) -> None:
        self.parts: list[str] = []
        self.budget = budget

    def write(self, text: str) -> None:
        """Append `text`; raises PageLimitError when the page has become too long, keeping what still fits."""
        self.parts.append(text)
        self.budget.output -= len(text)
        if self.budget.output < 0:
            self.parts[-1] = text[: self.budget.output]
            self.budget.output = 0
            raise PageLimitError("the page becomes too long")

    def text(self) -> str:
        """Everything written so far."""
        return "".join(self.parts)

    def tail(self) -> str:
        """The last characters written: enough to see what stands before."""
        text = ""
        for part in reversed(self.parts):
            text = part[-80:] + text
            if len(text) > 80:  # noqa: PLR2004 - a few words
                break
        return text


class Capture(Output):
    """Collects what is not written yet: one text, no longer than a value may be."""

    __slots__ = ("room",)

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.room = MAX_LENGTH

    def write(self, text: str) -> None:
        """Append `text`; raises CaptureLimitError or PageLimitError when this or all captured texts become too long."""
        self.room -= len(text)
        self.budget.captured -= len(text)
        if self.room < 0:
            raise CaptureLimitError
        if self.budget.captured < 0:
            raise PageLimitError("the page captures too much text")
        self.parts.append(text)


class Context:
    """The variables of a page and what its tags remember.

    Scopes are as in Ruby: `assign` and `capture` reach the outermost one, counters stand below it. `globals` are the variables
    that the page was given; `cycles`, `loop_ends` and `unchanged` belong to the tags `cycle`, `for` and `ifchanged`.
    """

    __slots__ = (
        "_random",
        "budget",
        "counters",
        "cycles",
        "depth",
        "env",
        "globals",
        "host",
        "locals",
        "loop_ends",
        "loops",
        "page_file",
        "problems",
        "quizzes",
        "scope",
        "template",
        "unchanged",
        "unknown_filters",
    )

    SEVERITIES: ClassVar[Mapping[str, Severity]] = {
        "liquid-unknown-filter": Severity.WARNING,
        "liquid-syntax": Severity.WARNING,
    }

    def __init__(
        self, env: Environment, template: Template, host: Host, budget: Budget, *variables: Mapping[str, object]
    ) -> None:
        self.env = env
        self.template = template
        self.host = host
        self.budget = budget
        self.locals: dict[str, object] = {}
        self.counters: dict[str, int] = {}
        self.globals = Scope(*variables)
        self.scope = Scope(self.locals, self.counters, *variables)
        self.cycles: dict[object, int] = {}
        self.loop_ends: dict[str, int] = {}
        self.loops: list[ForLoop] = []
        self.unchanged = ""
        self.depth = 0
        self.page_file = template.path
        self.problems: dict[Problem, None] = {}
        self.quizzes = QuizWatch()
        self.unknown_filters: list[str] = []
        self._random: Random | None = None

    @property
    def random(self) -> Random:
        """Chance that is the same each time the page is rendered."""
        if self._random is None:
            from random import Random

            self._random = Random(self.page_file)  # noqa: S311 - no secret
        return self._random

    @contextmanager
    def extend(self, names: Mapping[str, object], template: Template | None = None) -> Iterator[None]:
        """Put names before all others for a while, in another template if one is given.

        Raises PageLimitError when this happens within itself too often.
        """
        if self.scope.depth >= MAX_SCOPES:
            raise PageLimitError(TOO_DEEP)
        before = self.template
        self.template = template or before
        self.scope.push(names)
        try:
            yield
        finally:
            self.scope.pop()
            self.template = before

    def assign(self, name: str, value: object) -> None:
        """Set a variable of the page; raises PageLimitError when the page's variables become too large."""
        self.locals[name] = value
        self.budget.variables -= len(value) if isinstance(value, str | list) else 1
        if self.budget.variables < 0:
            raise PageLimitError("the page's variables become too large")

    def capture(self, body: Block, output: Output) -> tuple[str, Interrupt | None]:
        """What `body` renders, and the `break` or `continue` that ended it, for the caller to raise again.

        Raises ValueLimitError if that becomes too long. If the page ends within, it is written to `output` as it is.
        """
        inner = Capture(self.budget)
        interrupt = None
        try:
            body.render(self, inner)
        except Interrupt as caught:
            interrupt = caught
        except CaptureLimitError as error:
            raise ValueLimitError(TOO_LONG) from error
        except PageLimitError:
            output.parts.extend(inner.parts)
            raise
        return inner.text(), interrupt

    def place(self, node: Node) -> Place:
        """Where a node of the template that is being rendered stands."""
        return Place(self.template.path, self.template.line_of(node.token.start))

    def report(self, code: str, message: str, node: Node) -> None:
        """Note a problem at a node; the same one is noted once."""
        if len(self.problems) >= MAX_PROBLEMS:
            return
        place = self.place(node)
        severity = self.SEVERITIES.get(code, Severity.ERROR)
        self.problems.setdefault(Problem(code, severity, message, place.file, place.line))
