from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent / "repair.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_shows_what_cannot_be_used(render, case):
    text, problems = render(case["template"], line=case.get("line", 1))
    assert text == case["text"]
    assert problems == case["problems"]
