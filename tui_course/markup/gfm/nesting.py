"""What is nested deeper than anybody reads: blocks are kept as one paragraph, links inside brackets as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tui_course.markup.gfm.context import Context
from tui_course.markup.gfm.quotes import looked_until
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.utils import EnvType

MAX_NESTING: Final = 100
# A list takes two levels at once, and its items' own blocks one more.
_LEVELS_IN_RESERVE: Final = 4
# Brackets cost time for every level that may be open.
_MAX_BRACKETS: Final = 12


class InlineParser(ParserInline):
    """Allows inlines fewer levels than blocks."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read a paragraph's text into `tokens`."""
        state = StateInline(src, md, env, tokens)
        state.level = state.pendingLevel = MAX_NESTING - _MAX_BRACKETS
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def nesting(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """Take the rest of a container that is too deep as plain words; the parser itself would drop it."""
    if silent:
        return False
    looked_until(state, end)
    if state.level < MAX_NESTING - _LEVELS_IN_RESERVE:
        return False
    line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    line = max(line, start + 1)
    message = f"blocks nested deeper than {MAX_NESTING - _LEVELS_IN_RESERVE} are shown as plain words"
    Context.of(state.env).report("nesting", Severity.WARNING, message, start)
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    token = state.push("inline", "", 0)
    token.map = [start, line]
    token.children = [Token("text", "", 0, content=state.getLines(start, line, 0, keepLastLF=False))]
    state.push("paragraph_close", "p", -1)
    return True
