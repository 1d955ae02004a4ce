"""The tag that repeats its body as the cells of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import grammar, numeric, values
from tui_course.markup.liquid.errors import BreakLoop, ContinueLoop, LiquidSyntaxError
from tui_course.markup.liquid.expressions import parse_expression
from tui_course.markup.liquid.parser import BlockTag, Section
from tui_course.markup.liquid.tags.loop import ForLoop
from tui_course.markup.liquid.template import Block, Node

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.tokens import Token


class TablerowLoop(ForLoop):
    """`tablerowloop`."""

    __slots__ = ("columns",)
    NAMES = (*ForLoop.NAMES[3:], "length", "col", "col0", "row", "col_first", "col_last")

    def __init__(self, length: int, columns: int) -> None:
        super().__init__("", length, None)
        self.columns = columns

    @property
    def column(self) -> int:
        """Counted from 1; without columns everything stands in one row."""
        return (self.index0 % self.columns if self.columns > 0 else self.index0) + 1

    @property
    def row(self) -> int:
        """Counted from 1."""
        return (self.index0 // self.columns if self.columns > 0 else 0) + 1

    def __getitem__(self, key: str) -> object:
        """The value; raises KeyError for any other name."""
        match key:
            case "col":
                return self.column
            case "col0":
                return self.column - 1
            case "row":
                return self.row
            case "col_first":
                return self.column == 1
            case "col_last":
                return self.column == self.columns
            case "parentloop" | "name":
                raise KeyError(key)
            case _:
                return super().__getitem__(key)

    def text(self) -> str:
        """As Ruby prints it."""
        return "Liquid::TablerowloopDrop"


class TablerowNode(Node):
    """`tablerow`."""

    __slots__ = ("block", "collection", "columns", "limit", "offset", "variable")

    def __init__(self, token: Token, markup: str, block: Block) -> None:
        super().__init__(token, blank=block.blank)
        grammar.check_loose(markup)
        match = re.search(grammar.TABLEROW, markup)
        if match is None:
            raise LiquidSyntaxError("tablerow must read: item in list cols: 3")
        self.block = block
        self.variable = match[1]
        self.collection = parse_expression(match[2])
        attributes = {name: parse_expression(value) for name, value in grammar.attributes(markup)}
        self.columns = attributes.get("cols")
        self.limit = attributes.get("limit")
        self.offset = attributes.get("offset")

    def render(self, context: Context, output: Output) -> None:
        """Write the rows of a table."""
        value = self.collection.evaluate(context)
        if not values.truthy(value):
            return
        start = numeric.to_i(self.offset.evaluate(context)) if self.offset else 0
        stop = start + numeric.to_i(self.limit.evaluate(context)) if self.limit else None
        items = values.items_of(value)
        if not isinstance(value, str):
            items = items[max(start, 0) : stop if stop is None else max(stop, 0)]
        columns = numeric.to_i(self.columns.evaluate(context)) if self.columns else 0
        loop = TablerowLoop(len(items), columns)
        scope: dict[str, object] = {"tablerowloop": loop}
        output.write('<tr class="row1">\n')
        with context.extend(scope):
            for item in items:
                context.budget.iterate()
                scope[self.variable] = item
                output.write(f'<td class="col{loop.column}">')
                try:
                    self.block.render(context, output)
                except ContinueLoop:
                    pass
                except BreakLoop:
                    output.write("</td>")
                    break
                output.write("</td>")
                if loop.column == columns and loop.index0 < len(items) - 1:
                    output.write(f'</tr>\n<tr class="row{loop.row + 1}">')
                loop.index0 += 1
        output.write("</tr>\n")


class TablerowTag(BlockTag):
    """`{% tablerow %} {% endtablerow %}`."""

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if it does not say over what to loop."""
        return TablerowNode(token, sections[0].token.markup, sections[0].block)
