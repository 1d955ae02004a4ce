"""Mermaid's notation to the model of a diagram."""

from __future__ import annotations

from tui_course.markup.mermaid.read import Read, is_mermaid, read_mermaid

__all__ = ["Read", "is_mermaid", "read_mermaid"]
