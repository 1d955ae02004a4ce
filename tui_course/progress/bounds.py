"""Texts and numbers as every database takes them: bounded, visible, finite."""

from __future__ import annotations

import math
from typing import Final

from tui_course.model.visible import visible

_MAX_NAME: Final = 200
_MAX_COUNT: Final = 1_000_000
_MAX_NUMBER: Final = 1 << 53


def name(text: str) -> str:
    """How an event's id or a learner's name is kept: a long one is shortened to what an index takes, still its own."""
    text = visible(text)
    if len(text) <= _MAX_NAME:
        return text
    from tui_course.digests import blake2b

    return f"{text[: _MAX_NAME - 17]}…{blake2b(text.encode(), digest_size=8).hexdigest()}"


def text(value: object) -> str:
    """A text with its control characters visible, also of bytes; empty for what is none."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return visible(value) if isinstance(value, str) else ""


def number(value: object) -> float:
    """A finite number; 0 for what is none."""
    if isinstance(value, float):
        return value if math.isfinite(value) else 0.0
    if isinstance(value, int):
        return float(min(max(-_MAX_NUMBER, value), _MAX_NUMBER))
    return 0.0


def count(value: object) -> int:
    """A number of things from 0 to a million; 0 for what is none."""
    if isinstance(value, int):
        return min(max(0, value), _MAX_COUNT)
    return 0
