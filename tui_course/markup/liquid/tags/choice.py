"""Tags that choose what is rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import grammar
from tui_course.markup.liquid.conditions import Comparison, parse_condition, parse_operand
from tui_course.markup.liquid.errors import LiquidSyntaxError
from tui_course.markup.liquid.expressions import parse_expression
from tui_course.markup.liquid.parser import BlockTag, Section
from tui_course.markup.liquid.template import Block, Node

if TYPE_CHECKING:
    from tui_course.markup.liquid.conditions import Condition
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.tokens import Token


class IfNode(Node):
    """`if` and `unless`: the first branch whose condition holds; a branch without condition is `else`."""

    __slots__ = ("branches", "negated")

    def __init__(self, token: Token, branches: list[tuple[Condition | None, Block]], *, negated: bool) -> None:
        super().__init__(token, blank=all(block.blank for _, block in branches))
        self.branches = branches
        self.negated = negated

    def render(self, context: Context, output: Output) -> None:
        """Render one branch or none."""
        negated = self.negated
        for condition, block in self.branches:
            if condition is None or condition.evaluate(context) != negated:
                block.render(context, output, blank=self.blank)
                return
            negated = False


class IfTag(BlockTag):
    """`{% if %} {% elsif %} {% else %} {% endif %}`."""

    branches = frozenset(("elsif", "else"))
    negated = False

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if a condition cannot be read."""
        branches: list[tuple[Condition | None, Block]] = []
        for section in sections:
            if section.token.value == "else":
                branches.append((None, section.block))
            else:
                branches.append((parse_condition(section.token.markup), section.block))
        return IfNode(token, branches, negated=self.negated)


class UnlessTag(IfTag):
    """`{% unless %} {% elsif %} {% else %} {% endunless %}`."""

    negated = True


class CaseNode(Node):
    """`case`: every branch with a value that is equal, else the branch without values."""

    __slots__ = ("branches",)

    def __init__(self, token: Token, branches: list[tuple[list[Comparison] | None, Block]], *, blank: bool) -> None:
        super().__init__(token, blank=blank)
        self.branches = branches

    def render(self, context: Context, output: Output) -> None:
        """Render the branches that fit."""
        found = False
        for comparisons, block in self.branches:
            if comparisons is None:
                if not found:
                    block.render(context, output, blank=self.blank)
                continue
            for comparison in comparisons:
                if comparison.evaluate(context):
                    found = True
                    block.render(context, output, blank=self.blank)


class CaseTag(BlockTag):
    """`{% case %} {% when %} {% else %} {% endcase %}`."""

    branches = frozenset(("when", "else"))

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if it says not what to compare."""
        match = grammar.QUOTED_FRAGMENT.search(sections[0].token.markup)
        if match is None:
            raise LiquidSyntaxError("case without a value")
        left = parse_expression(match[0])
        branches: list[tuple[list[Comparison] | None, Block]] = []
        for section in sections[1:]:
            if section.token.value == "else":
                branches.append((None, section.block))
                continue
            comparisons: list[Comparison] = []
            grammar.check_loose(section.token.markup)
            markup: str | None = section.token.markup
            while markup is not None:
                when = re.search(grammar.WHEN, markup)
                if when is None:
                    raise LiquidSyntaxError("when without a value")
                comparisons.append(Comparison(left, "==", parse_operand(when[1])))
                markup = when[2]
            branches.append((comparisons, section.block))
        return CaseNode(token, branches, blank=all(section.block.blank for section in sections))


class IfChangedNode(Node):
    """`ifchanged`: its content, unless it is the same as the last time."""

    __slots__ = ("block",)

    def __init__(self, token: Token, block: Block) -> None:
        super().__init__(token, blank=block.blank)
        self.block = block

    def render(self, context: Context, output: Output) -> None:
        """Render the content into nothing first, to compare it."""
        text, interrupt = context.capture(self.block, output)
        if text != context.unchanged:
            context.unchanged = text
            output.write(text)
        if interrupt:
            raise interrupt


class IfChangedTag(BlockTag):
    """`{% ifchanged %} {% endifchanged %}`."""

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node."""
        return IfChangedNode(token, sections[0].block)
