"""Conditions inside a tag or in a text given to a filter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import comparing, grammar, printing, values
from tui_course.markup.liquid.errors import LiquidSyntaxError, RubyError
from tui_course.markup.liquid.expressions import NIL, Constant, Expression, parse_expression
from tui_course.markup.liquid.grammar import Parser
from tui_course.markup.liquid.objects import Drop

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context


class Emptiness(Constant):
    """`empty` or `blank` in a condition: a question, not a value."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__("")
        self.name = name

    def holds(self, value: object) -> bool:
        """Whether `value` is empty; plain Ruby does not know what is blank."""
        if self.name != "empty" or isinstance(value, values.EmptyLiteral):
            return False
        return isinstance(value, str | list | tuple | dict) and len(value) == 0


class Comparison:
    """Two values and an operator, or one value that must be true."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, left: Expression, operator: str | None, right: Expression) -> None:
        self.left = left
        self.operator = operator
        self.right = right

    def evaluate(self, context: Context) -> bool:
        """Whether it holds; raises RubyError for values that cannot be compared."""
        if self.operator is None:
            return isinstance(self.left, Emptiness) or values.truthy(self.left.evaluate(context))
        if isinstance(self.left, Emptiness):
            holds = self.left.holds(self.right.evaluate(context))
        elif isinstance(self.right, Emptiness):
            holds = self.right.holds(self.left.evaluate(context))
        else:
            left, right = self.left.evaluate(context), self.right.evaluate(context)
            if isinstance(left, list | dict):
                context.budget.look_at_clock()
            return compare(left, self.operator, right)
        if self.operator in ("==", "="):
            return holds
        return not holds if self.operator in ("!=", "<>") else False


def contains(left: object, right: object) -> bool:
    """Ruby's `include?` between two values of a template."""
    if not values.truthy(left) or not values.truthy(right):
        return False
    if isinstance(left, str):
        return printing.to_s(right) in left
    if isinstance(left, dict | Drop):
        try:
            return right in left
        except TypeError:
            return False
    if isinstance(left, range):
        return isinstance(right, int | float) and left.start <= right < left.stop
    return isinstance(left, list | tuple) and any(comparing.equal(item, right) for item in left)


def compare(left: object, operator: str, right: object) -> bool:
    """What `left operator right` says in a condition; raises RubyError for values that cannot be ordered."""
    if operator in ("==", "="):
        return comparing.equal(left, right)
    if operator in ("!=", "<>"):
        return not comparing.equal(left, right)
    if operator == "contains":
        return contains(left, right)
    if operator not in ("<", ">", "<=", ">="):
        raise RubyError(f"unknown operator {operator}")
    for value in (left, right):
        if value is None or isinstance(value, bool | list | tuple | range | dict | Drop):
            return False
    order = comparing.compare(left, right)
    if order is None:
        raise RubyError(f"comparison of {printing.inspect(left)[:60]} with {printing.inspect(right)[:60]}")
    return order < 0 if operator == "<" else order > 0 if operator == ">" else order <= 0 if operator == "<=" else order >= 0


class Condition(Expression):
    """Comparisons joined by `and` and `or`, which bind from the right."""

    __slots__ = ("first", "rest")

    def __init__(self, first: Comparison, rest: tuple[tuple[str, Comparison], ...] = ()) -> None:
        self.first = first
        self.rest = rest

    def evaluate(self, context: Context) -> bool:
        """Whether it holds; what need not be looked at is not evaluated."""
        result = self.first.evaluate(context)
        for relation, comparison in self.rest:
            if result == (relation == "or"):
                return result
            result = comparison.evaluate(context)
        return result


def parse_operand(markup: str) -> Expression:
    """A side of a comparison in a tag, where `empty` and `blank` are questions."""
    return Emptiness(markup) if markup in ("empty", "blank") else parse_expression(markup)


def parse_condition(markup: str) -> Condition:
    """The condition of `if`, `unless` and `elsif`; raises LiquidSyntaxError if nothing can be made of it."""
    try:
        return strict_condition(markup, tag=True)
    except LiquidSyntaxError:
        return _lax_condition(markup)


def strict_condition(markup: str, *, tag: bool = False) -> Condition:
    """A condition that Ruby's strict parser reads; raises LiquidSyntaxError for any other. `tag` makes `empty` a question."""
    read = parse_operand if tag else parse_expression
    parser = Parser(markup)

    def comparison() -> Comparison:
        left = read(parser.expression())
        operator = parser.accept("comparison")
        return Comparison(left, operator, read(parser.expression()) if operator else NIL)

    first = comparison()
    rest: list[tuple[str, Comparison]] = []
    while relation := "and" if parser.accept_word("and") else "or" if parser.accept_word("or") else "":
        rest.append((relation, comparison()))
    parser.consume("end")
    return Condition(first, tuple(rest))


def _lax_comparison(markup: str) -> Comparison:
    match = re.search(grammar.CONDITION, markup)
    if match is None:
        raise LiquidSyntaxError("a condition that cannot be read")
    return Comparison(parse_operand(match[1]), match[2], parse_operand(match[3]) if match[3] else NIL)


def _lax_condition(markup: str) -> Condition:
    grammar.check_loose(markup)
    parts: list[str] = re.findall(grammar.CONDITIONS, markup)
    if not parts:
        raise LiquidSyntaxError("a condition that cannot be read")
    comparisons = [_lax_comparison(part) for part in parts[::2]]
    relations = [part.strip() for part in parts[1::2]]
    if len(comparisons) == len(relations) or any(relation not in ("and", "or") for relation in relations):
        raise LiquidSyntaxError("a condition that cannot be read")
    return Condition(comparisons[0], tuple(zip(relations, comparisons[1:], strict=True)))
