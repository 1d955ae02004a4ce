"""The engine: parses each include once, and renders pages in the site's variables."""

from __future__ import annotations

import html
import re
import time
from typing import TYPE_CHECKING, cast

from liquid import Environment, Mode
from liquid.exceptions import LiquidError, LiquidInterrupt, LiquidSyntaxError, ResourceLimitError
from liquid.stream import TokenStream
from liquid.utils import ReadOnlyChainMap

from tui_course.markup.liquid.conditions import strict_condition
from tui_course.markup.liquid.context import JekyllContext, Output
from tui_course.markup.liquid.expressions import FilterCall, parse_filtered
from tui_course.markup.liquid.filters import FILTERS
from tui_course.markup.liquid.host import Expanded, Host
from tui_course.markup.liquid.lexer import tokenize
from tui_course.markup.liquid.limits import (
    FILTER_WORK,
    ITEM_WORK,
    MAX_INCLUDE_DEPTH,
    Budget,
    PageLimitError,
    RubyError,
    check_length,
)
from tui_course.markup.liquid.parser import BlockTag, Parser
from tui_course.markup.liquid.quiz import QuizWatch
from tui_course.markup.liquid.tags import TAGS
from tui_course.markup.liquid.template import JekyllTemplate
from tui_course.markup.liquid.values import stored
from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from liquid.ast import Node
    from liquid.expression import Expression
    from liquid.token import Token

_BLOCKS = frozenset(name for name, tag in TAGS.items() if issubclass(tag, BlockTag))
_DELIMITERS = re.compile(r"\{[{%]")
_MAX_CACHED = 500
_MAX_ARGUMENTS = re.compile(r"takes .* positional argument|missing .* required positional argument")


class JekyllEnvironment(Environment):
    """Python-liquid's environment with Ruby's tokens, Jekyll's tags and filters, and a cache of the site's includes."""

    context_depth_limit = 4 * MAX_INCLUDE_DEPTH + 40
    template_class = JekyllTemplate

    def __init__(self) -> None:
        self.partials: dict[str, JekyllTemplate] = {}
        self._conditions: dict[str, Expression] = {}
        self._filtered: dict[str, Expression] = {}
        super().__init__(tolerance=Mode.LAX)

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002 - the interface
        """Only ours: what python-liquid brings follows other rules."""
        self.filters.update(FILTERS)
        for name, tag in TAGS.items():
            self.tags[name] = tag(self)

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """What cuts a source into tokens."""
        return lambda source: tokenize(source, _BLOCKS)

    def _parse(self, source: str) -> list[Node]:
        return Parser(self).parse(TokenStream(self.tokenizer()(source)))

    def partial(self, path: str, source: str) -> JekyllTemplate:
        """The template of an include, parsed when it is first asked for; `path` is relative to the course folder."""
        if path not in self.partials:
            self.partials[path] = self.template(source, path)
        return self.partials[path]

    def template(self, source: str, path: str, line: int = 1) -> JekyllTemplate:
        """The template of a source that begins at a line of a file."""
        template = cast("JekyllTemplate", self.from_string(source, name=path, path=path))
        template.text = source
        template.first_line = line
        return template

    def condition(self, markup: str) -> Expression:
        """The condition of `where_exp` and `find_exp`; raises RubyError if it cannot be read."""
        if markup not in self._conditions:
            if len(self._conditions) > _MAX_CACHED:
                self._conditions.clear()
            try:
                self._conditions[markup] = strict_condition(markup)
            except LiquidSyntaxError as error:
                raise RubyError(f"cannot read the condition {markup[:60]!r}") from error
        return self._conditions[markup]

    def filtered(self, markup: str) -> Expression:
        """The expression of `group_by_exp`."""
        if markup not in self._filtered:
            if len(self._filtered) > _MAX_CACHED:
                self._filtered.clear()
            self._filtered[markup] = parse_filtered(markup)
        return self._filtered[markup]

    def apply(self, call: FilterCall, value: object, context: JekyllContext) -> object:
        """The value after one filter; as it was, with a note, after a filter that does not exist."""
        function = self.filters.get(call.name)
        if function is None:
            context.unknown_filters.append(call.name)
            return value
        budget = context.budget
        budget.spend(FILTER_WORK + _weight(value))
        arguments = call.evaluate_arguments(context)
        for argument in arguments:
            if isinstance(argument, list):
                budget.spend(ITEM_WORK * len(argument))
        try:
            if getattr(function, "with_context", False):
                result = function(value, *arguments, context=context)
            else:
                result = function(value, *arguments)
        except TypeError as error:
            reason = "has too many or too few arguments" if _MAX_ARGUMENTS.search(str(error)) else "cannot work on its value"
            raise RubyError(f"the filter {call.name} {reason}") from error
        if isinstance(result, str):
            check_length(len(result))
        if not isinstance(value, str):
            budget.look_at_clock()
        budget.spend(_weight(result))
        return stored(result)


def _weight(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    return ITEM_WORK * len(value) if isinstance(value, list | tuple | range | dict) else 1


class Liquid:
    """Renders the pages of one site.

    `host` answers what only the site knows; `globals` are the variables that every page sees (`site`, `jekyll`). Values are
    plain data (dict, list, str, numbers, bool, None, date, datetime) or `Drop`s. Includes are parsed once for all pages.
    `clock` counts the CPU seconds that a page may take at most.
    """

    def __init__(
        self,
        host: Host,
        globals: Mapping[str, object],  # noqa: A002 - the field's name
        *,
        clock: Callable[[], float] = time.thread_time,
    ) -> None:
        self._host = host
        self._clock = clock
        self._globals = globals
        self._environment = JekyllEnvironment()

    def render(self, source: str, variables: Mapping[str, object], *, file: str, line: int = 1) -> Expanded:
        """`source` after Liquid, in the site's variables and the page's own (`page`).

        `file` is the page's path relative to the course folder, `line` the number of the first line of `source` in it. Never
        raises: what fails shows its source and is among the problems.
        """
        if not _DELIMITERS.search(source):
            return Expanded(source)
        budget = Budget(len(source), self._clock)
        output = Output(budget)
        try:
            template = self._environment.template(source, file, line)
        except (LiquidError, RecursionError) as error:
            problem = Problem("liquid-error", Severity.ERROR, f"the page's tags cannot be read: {error.args[:1]}", file, line)
            return Expanded(source, (problem,))
        context = JekyllContext(template, ReadOnlyChainMap(variables, self._globals), self._host, budget, QuizWatch())
        try:
            template.render_nodes(context, output)
        except LiquidInterrupt as interrupt:
            # Ruby stops here as well, and says nothing.
            reason = f"the page ends at a {interrupt.args[0]} outside of a loop"
            context.problems.setdefault(Problem("liquid-break", Severity.WARNING, reason, file, line))
        except (ResourceLimitError, RecursionError) as error:
            reason = str(error.args[0]) if isinstance(error, PageLimitError) else "the page's templates are nested too deep"
            context.problems.setdefault(Problem("liquid-limit", Severity.ERROR, reason, file, line))
            output.parts.append(f'\n\n<tui-unknown reason="{html.escape(reason)}">The page ends here.</tui-unknown>\n')
        return Expanded(output.getvalue(), tuple(context.problems))
