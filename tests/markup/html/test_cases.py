from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.markup.html import read_blocks

CASES = sorted((Path(__file__).parent / "cases").glob("*.html"))


def test_there_are_cases():
    assert len(CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, dump, around):
    blocks = read_blocks(case.read_text(encoding="utf-8"), around)
    found = dump(blocks) + "".join(f"{problem}\n" for problem in around.problems)
    assert found == case.with_suffix(".blocks").read_text(encoding="utf-8")
