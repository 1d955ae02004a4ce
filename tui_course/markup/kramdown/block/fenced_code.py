"""Code between fences of tildes or backticks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup import quiz_marks
from tui_course.markup.kramdown.patterns import BLANK

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_GFM_OPEN: Final = re.compile(r" {0,3}([~`]{3,})([^\n]*)\n")
_OPEN: Final = re.compile(r"(~{3,})([^\n]*)\n")
_GFM_CLOSE: Final = re.compile(rf"^ {{0,3}}([~`]{{3,}}){BLANK}*\n", re.MULTILINE)
_CLOSE: Final = re.compile(rf"^(~{{3,}}){BLANK}*\n", re.MULTILINE)
_INFO: Final = re.compile(rf"{BLANK}*(?:([^ \t\r\n\f\v]+?)(?:\?[^ \t\r\n\f\v]*)?)?{BLANK}*\Z")
# A fence may be closed by a shorter one, the rest of it being read as the name of the language; further is not tried.
_SHORTER: Final = 24


def fenced_code(state: BlockState) -> bool:
    """Lines up to a fence at least as long, with the language that the opening fence names."""
    gfm = state.document.options.gfm
    opening = (_GFM_OPEN if gfm else _OPEN).match(state.src, state.pos)
    if opening is None:
        return False
    fence, rest = opening.groups()
    for length in range(len(fence), max(2, len(fence) - _SHORTER), -1):
        info = _INFO.match(fence[length:] + rest)
        closing = _closing(state, fence[:length], opening.end(), gfm=gfm) if info else None
        if info is None or closing is None:
            continue
        token = Token("code_block", "code", 0, content=state.src[opening.end() : closing.start()], block=True)
        if (info.group(1) or "").lower() == quiz_marks.QUIZ:
            line = state.document.line_of(state.line() + 1)
            token.type = "html_raw"
            token.content = quiz_marks.data_element(token.content, line, opening.group().strip())
        elif info.group(1):
            token.attrs["class"] = f"language-{info.group(1)}"
        state.add("code", token)
        state.pos = closing.end()
        return True
    return False


def _closing(state: BlockState, fence: str, pos: int, *, gfm: bool) -> re.Match[str] | None:
    """The fence that closes, remembering in vain searches: what is missing here is missing further on, too."""
    key = fence[-1]
    if len(fence) >= state.open_fences.get(key, len(fence) + 1):
        return None
    for match in (_GFM_CLOSE if gfm else _CLOSE).finditer(state.src, pos):
        run = match.group(1)
        if run.startswith(fence) and run.count(key, len(fence)) == len(run) - len(fence):
            return match
    if fence == key * len(fence):
        state.open_fences[key] = len(fence)
    return None
