"""The engine: parses each include once, and renders pages in the site's variables."""

from __future__ import annotations

import functools
import html
import re
import time
from typing import TYPE_CHECKING

from tui_course.markup.liquid.conditions import strict_condition
from tui_course.markup.liquid.context import Context, Output
from tui_course.markup.liquid.errors import Interrupt, LiquidError, LiquidSyntaxError, PageLimitError, RubyError
from tui_course.markup.liquid.expressions import FilterCall, parse_filtered
from tui_course.markup.liquid.filters import CONTEXT_FILTERS, FILTERS
from tui_course.markup.liquid.host import Expanded, Host
from tui_course.markup.liquid.lexer import tokenize
from tui_course.markup.liquid.limits import FILTER_WORK, ITEM_WORK, TOO_DEEP, Budget, check_length
from tui_course.markup.liquid.parser import BlockTag, Parser
from tui_course.markup.liquid.tags import TAGS
from tui_course.markup.liquid.template import FAILURES, Block, Template
from tui_course.markup.liquid.values import stored
from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.markup.liquid.expressions import Expression

_BLOCKS = frozenset(name for name, tag in TAGS.items() if issubclass(tag, BlockTag))
_DELIMITERS = re.compile(r"\{[{%]")
_MAX_CACHED = 500
_WRONG_COUNT = r"takes .* positional argument|missing .* required positional argument"


class Environment:
    """The tags of a site's templates, and a cache of its includes and of the expressions in its filters."""

    __slots__ = ("_conditions", "_filtered", "partials", "tags")

    def __init__(self) -> None:
        self.tags = {name: tag(self) for name, tag in TAGS.items()}
        self.partials: dict[str, Template] = {}
        self._conditions: dict[str, Expression] = {}
        self._filtered: dict[str, Expression] = {}

    def partial(self, path: str, source: str) -> Template:
        """The template of an include, parsed when it is first asked for; `path` is relative to the course folder."""
        if path not in self.partials:
            self.partials[path] = self.template(source, path)
        return self.partials[path]

    def template(self, source: str, path: str, line: int = 1) -> Template:
        """The template of a source that begins at a line of a file; raises LiquidError if it cannot be read."""
        return Template(self.block(source), source, path, line)

    def block(self, source: str) -> Block:
        """The nodes of a source; raises LiquidError if it cannot be read."""
        try:
            return Block(Parser(self, tokenize(source, _BLOCKS)).parse())
        except (*FAILURES, RecursionError) as error:
            raise LiquidError("its tags cannot be read") from error

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

    def apply(self, call: FilterCall, value: object, context: Context) -> object:
        """The value after one filter; as it was, with a note, after a filter that does not exist."""
        function = FILTERS.get(call.name)
        if function is None:
            context.unknown_filters.append(call.name)
            return value
        if call.name in CONTEXT_FILTERS:
            function = functools.partial(function, context=context)
        budget = context.budget
        budget.spend(FILTER_WORK + _weight(value))
        arguments = call.evaluate_arguments(context)
        for argument in arguments:
            if isinstance(argument, list):
                budget.spend(ITEM_WORK * len(argument))
        try:
            result = function(value, *arguments)
        except TypeError as error:
            counted = re.search(_WRONG_COUNT, str(error))
            reason = "has too many or too few arguments" if counted else "cannot work on its value"
            raise RubyError(f"the filter {call.name} {reason}") from error
        if isinstance(result, str):
            check_length(len(result))
        if not isinstance(value, str):
            budget.look_at_clock()
        budget.spend(_weight(result))
        return stored(result)


def _rest(template: Template, source: str) -> str:
    """What the page says behind the node at which rendering ended, as it stands in its source: no word is to be lost."""
    nodes = template.block.nodes
    behind = nodes[template.block.reached].stop if nodes else 0
    return source[behind:].strip() or "The page ends here."


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
        self._environment = Environment()

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
        except LiquidError:
            problem = Problem("liquid-error", Severity.ERROR, "the page's tags cannot be read", file, line)
            return Expanded(source, (problem,))
        context = Context(self._environment, template, self._host, budget, variables, self._globals)
        try:
            template.block.render(context, output)
        except Interrupt as interrupt:
            # Ruby stops here as well, and says nothing.
            reason = f"the page ends at a {interrupt.args[0]} outside of a loop"
            context.problems.setdefault(Problem("liquid-break", Severity.WARNING, reason, file, line))
        except (PageLimitError, RecursionError) as error:
            reason = str(error.args[0]) if isinstance(error, PageLimitError) else TOO_DEEP
            context.problems.setdefault(Problem("liquid-limit", Severity.ERROR, reason, file, line))
            rest = _rest(template, source)
            output.parts.append(f'\n\n<tui-unknown reason="{html.escape(reason)}">{html.escape(rest)}</tui-unknown>\n')
        return Expanded(output.text(), tuple(context.problems))
