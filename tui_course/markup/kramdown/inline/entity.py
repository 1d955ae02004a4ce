"""Character references."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_course.markup.kramdown.inline.state import InlineState

_REFERENCE: Final = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_.:-]*)|#([0-9]+)|#x([0-9a-fA-F]+));")
# kramdown knows the names of HTML 4, and two of its own.
_OTHERS: Final = {"apos": 0x27, "vellip": 0x22EE}
_LAST: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)
_LONGEST: Final = 8


def entity(state: InlineState) -> bool:
    """`&name;`, `&#10;` or `&#xA;`; a name that kramdown does not know stays as it is."""
    match = _REFERENCE.match(state.src, state.pos)
    if match is None:
        return False
    name, decimal, hexadecimal = match.groups()
    if name is not None:
        code = name2codepoint.get(name) or _OTHERS.get(name)
    elif len(decimal or hexadecimal.lstrip("0")) > _LONGEST:
        code = None
    else:
        code = int(decimal) if decimal else int(hexadecimal, 16)
    shown = match.group() if code is None or not 0 < code <= _LAST or code in _SURROGATES else chr(code)
    return state.replace(len(match.group()), shown)
