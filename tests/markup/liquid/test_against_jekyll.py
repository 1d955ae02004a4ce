from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CASES = [
    pytest.param(template, expected, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for number, (template, expected) in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
]


@pytest.mark.parametrize(("template", "expected"), CASES)
def test_renders_as_jekyll_does(render, template, expected):
    text, problems = render(template)
    assert text == expected
    assert {problem.split(":")[0] for problem in problems} <= {"liquid-unknown-filter"}
