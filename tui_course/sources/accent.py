"""The colour that a course wants for itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z]{3,24}")
_KEY = re.compile(r"""^["']?accent["']?\s*:""")
_SHOWN = 40


def read_accent(settings: Mapping[str, object], text: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The colour `accent` of a course's settings as `#rrggbb`, empty where there is none, and what is wrong with it.

    `text` is the source of the file, which tells the line.
    """
    if "accent" not in settings:
        return "", ()
    value = settings["accent"]
    if isinstance(value, str) and (colour := _colour(value.strip())):
        return colour, ()
    line = next((number for number, one in enumerate(text.splitlines(), 1) if _KEY.match(one)), 0)
    shown = visible(repr(value))[:_SHOWN] if value is not None else "empty"
    # To YAML what stands behind a `#` is a comment.
    hint = '; a colour with # stands between quotes, as in accent: "#0a7d4f"'
    message = f"`accent` is {shown}, which is no colour{hint if not isinstance(value, str) or '#' in value else ''}"
    return "", (Problem("course-accent", Severity.WARNING, message, file, line),)


def _colour(value: str) -> str:
    if found := _HEX.fullmatch(value):
        digits = found[1].lower()
        return f"#{digits if len(digits) > 3 else ''.join(digit * 2 for digit in digits)}"  # noqa: PLR2004  #rgb
    if not _NAME.fullmatch(value):
        return ""
    from tui_course.pictures.names import named_colour

    return named_colour(value)
