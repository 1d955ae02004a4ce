"""Literal text: what stands on a screen as its author typed it."""

from __future__ import annotations

from tui_course.model.visible import visible

_TAB = 4


def literal(text: str) -> str:
    """`text` with tabs as spaces (a stop every 4 columns) and any control character but the line feed visible."""
    if "\t" in text:
        text = text.expandtabs(_TAB)
    return text if text.isascii() and text.isprintable() else visible(text)
