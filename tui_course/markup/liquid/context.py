"""What one rendering of a page carries with it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, ClassVar

from liquid.context import RenderContext
from liquid.utils import ReadOnlyChainMap

from tui_course.markup.liquid.host import Place
from tui_course.markup.liquid.limits import MAX_PROBLEMS, Budget, PageLimitError
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

    def new_output(self) -> Output:
        """An output for what is not written yet."""
        return Output(self.budget)

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
