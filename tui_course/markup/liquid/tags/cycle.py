"""The tag whose values take turns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import comparing, grammar, printing
from tui_course.markup.liquid.errors import LiquidSyntaxError
from tui_course.markup.liquid.expressions import Constant, parse_expression
from tui_course.markup.liquid.parser import Tag
from tui_course.markup.liquid.template import Node

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.tokens import Token


class CycleNode(Node):
    """`cycle`: its values one after the other, each time it is rendered; tags of one group take turns together."""

    __slots__ = ("group", "key", "options")

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        markup = token.markup
        grammar.check_loose(markup)
        named = re.match(grammar.CYCLE_NAMED, markup)
        if named is None and not grammar.QUOTED_FRAGMENT.match(markup):
            raise LiquidSyntaxError("cycle without values")
        self.group = parse_expression(named[1]) if named else None
        listed = named[2] if named else markup
        matches = [grammar.QUOTED_FRAGMENT.search(part) for part in listed.split(",")]
        self.options = [parse_expression(match[0]) for match in matches if match]
        # Ruby names a group by its values as they print; a variable prints with its own address.
        constants = [option.value for option in self.options if isinstance(option, Constant)]
        self.key: object = printing.inspect(constants) if len(constants) == len(self.options) else id(self)
        if not self.options:
            raise LiquidSyntaxError("cycle without values")

    def render(self, context: Context, output: Output) -> None:
        """Write the next value."""
        key = comparing.hashable(self.group.evaluate(context)) if self.group else self.key
        index = context.cycles.get(key, 0)
        context.cycles[key] = (index + 1) % len(self.options)
        if index < len(self.options):
            output.write(printing.output_text(self.options[index].evaluate(context)))


class CycleTag(Tag):
    """`{% cycle %}`."""

    def build(self, token: Token) -> Node:
        """The node; raises LiquidSyntaxError if there are no values."""
        return CycleNode(token)
