"""Lists of references: where `<!-- references -->` or `<!-- references all -->` stands, else at the end of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from tui_course.markup.gfm.context import Context
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.rules_core import StateCore

    from tui_course.markup.gfm.context import Works

_MARK = re.compile(r"\s*<!--\s*references(\s+all)?\s*-->\s*", re.IGNORECASE)
HEADING = "References"


def lists(state: StateCore) -> None:
    """Put the list in its place; runs after citations are resolved. Only the first comment of a page counts."""
    context = Context.of(state.env)
    comments = (token for token in state.tokens if token.type == "html_block")
    token, match = next(((one, found) for one in comments if (found := _MARK.fullmatch(one.content))), (None, None))
    if token is None and not context.cited:
        return
    works = context.find_works()
    if token is not None and match is not None:
        if works is None:
            line = token.map[0] if token.map else -1
            context.report("bib-missing", Severity.WARNING, "a list of references, but the course has no bibliography", line)
        token.type = "references"
        token.content = _list(works, works.order if match[1] else context.cited) if works else ""
    elif works is not None and context.lists:
        end = next((index for index, one in enumerate(state.tokens) if one.type == "footnotes_open"), len(state.tokens))
        state.tokens[end:end] = [*_heading(), Token("references", "", 0, content=_list(works, context.cited))]


def _heading() -> list[Token]:
    words = Token("inline", "", 0, content=HEADING, children=[Token("text", "", 0, content=HEADING)])
    return [Token("heading_open", "h2", 1, block=True), words, Token("heading_close", "h2", -1, block=True)]


def _list(works: Works, keys: Iterable[str]) -> str:
    rank = {key: number for number, key in enumerate(works.order)}
    ordered = sorted(keys, key=lambda key: rank.get(key, len(rank)))
    if not ordered:
        return ""
    items = "\n".join(f'<li><span id="{escapeHtml(key)}">{works.entry(key)}</span></li>' for key in ordered)
    return f'<ol class="bibliography">\n{items}\n</ol>\n'
