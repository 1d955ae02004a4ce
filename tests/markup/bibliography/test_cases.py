"""Every bibliography under cases/ gives the citations, entries and problems in the text file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.markup.bibliography import Apa, parse_bibliography

CASES = Path(__file__).parent / "cases"


def render(source: str) -> str:
    """Keys in APA's order with both forms of citation and the entry, then the problems by line."""
    parsed = parse_bibliography(source)
    apa = Apa(parsed.references)
    lines = []
    for key in apa.order:
        lines += [f"{key}: {apa.in_text([key])} | {apa.narrative([key])}", f"  {apa.entry(key)}"]
    lines += [f"{problem.line}: {problem.severity} {problem.code} {problem.message}" for problem in parsed.problems]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.bib")))
def test_case(case: str):
    source = (CASES / f"{case}.bib").read_text(encoding="utf-8")
    assert render(source) == (CASES / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.bib")))
def test_line_ends_do_not_matter(case: str):
    source = (CASES / f"{case}.bib").read_text(encoding="utf-8")
    assert render(source.replace("\n", "\r\n")) == render(source)
