"""Formulas between dollar signs and in fences, as GitHub reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Money is no formula: white space inside a dollar sign, or a letter or digit outside it, makes it plain text.
_SPAN = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\$(?![\w$])", re.DOTALL)
_QUOTED = re.compile(r"\$`([^`]+)`\$")
_DISPLAY = re.compile(r"\$\$((?:[^$\\]|\\.|\$(?!\$))++)\$\$", re.DOTALL)


def span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """A formula inside a paragraph: `$x$`, `` $`x`$ `` in its line, `$$x$$` on lines of its own."""
    src, pos = state.src, state.pos
    if src[pos] != "$":
        return False
    before = src[pos - 1] if pos else " "
    if before.isalnum() or before == "$":
        return False
    display = src.startswith("$$", pos)
    patterns = (_DISPLAY,) if display else (_QUOTED, _SPAN)
    match = next((found for pattern in patterns if (found := pattern.match(src, pos, state.posMax))), None)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = match[1].strip()
        token.info = "block" if display else "inline"
    state.pos = match.end()
    return True


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """A formula between two dollar signs on lines of its own; without its end before the next empty line it is plain text."""
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    if not first.startswith("$$"):
        return False
    lines: list[str] = []
    line = start
    rest = first[2:]
    while not rest.rstrip().endswith("$$"):
        if "$$" in rest:
            return False
        lines.append(rest)
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        rest = _line(state, line)
    lines.append(rest.rstrip()[:-2])
    tex = "\n".join(lines).strip()
    if not tex or "$$" in tex:
        return False
    if silent:
        return True
    state.line = line + 1
    token = state.push("formula", "", 0)
    token.map = [start, line + 1]
    token.content = tex
    token.info = "block"
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def render_formula(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 - the parser's own
    """The element that stands for a formula."""
    token = tokens[index]
    return formula_element(token.content, display=token.info)


def formula_element(tex: str, *, display: str = "block") -> str:
    """The element that stands for a formula, a block with a line of its own."""
    return f'<tui-math display="{display}">{escapeHtml(tex)}</tui-math>' + ("\n" if display == "block" else "")
