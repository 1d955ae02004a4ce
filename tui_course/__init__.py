"""Any Markdown course on disk, read, checked and explored in the terminal."""

from __future__ import annotations

__version__ = "0.1.0.dev0"
