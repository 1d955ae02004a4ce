"""GitHub-flavoured Markdown to HTML."""

from __future__ import annotations

from tui_course.markup.gfm.context import Works, no_works
from tui_course.markup.gfm.parser import Gfm, Rendered

__all__ = ["Gfm", "Rendered", "Works", "no_works"]
