"""Typographic quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.inline.state import Symbol

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_PUNCTUATION: Final = r"""[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"""
_WORD: Final = "[A-Za-z0-9_]"
_SPACE: Final = "[ \\t\\r\\n\\f\\v]"
_LEFT_SINGLE, _RIGHT_SINGLE, _LEFT_DOUBLE, _RIGHT_DOUBLE = range(4)
_OPENING: Final = {"'": (_LEFT_SINGLE,), '"': (_LEFT_DOUBLE,)}
_CLOSING: Final = {"'": (_RIGHT_SINGLE,), '"': (_RIGHT_DOUBLE,)}

_START: Final = re.compile(r"""[^\\]?["']""")
# The rules of SmartyPants in kramdown's order: the text before a mark (group 1), the mark (group 2), what it becomes.
_RULES: Final = (
    (re.compile(r"""()(["'])(?=[_*]{1,2}[^ \t\r\n\f\v])"""), _OPENING),
    (re.compile(rf"""()(["'])(?={_PUNCTUATION}(?!\.\.)\B)"""), _CLOSING),
    (re.compile(rf"""({_SPACE}?)("')(?={_WORD})"""), {"\"'": (_LEFT_DOUBLE, _LEFT_SINGLE)}),
    (re.compile(rf"""({_SPACE}?)('")(?={_WORD})"""), {"'\"": (_LEFT_SINGLE, _LEFT_DOUBLE)}),
    (re.compile(rf"""({_SPACE}?)(')(?=[0-9][0-9]s)"""), _CLOSING),
    (re.compile(rf"""({_SPACE})(["'])(?={_WORD})"""), _OPENING),
    (re.compile(r"""([^ \\\t\r\n\[{(-])(["'])"""), _CLOSING),
    (re.compile(rf"""()(["'])(?={_SPACE}|s\b|\Z)"""), _CLOSING),
    (re.compile(r"""(.?)(')""", re.DOTALL), _OPENING),
    (re.compile(r"""(.?)(")""", re.DOTALL), _OPENING),
)


def quotes(state: InlineState) -> bool:
    """A straight quotation mark with the character before it."""
    if _START.match(state.src, state.pos) is None:
        return False
    for pattern, shapes in _RULES:
        match = pattern.match(state.src, state.pos)
        if match is None:
            continue
        before, mark = match.groups()
        shown = state.document.options.smart_quotes
        if before:
            state.out.append(before)
        state.out.append(Symbol("".join([shown[shape] for shape in shapes[mark]])))
        state.pos = match.end()
        return True
    return False
