"""LaTeX's formulas to text for a terminal: in a line, or drawn."""

from __future__ import annotations

from tui_course.markup.math.convert import to_lines, to_text

__all__ = ["to_lines", "to_text"]
