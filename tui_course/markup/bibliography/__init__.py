"""Bibliographies: BibTeX and biblatex files read, citations and reference lists written in APA style."""

from __future__ import annotations

from tui_course.markup.bibliography.apa import Apa
from tui_course.markup.bibliography.bibtex import ParsedBibliography, parse_bibliography

__all__ = ["Apa", "ParsedBibliography", "parse_bibliography"]
