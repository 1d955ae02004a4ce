"""Templates: the tree of a source, and how its nodes are rendered one by one."""

from __future__ import annotations

import bisect
import functools
import html
import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import LiquidError, ValueLimitError
from tui_course.markup.liquid.limits import MAX_WORK, NODE_WORK
from tui_course.markup.liquid.printing import output_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.expressions import Expression
    from tui_course.markup.liquid.tokens import Token

# What can go wrong with one node, in the engine or in a filter.
FAILURES = (LiquidError, TypeError, ValueError, ArithmeticError, LookupError)
_ATTRIBUTE = r"""=\s*(?:"[^"]*|'[^']*)\Z"""
_FENCE = r"^[ ]{0,3}(`{3,}|~{3,})([^\n]*)$"


class Node:
    """A text, an output or a tag. `blank` ones write nothing but blanks; `stop` is where the end tag of a block ends."""

    __slots__ = ("blank", "stop", "token")

    def __init__(self, token: Token, *, blank: bool = False) -> None:
        self.token = token
        self.blank = blank
        self.stop = token.stop

    @property
    def source(self) -> str:
        """The node as it stands in the template."""
        return self.token.source[self.token.start : self.stop]

    def render(self, context: Context, output: Output) -> None:
        """Render into `output`."""


class TextNode(Node):
    """Text between tags."""

    __slots__ = ("text",)

    def __init__(self, token: Token, text: str) -> None:
        super().__init__(token, blank=not text.strip(" \t\n\v\f\r"))
        self.text = text

    def render(self, context: Context, output: Output) -> None:  # noqa: ARG002 - the interface
        """Write the text."""
        output.write(self.text)


class OutputNode(Node):
    """`{{ }}`."""

    __slots__ = ("expression",)

    def __init__(self, token: Token, expression: Expression) -> None:
        super().__init__(token)
        self.expression = expression

    def render(self, context: Context, output: Output) -> None:
        """Write the value."""
        value = self.expression.evaluate(context)
        if isinstance(value, str):
            output.write(value)
        elif value is not None:
            output.write(output_text(value))
            context.budget.look_at_clock()


class SourceNode(Node):
    """A tag that cannot be used: its source is shown and a problem reported."""

    __slots__ = ("code", "message")

    def __init__(self, token: Token, code: str, message: str) -> None:
        super().__init__(token)
        self.code = code
        self.message = message

    def render(self, context: Context, output: Output) -> None:
        """Show the source."""
        context.report(self.code, self.message, self)
        show_source(self, self.message, output, context)


class LiteralNode(Node):
    """A delimiter that never closes: it stands for itself."""

    __slots__ = ()

    def render(self, context: Context, output: Output) -> None:
        """Write the delimiter."""
        context.report("liquid-unclosed", f"{self.token.value} is never closed", self)
        output.write(self.token.value)


class Block:
    """A run of nodes; `reached` is the index of the one that is being rendered, or was when rendering ended."""

    __slots__ = ("blank", "nodes", "reached")

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.reached = 0
        self.blank = all(node.blank for node in nodes)

    def render(self, context: Context, output: Output, *, blank: bool = False) -> None:
        """Render every node; one that fails shows its source. `blank` leaves out text, as Ruby does in blank blocks."""
        budget = context.budget
        unknown_filters = context.unknown_filters
        for position, node in enumerate(self.nodes):
            self.reached = position
            if blank and isinstance(node, TextNode):
                continue
            budget.work -= NODE_WORK
            try:
                node.render(context, output)
            except FAILURES as error:
                fail(node, error, context, output)
            if unknown_filters:
                for name in unknown_filters:
                    context.report("liquid-unknown-filter", f"unknown filter {name}", node)
                unknown_filters.clear()
        budget.spend(0)


def fail(node: Node, error: Exception, context: Context, output: Output) -> None:
    """Report that a node cannot be rendered, and show its source."""
    reason = error.args[0] if isinstance(error, LiquidError) and error.args else "its values do not fit"
    code = "liquid-limit" if isinstance(error, ValueLimitError) else "liquid-error"
    context.report(code, f"{_headline(node)}: {reason}", node)
    if code == "liquid-limit":
        context.budget.spend(MAX_WORK // 5)
    show_source(node, f"Liquid error: {reason}", output, context)


def _headline(node: Node) -> str:
    """The first line of a node's source, short."""
    line = node.source.split("\n", 1)[0]
    return line if len(line) <= 60 else line[:57] + "..."  # noqa: PLR2004 - half a line


def show_source(node: Node, reason: str, output: Output, context: Context) -> None:
    """Write the source of a node so that a reader sees it: as an element, or plain where an element cannot stand."""
    source = html.escape(node.source, quote=True)
    before = output.tail()
    line = before.rpartition("\n")[2]
    tag = before.rpartition("<")[2]
    if line.endswith(("](", "](<")) or (">" not in tag and re.search(_ATTRIBUTE, tag)):
        output.write(source)
    elif line.count("`") % 2 or context.template.in_fence(node.token.start):
        output.write(node.source)
    else:
        output.write(f'<tui-unknown reason="{html.escape(reason, quote=True)}">{source}</tui-unknown>')


class Template:
    """A page or an include: `path` is its file, `first_line` the number of the first line of `text` there."""

    def __init__(self, block: Block, text: str, path: str, first_line: int) -> None:
        self.block = block
        self.text = text
        self.path = path
        self.first_line = first_line

    @functools.cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @functools.cached_property
    def _fences(self) -> list[int]:
        """The starts of the lines where fenced code begins and ends, by turns."""
        found: list[int] = []
        fence = ""
        for match in re.finditer(_FENCE, self.text, flags=re.MULTILINE):
            mark = match[1]
            if not fence or (mark[0] == fence[0] and len(mark) >= len(fence) and not match[2].strip()):
                fence = "" if fence else mark
                found.append(match.start())
        return found

    def line_of(self, index: int) -> int:
        """The number of the line of a character."""
        return self.first_line + bisect.bisect_right(self._lines, index) - 1

    def in_fence(self, index: int) -> bool:
        """Whether a character lies in a fenced code block, where an element would be shown as text."""
        return bisect.bisect_right(self._fences, index) % 2 == 1
