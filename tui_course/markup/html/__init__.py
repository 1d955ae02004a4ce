"""HTML, whoever wrote it, to blocks."""

from __future__ import annotations

from tui_course.markup.html.surroundings import LinkTarget, Surroundings
from tui_course.markup.html.walker import read_blocks

__all__ = ["LinkTarget", "Surroundings", "read_blocks"]
