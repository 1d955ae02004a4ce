"""Values, variables and conditions inside a tag, read as strictly as Ruby does and else as loosely."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from tui_course.markup.liquid import grammar, numeric, values
from tui_course.markup.liquid.errors import LiquidSyntaxError, ValueLimitError
from tui_course.markup.liquid.grammar import Parser
from tui_course.markup.liquid.limits import MAX_DIGITS, MAX_RANGE
from tui_course.markup.liquid.objects import Drop, Tracked

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context

_LITERALS: dict[str, object] = {
    "": None,
    "nil": None,
    "null": None,
    "true": True,
    "false": False,
    "blank": values.EmptyLiteral(),
    "empty": values.EmptyLiteral(),
}
_INTEGER = re.compile(r"-?[0-9]+")
_FLOAT = re.compile(r"-?[0-9][0-9.]+")
_FLOAT_HEAD = r"-?[0-9]+(?:\.[0-9]+)?"
_RANGE = r"\(\s*(\S+)\s*\.\.\s*(\S+)\s*\)"
_SPECIAL_KEYS = frozenset(("size", "first", "last"))
_MAX_NESTING = 30


class Expression(ABC):
    """What has a value when a page is rendered."""

    __slots__ = ()

    @abstractmethod
    def evaluate(self, context: Context) -> object:
        """The value; raises LiquidError where there can be none."""


class Constant(Expression):
    """A value that stands in the template itself."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def evaluate(self, context: Context) -> object:  # noqa: ARG002 - the interface
        """The value."""
        return self.value


NIL = Constant(None)


def look_up(value: object, key: object, *, command: bool) -> object:
    """What `value.key` or `value[key]` is; `command` says that the key was written as a plain word."""
    if isinstance(value, dict) or isinstance(value, Drop):  # noqa: SIM101 - the first test is the fast one
        try:
            return value[key]  # type: ignore[index]
        except (KeyError, TypeError):
            if isinstance(value, Drop) or not command:
                return None
    elif isinstance(value, list | tuple) and isinstance(key, int) and not isinstance(key, bool):
        return value[key] if -len(value) <= key < len(value) else None
    if not command:
        return None
    if key == "size":
        return values.size(value)
    return values.first(value) if key == "first" else values.last(value)


class Lookup(Expression):
    """A variable and the path into it."""

    __slots__ = ("keys", "name")

    def __init__(self, name: Expression | str, keys: tuple[Expression | str, ...]) -> None:
        self.name = name
        self.keys = keys

    def evaluate(self, context: Context) -> object:
        """The value at the path, or None where there is nothing."""
        name = self.name if isinstance(self.name, str) else self.name.evaluate(context)
        value = context.scope.get(name) if isinstance(name, str) else None
        for key in self.keys:
            if type(value) is Tracked:
                context.quizzes.meet(value)
            if isinstance(key, str):
                value = look_up(value, key, command=key in _SPECIAL_KEYS)
            else:
                value = look_up(value, key.evaluate(context), command=False)
        return value


class Range(Expression):
    """`(start..stop)`."""

    __slots__ = ("start", "stop")

    def __init__(self, start: Expression, stop: Expression) -> None:
        self.start = start
        self.stop = stop

    @staticmethod
    def _bound(value: object) -> int:
        if value is None or isinstance(value, str):
            return numeric.to_i(value)
        return numeric.to_i(value) if isinstance(value, float) else numeric.to_integer(value)

    def evaluate(self, context: Context) -> range:
        """The range; raises ValueLimitError if it is longer than ranges may be."""
        start, stop = self._bound(self.start.evaluate(context)), self._bound(self.stop.evaluate(context))
        if stop - start >= MAX_RANGE:
            raise ValueLimitError(f"a range of more than {MAX_RANGE} numbers")
        return range(start, stop + 1)


def parse_expression(markup: str, depth: int = 0) -> Expression:
    """A value or a variable from its markup; whatever it is, Ruby reads something."""
    markup = values.strip(markup)
    if markup[:1] in ('"', "'") and markup.endswith(markup[0]):
        return Constant(markup[1:-1])
    if markup in _LITERALS:
        return Constant(_LITERALS[markup])
    if _INTEGER.fullmatch(markup):
        return Constant(int(markup) if len(markup) <= MAX_DIGITS else None)
    if markup.startswith("(") and depth < _MAX_NESTING and (match := re.fullmatch(_RANGE, markup)):
        return Range(parse_expression(match[1], depth + 1), parse_expression(match[2], depth + 1))
    if _FLOAT.fullmatch(markup):
        head = re.match(_FLOAT_HEAD, markup)
        return Constant(float(head[0][:MAX_DIGITS]) if head else 0.0)
    return _parse_lookup(markup, depth)


def _parse_lookup(markup: str, depth: int) -> Expression:
    parts: list[Expression | str] = []
    for part in grammar.VARIABLE_PART.findall(markup):
        if part[0] == "[" and part[-1] == "]":
            parts.append(parse_expression(part[1:-1], depth + 1) if depth < _MAX_NESTING else NIL)
        else:
            parts.append(part)
    return Lookup(parts[0], tuple(parts[1:])) if parts else NIL


# --- filters ------------------------------------------------------------------------------------------------------------


class FilterCall:
    """One filter with its arguments."""

    __slots__ = ("arguments", "name", "options")

    def __init__(self, name: str, arguments: list[str]) -> None:
        self.name = name
        self.arguments: list[Expression] = []
        self.options: dict[str, Expression] | None = None
        for argument in arguments:
            if match := grammar.TAG_ATTRIBUTE.fullmatch(argument):
                self.options = self.options or {}
                self.options[match[1]] = parse_expression(match[2])
            else:
                self.arguments.append(parse_expression(argument))

    def evaluate_arguments(self, context: Context) -> list[object]:
        """The arguments' values; named ones come last, together in a mapping."""
        found = [argument.evaluate(context) for argument in self.arguments]
        if self.options is not None:
            found.append({name: value.evaluate(context) for name, value in self.options.items()})
        return found


class Filtered(Expression):
    """A value that goes through filters."""

    __slots__ = ("filters", "value")

    def __init__(self, value: Expression, filters: tuple[FilterCall, ...]) -> None:
        self.value = value
        self.filters = filters

    def evaluate(self, context: Context) -> object:
        """The value after all filters; raises LiquidError where a filter cannot work on what it is given."""
        value = self.value.evaluate(context)
        for call in self.filters:
            value = context.env.apply(call, value, context)
        return value


_SIMPLE = re.compile(r"[a-zA-Z_][\w-]*(?:\.[a-zA-Z_][\w-]*)*", re.ASCII)


def parse_filtered(markup: str) -> Expression:
    """The content of `{{ }}`, or what is assigned; raises LiquidSyntaxError if it is too long to be made sense of."""
    if _SIMPLE.fullmatch(name := markup.strip(values.RUBY_SPACE)):
        return parse_expression(name)
    try:
        value, filters = _strict_filtered(markup)
    except LiquidSyntaxError:
        value, filters = _lax_filtered(markup)
    return Filtered(value, tuple(filters)) if filters else value


def _strict_filtered(markup: str) -> tuple[Expression, list[FilterCall]]:
    parser = Parser(markup)
    if parser.look("end"):
        return NIL, []
    value = parse_expression(parser.expression())
    filters: list[FilterCall] = []
    while parser.accept("|"):
        name = parser.consume("id")
        arguments: list[str] = []
        if parser.accept(":"):
            arguments.append(parser.argument())
            while parser.accept(","):
                arguments.append(parser.argument())
        filters.append(FilterCall(name, arguments))
    parser.consume("end")
    return value, filters


def _lax_filtered(markup: str) -> tuple[Expression, list[FilterCall]]:
    grammar.check_loose(markup)
    match = grammar.QUOTED_FRAGMENT.search(markup)
    if match is None:
        return NIL, []
    filters: list[FilterCall] = []
    if rest := re.compile(grammar.FILTER_MARKUP).search(markup, match.end()):
        filters = [
            FilterCall(name[0], re.findall(grammar.FILTER_ARGUMENT, part))
            for part in re.findall(grammar.FILTER_PART, rest[1])
            if (name := re.search(grammar.WORD, part))
        ]
    return parse_expression(match[0]), filters
