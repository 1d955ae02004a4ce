"""HTML, whoever wrote it, to blocks."""

from __future__ import annotations

from tui_course.markup.html.surroundings import LinkTarget, Sidecar, Surroundings
from tui_course.markup.html.walker import read_blocks

__all__ = ["LinkTarget", "Sidecar", "Surroundings", "read_blocks"]
