"""Markdown and the HTML that kramdown makes of it, side by side.

`cases/*.txt` hold what kramdown 2.4 with its GFM parser does (compared as DOM trees); `beyond.txt` what is wanted instead.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui_course.markup.kramdown import Kramdown

CASES = Path(__file__).parent / "cases"
CASE = re.compile(r"^=== (?P<title>.+)\n(?P<source>(?:.*\n)*?)--->\n(?P<html>(?:.*\n)*?)(?=\n=== |\Z)", re.MULTILINE)


def cases():
    for path in sorted(CASES.glob("*.txt")):
        for number, match in enumerate(CASE.finditer(path.read_text(encoding="utf-8")), 1):
            yield pytest.param(match["source"], match["html"], id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("source", "html"), cases())
def test_html(source, html):
    assert Kramdown().render(source).html == html


def test_every_case_is_read():
    for path in CASES.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n--->\n") == len(CASE.findall(text)), path.name
