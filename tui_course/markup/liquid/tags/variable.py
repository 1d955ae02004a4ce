"""Tags that set and print variables, and those that print nothing or everything as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liquid.exceptions import LiquidSyntaxError

from tui_course.markup.liquid import grammar
from tui_course.markup.liquid.expressions import parse_filtered
from tui_course.markup.liquid.parser import BlockTag, JekyllTag, Section
from tui_course.markup.liquid.template import Block, JekyllNode, OutputNode, TextNode
from tui_course.markup.liquid.values import stored

if TYPE_CHECKING:
    from liquid.expression import Expression
    from liquid.token import Token

    from tui_course.markup.liquid.context import JekyllContext, Output


class AssignNode(JekyllNode):
    """`assign`."""

    __slots__ = ("expression", "variable")

    def __init__(self, token: Token, variable: str, expression: Expression) -> None:
        super().__init__(token, blank=True)
        self.variable = variable
        self.expression = expression

    def run(self, context: JekyllContext, output: Output) -> None:  # noqa: ARG002 - it writes nothing
        """Set the variable."""
        context.assign(self.variable, stored(self.expression.evaluate(context)))


class AssignTag(JekyllTag):
    """`{% assign name = value %}`."""

    name = "assign"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node; raises LiquidSyntaxError if nothing is assigned."""
        found = grammar.assignment(markup)
        if found is None:
            raise LiquidSyntaxError("assign must read: name = value", token=None)
        return AssignNode(token, found[0], parse_filtered(found[1]))


class CaptureNode(JekyllNode):
    """`capture`."""

    __slots__ = ("block", "variable")

    def __init__(self, token: Token, variable: str, block: Block) -> None:
        super().__init__(token, blank=True)
        self.variable = variable
        self.block = block

    def run(self, context: JekyllContext, output: Output) -> None:
        """Render the content into the variable; when the page ends within, what there was is shown."""
        text, interrupt = context.capture(self.block, output)
        context.assign(self.variable, text)
        if interrupt:
            raise interrupt


class CaptureTag(BlockTag):
    """`{% capture name %} {% endcapture %}`."""

    name = "capture"
    end = "endcapture"

    def build(self, token: Token, sections: list[Section]) -> JekyllNode:
        """The node; raises LiquidSyntaxError if there is no name."""
        match = grammar.NAME.search(sections[0].markup)
        if match is None:
            raise LiquidSyntaxError("capture without a name", token=None)
        return CaptureNode(token, match[0], sections[0].block)


class CounterNode(JekyllNode):
    """`increment` and `decrement`."""

    __slots__ = ("step", "variable")

    def __init__(self, token: Token, variable: str, step: int) -> None:
        super().__init__(token)
        self.variable = variable
        self.step = step

    def run(self, context: JekyllContext, output: Output) -> None:
        """Count, and write the number before counting up or after counting down."""
        if self.variable not in context.counters and isinstance(start := context.globals.get(self.variable), int):
            context.counters[self.variable] = start
        count = context.increment(self.variable) if self.step > 0 else context.decrement(self.variable)
        output.write(str(count))


class IncrementTag(JekyllTag):
    """`{% increment name %}`."""

    name = "increment"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        return CounterNode(token, markup.strip(), 1)


class DecrementTag(JekyllTag):
    """`{% decrement name %}`."""

    name = "decrement"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        return CounterNode(token, markup.strip(), -1)


class EchoTag(JekyllTag):
    """`{% echo value %}`."""

    name = "echo"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        return OutputNode(token, parse_filtered(markup))


class RawTag(JekyllTag):
    """`{% raw %} {% endraw %}`: the tokenizer hands over the content as the markup."""

    name = "raw"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        node = TextNode(token, markup)
        node.blank = not markup
        return node


class CommentTag(JekyllTag):
    """`{% comment %} {% endcomment %}` and `{% # %}`: the tokenizer has left out the content."""

    name = "comment"

    def build(self, token: Token, markup: str) -> JekyllNode:  # noqa: ARG002 - the comment
        """The node."""
        return JekyllNode(token, blank=True)
