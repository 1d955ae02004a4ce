"""The heading that names a page, found without reading the whole page as Markdown."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_ATX = re.compile(r" {0,3}#(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}=+[ \t]*")
_OTHER = re.compile(r" {0,3}(?:#{2,6}(?:[ \t]|\Z)|>|[-*+][ \t]|\d{1,9}[.)][ \t]|-+[ \t]*\Z)| {4}|\t")
_ELEMENT = re.compile(r"<h1\b[^>]{0,500}>(.{1,500}?)</h1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LINES: Final = 2_000


def first_heading(text: str) -> str:
    """The source of a page's first heading of level 1, as inline Markdown; empty where its first lines have none."""
    fence = ""
    comment = False
    paragraph: list[str] = []
    lines = text.split("\n", _LINES)[:_LINES]
    for number, line in enumerate(lines):
        if fence:
            fence = "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence
        elif comment:
            comment = "-->" not in line
        elif match := _FENCE.match(line):
            fence, paragraph = match[1], []
        elif line.lstrip().startswith("<!--"):
            comment, paragraph = "-->" not in line, []
        elif match := _ATX.fullmatch(line):
            return (match[1] or "").strip()
        elif "<h1" in line.lower() and (match := _ELEMENT.search("\n".join(lines[number : number + 8]))):
            return unescape(_TAG.sub("", match[1])).strip()
        elif paragraph and _SETEXT.fullmatch(line):
            return " ".join(part.strip() for part in paragraph)
        elif not line.strip() or (_OTHER.match(line) and not (paragraph and line.startswith((" ", "\t")))):
            paragraph = []
        else:
            paragraph.append(line)
    return ""
