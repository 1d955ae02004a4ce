"""Control characters made visible, so that no text can steer a terminal."""

from __future__ import annotations

import re
from typing import Final

STEERING: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f"
    "\u061c\u2028\u2029\u202a-\u202e\u2066-\u206f"
    "\ufff9-\ufffb\ufeff\ud800-\udfff\U000e0000-\U000e007f"
)
"""What steers a terminal besides ESC and the carriage return, for use between the brackets of a pattern."""

_CONTROL: Final = re.compile(f"[\r\x1b{STEERING}]")
_BELOW_SPACE = 0x20
_DELETE = 0x7F
_C1 = range(0x80, 0xA0)
_SURROGATES = range(0xD800, 0xE000)


def _show(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < _BELOW_SPACE:
        return chr(0x2400 + code)
    if code == _DELETE:
        return "\u2421"
    if code in _SURROGATES:
        return "\ufffd"
    if code in _C1:
        return f"<{code:02X}>"
    return f"<U+{code:04X}>"


def visible(text: str) -> str:
    """Return `text` with control characters, bidirectional overrides and isolates, lone surrogates and tag characters as
    visible characters; tab, line feed, ZWJ, ZWNJ, LRM and RLM stay. A carriage return before a line feed goes.

    Doing it twice changes nothing.
    """
    text = text.replace("\r\n", "\n")
    return _CONTROL.sub(_show, text) if _CONTROL.search(text) else text


def visible_line(text: str) -> str:
    """Return `text` as `visible` does, and on one line: its line feeds are visible as well."""
    return visible(text).replace("\n", "\u240a")
