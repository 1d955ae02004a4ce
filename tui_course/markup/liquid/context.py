"""What one rendering of a page carries with it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, ClassVar, Protocol

from liquid.context import RenderContext
from liquid.exceptions import LiquidInterrupt
from liquid.utils import ReadOnlyChainMap

from tui_course.markup.liquid.host import Place
from tui_course.markup.liquid.limits import (
    MAX_LENGTH,
    MAX_PROBLEMS,
    Budget,
    CaptureLimitError,
    PageLimitError,
    ValueLimitError,
)
from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from liquid.ast import Node

    from tui_course.markup.liquid.engine import JekyllEnvironment
    from tui_course.markup.liquid.host import Host
    from tui_course.markup.liquid.quiz import QuizWatch
    from tui_course.markup.liquid.template import JekyllTemplate


class Output:
    """Collects what is rendered; everything written counts against the page's budget."""

    __slots__ = ("budget", "parts")

    def __init__(self, budget: Budget) -> None:
        self.parts: list[str] = []
        self.budget = budget

    def write(self, text: str) -> int:
        """Append `text`; raises PageLimitError when the page has become too long, keeping what still fits."""
        self.parts.append(text)
        self.budget.output -= len(text)
        if self.budget.output < 0:
            self.parts[-1] = text[: self.budget.output]
            self.budget.output = 0
            raise PageLimitError("the page becomes too long")
        return len(text)

    def getvalue(self) -> str:
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

    def write(self, text: str) -> int:
        """Append `text`; raises CaptureLimitError or PageLimitError when this or all captured texts become too long."""
        self.room -= len(text)
        self.budget.captured -= len(text)
        if self.room < 0:
            raise CaptureLimitError
        if self.budget.captured < 0:
            raise PageLimitError("the page captures too much text")
        self.parts.append(text)
        return len(text)


class Renderable(Protocol):
    """A block or a whole template."""

    def render(self, context: JekyllContext, output: Output) -> None:
        """Render into `output`."""


class JekyllContext(RenderContext):
    """Scopes as in Ruby: `assign` and `capture` reach the outermost one, counters stand below it."""

    __slots__ = ("budget", "depth", "host", "page_file", "problems", "quizzes", "random", "unknown_filters")

    template: JekyllTemplate
    env: JekyllEnvironment
    SEVERITIES: ClassVar[Mapping[str, Severity]] = {
        "liquid-unknown-filter": Severity.WARNING,
        "liquid-syntax": Severity.WARNING,
    }

    def __init__(
        self, template: JekyllTemplate, namespace: Mapping[str, object], host: Host, budget: Budget, quizzes: QuizWatch
    ) -> None:
        super().__init__(template, globals=namespace)
        self.scope = ReadOnlyChainMap(self.locals, self.counters, self.globals)
        self.host = host
        self.budget = budget
        self.depth = 0
        self.page_file = str(template.path)
        self.problems: dict[Problem, None] = {}
        self.quizzes = quizzes
        self.unknown_filters: list[str] = []
        self.random = random.Random(self.page_file)  # noqa: S311 - a page must look the same every time

    def assign(self, key: str, val: object) -> None:
        """Set a variable of the page; raises PageLimitError when the page's variables become too large."""
        self.locals[key] = val
        self.budget.variables -= len(val) if isinstance(val, str | list) else 1
        if self.budget.variables < 0:
            raise PageLimitError("the page's variables become too large")

    def capture(self, body: Renderable, output: Output) -> tuple[str, LiquidInterrupt | None]:
        """What `body` renders, and the `break` or `continue` that ended it, for the caller to raise again.

        Raises ValueLimitError if that becomes too long. If the page ends within, it is written to `output` as it is.
        """
        inner = Capture(self.budget)
        interrupt = None
        try:
            body.render(self, inner)
        except LiquidInterrupt as caught:
            interrupt = caught
        except CaptureLimitError as error:
            raise ValueLimitError(str(error.args[0])) from error
        except PageLimitError:
            output.parts.extend(inner.parts)
            raise
        return inner.getvalue(), interrupt

    def place(self, node: Node) -> Place:
        """Where a node of the template that is being rendered stands."""
        return Place(str(self.template.path), self.template.line_of(node.token.start_index))

    def report(self, code: str, message: str, node: Node) -> None:
        """Note a problem at a node; the same one is noted once."""
        if len(self.problems) >= MAX_PROBLEMS:
            return
        place = self.place(node)
        severity = self.SEVERITIES.get(code, Severity.ERROR)
        self.problems.setdefault(Problem(code, severity, message, place.file, place.line))
