"""The tag that repeats its body for each item, and those that leave it or its turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import grammar, numeric, values
from tui_course.markup.liquid.errors import BreakLoop, ContinueLoop, LiquidSyntaxError
from tui_course.markup.liquid.expressions import parse_expression
from tui_course.markup.liquid.grammar import Parser
from tui_course.markup.liquid.objects import Drop
from tui_course.markup.liquid.parser import BlockTag, Section, Tag
from tui_course.markup.liquid.template import Block, Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.expressions import Expression
    from tui_course.markup.liquid.tokens import Token


class ForLoop(Drop):
    """`forloop`."""

    __slots__ = ("index0", "length", "name", "parent")
    NAMES: tuple[str, ...] = ("length", "parentloop", "name", "index", "index0", "rindex", "rindex0", "first", "last")

    def __init__(self, name: str, length: int, parent: ForLoop | None) -> None:
        self.name = name
        self.length = length
        self.parent = parent
        self.index0 = 0

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self.NAMES)

    def __getitem__(self, key: str) -> object:
        """The value; raises KeyError for any other name."""
        match key:
            case "index":
                return self.index0 + 1
            case "index0":
                return self.index0
            case "first":
                return self.index0 == 0
            case "last":
                return self.index0 == self.length - 1
            case "length":
                return self.length
            case "rindex":
                return self.length - self.index0
            case "rindex0":
                return self.length - self.index0 - 1
            case "parentloop":
                return self.parent
            case "name":
                return self.name
            case _:
                raise KeyError(key)

    def text(self) -> str:
        """As Ruby prints it."""
        return "Liquid::ForloopDrop"


class ForNode(Node):
    """`for`."""

    __slots__ = ("block", "collection", "default", "limit", "name", "offset", "reverse", "variable")

    def __init__(self, token: Token, markup: str, block: Block, default: Block | None) -> None:
        super().__init__(token, blank=block.blank and (default is None or default.blank))
        self.block = block
        self.default = default
        self.limit: Expression | None = None
        self.offset: Expression | str | None = None
        try:
            self._read_strictly(markup)
        except LiquidSyntaxError:
            self._read_loosely(markup)

    def _read_strictly(self, markup: str) -> None:
        parser = Parser(markup)
        self.variable = parser.consume("id")
        if not parser.accept_word("in"):
            raise LiquidSyntaxError("for without in")
        collection = parser.expression()
        self.name = f"{self.variable}-{collection}"
        self.collection = parse_expression(collection)
        self.reverse = parser.accept_word("reversed")
        while parser.look("id") and parser.look(":", 1):
            name = "limit" if parser.accept_word("limit") else "offset" if parser.accept_word("offset") else ""
            if not name:
                raise LiquidSyntaxError("for has limit and offset only")
            parser.consume(":")
            self._set(name, parser.expression())
        parser.consume("end")

    def _read_loosely(self, markup: str) -> None:
        grammar.check_loose(markup)
        match = re.match(grammar.FOR, markup)
        if match is None:
            raise LiquidSyntaxError("for must read: item in list")
        self.variable = match[1]
        self.name = f"{match[1]}-{match[2]}"
        self.collection = parse_expression(match[2])
        self.reverse = bool(match[3])
        self.limit = self.offset = None
        for name, value in grammar.attributes(markup):
            self._set(name, value)

    def _set(self, name: str, markup: str) -> None:
        if name == "limit":
            self.limit = parse_expression(markup)
        elif name == "offset":
            self.offset = markup if markup == "continue" else parse_expression(markup)

    def _segment(self, context: Context) -> Sequence[object]:
        if isinstance(self.offset, str):
            start = context.loop_ends.get(self.name, 0)
        else:
            offset = self.offset.evaluate(context) if self.offset else None
            start = 0 if offset is None else numeric.to_integer(offset)
        items = values.items_of(value := self.collection.evaluate(context))
        limit = self.limit.evaluate(context) if self.limit else None
        stop = None if limit is None else numeric.to_integer(limit) + start
        if not isinstance(value, str):
            items = items[max(start, 0) : stop if stop is None else max(stop, 0)]
        context.loop_ends[self.name] = start + len(items)
        return items[::-1] if self.reverse else items

    def render(self, context: Context, output: Output) -> None:
        """Render the body for each item, or what stands behind `else`."""
        items = self._segment(context)
        if not items:
            if self.default:
                self.default.render(context, output, blank=self.blank)
            return
        quiz = context.quizzes.path_of(items)
        mark = len(output.parts)
        loops = context.loops
        loop = ForLoop(self.name, len(items), loops[-1] if loops else None)
        scope: dict[str, object] = {"forloop": loop}
        loops.append(loop)
        try:
            with context.extend(scope):
                for item in items:
                    context.budget.iterate()
                    scope[self.variable] = item
                    try:
                        self.block.render(context, output, blank=self.blank)
                    except ContinueLoop:
                        pass
                    except BreakLoop:
                        break
                    loop.index0 += 1
        finally:
            loops.pop()
        if quiz is not None:
            context.quizzes.looped(quiz, output, mark)


class ForTag(BlockTag):
    """`{% for %} {% else %} {% endfor %}`."""

    branches = frozenset(("else",))

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if it does not say over what to loop."""
        default = sections[1].block if len(sections) > 1 else None
        return ForNode(token, sections[0].token.markup, sections[0].block, default)


class InterruptNode(Node):
    """`break` and `continue`."""

    __slots__ = ("interrupt",)

    def __init__(self, token: Token, interrupt: type[BreakLoop | ContinueLoop]) -> None:
        super().__init__(token)
        self.interrupt = interrupt

    def render(self, context: Context, output: Output) -> None:  # noqa: ARG002 - the interface
        """Leave the loop or its turn."""
        raise self.interrupt(self.token.value)


class BreakTag(Tag):
    """`{% break %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        return InterruptNode(token, BreakLoop)


class ContinueTag(Tag):
    """`{% continue %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        return InterruptNode(token, ContinueLoop)
