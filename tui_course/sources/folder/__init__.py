"""Plain folders of Markdown, and single Markdown files."""

from __future__ import annotations
