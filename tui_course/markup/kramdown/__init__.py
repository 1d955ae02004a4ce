"""Markdown to HTML with kramdown's rules."""

from tui_course.markup.kramdown.options import Options
from tui_course.markup.kramdown.parser import Kramdown, Rendered

__all__ = ["Kramdown", "Options", "Rendered"]
