"""Quotations: markdown-it's own rule, which looks at no more lines in vain than a page may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import blockquote as read_quote

from tui_course.markup.gfm.context import Context

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_IN_VAIN: Final = 50_000
_FEW: Final = 50


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """A quotation.

    The parser looks for the last line that may belong to one before it reads any. Where the text inside ends sooner it
    looks at the same lines again for the next, which takes time with the square of their number: on a page that has many
    such quotations, each is only looked for in a few lines.
    """
    if silent:
        return read_quote(state, start, end, silent)
    context = Context.of(state.env)
    if context.in_vain > _IN_VAIN:
        end = min(end, start + _FEW)
    around, context.looked = context.looked, 0
    found = read_quote(state, start, end, silent)
    context.in_vain += max(0, context.looked - state.line) if found else 0
    context.looked = around
    return found


def looked_until(state: StateBlock, line: int) -> None:
    """Take the end of the lines inside a container that is being read: only the quotation around it, if any, asks for it."""
    context = Context.of(state.env)
    context.looked = context.looked or line
