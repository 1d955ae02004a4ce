"""Tags that set and print variables, and those that print nothing or everything as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid import grammar
from tui_course.markup.liquid.errors import LiquidSyntaxError
from tui_course.markup.liquid.expressions import parse_filtered
from tui_course.markup.liquid.parser import BlockTag, Section, Tag
from tui_course.markup.liquid.template import Block, Node, OutputNode, TextNode
from tui_course.markup.liquid.values import stored

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.expressions import Expression
    from tui_course.markup.liquid.tokens import Token


class AssignNode(Node):
    """`assign`."""

    __slots__ = ("expression", "variable")

    def __init__(self, token: Token, variable: str, expression: Expression) -> None:
        super().__init__(token, blank=True)
        self.variable = variable
        self.expression = expression

    def render(self, context: Context, output: Output) -> None:  # noqa: ARG002 - it writes nothing
        """Set the variable."""
        context.assign(self.variable, stored(self.expression.evaluate(context)))


class AssignTag(Tag):
    """`{% assign name = value %}`."""

    def build(self, token: Token) -> Node:
        """The node; raises LiquidSyntaxError if nothing is assigned."""
        found = grammar.assignment(token.markup)
        if found is None:
            raise LiquidSyntaxError("assign must read: name = value")
        return AssignNode(token, found[0], parse_filtered(found[1]))


class CaptureNode(Node):
    """`capture`."""

    __slots__ = ("block", "variable")

    def __init__(self, token: Token, variable: str, block: Block) -> None:
        super().__init__(token, blank=True)
        self.variable = variable
        self.block = block

    def render(self, context: Context, output: Output) -> None:
        """Render the content into the variable; when the page ends within, what there was is shown."""
        text, interrupt = context.capture(self.block, output)
        context.assign(self.variable, text)
        if interrupt:
            raise interrupt


class CaptureTag(BlockTag):
    """`{% capture name %} {% endcapture %}`."""

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if there is no name."""
        match = grammar.NAME.search(sections[0].token.markup)
        if match is None:
            raise LiquidSyntaxError("capture without a name")
        return CaptureNode(token, match[0], sections[0].block)


class CounterNode(Node):
    """`increment` and `decrement`."""

    __slots__ = ("step", "variable")

    def __init__(self, token: Token, variable: str, step: int) -> None:
        super().__init__(token)
        self.variable = variable
        self.step = step

    def render(self, context: Context, output: Output) -> None:
        """Count, and write the number before counting up or after counting down."""
        if self.variable not in context.counters and isinstance(start := context.globals.get(self.variable), int):
            context.counters[self.variable] = start
        count = context.counters.get(self.variable, 0)
        context.counters[self.variable] = count + self.step
        output.write(str(count if self.step > 0 else count + self.step))


class IncrementTag(Tag):
    """`{% increment name %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        return CounterNode(token, token.markup.strip(), 1)


class DecrementTag(Tag):
    """`{% decrement name %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        return CounterNode(token, token.markup.strip(), -1)


class EchoTag(Tag):
    """`{% echo value %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        return OutputNode(token, parse_filtered(token.markup))


class RawTag(Tag):
    """`{% raw %} {% endraw %}`: the tokenizer hands over the content as the markup."""

    def build(self, token: Token) -> Node:
        """The node."""
        node = TextNode(token, token.markup)
        node.blank = not token.markup
        return node


class CommentTag(Tag):
    """`{% comment %} {% endcomment %}` and `{% # %}`: the tokenizer has left out the content."""

    def build(self, token: Token) -> Node:
        """The node."""
        return Node(token, blank=True)
