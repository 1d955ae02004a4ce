from __future__ import annotations

import re
from pathlib import Path

import pytest

import tui_course.markup.mermaid as package
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Diagram

PAGE = (Path(__file__).parents[3] / "docs" / "diagrams.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```mermaid\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_there_are_examples():
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.split()[0])
def test_examples_are_understood(source):
    assert read_mermaid(source).problems == ()


def test_steps_are_as_the_page_says():
    diagrams = [read_mermaid(source).diagram for source in EXAMPLES]
    steps = {step.title: step for diagram in diagrams if isinstance(diagram, Diagram) for step in diagram.steps}
    assert list(steps) == ["Build", "Simulate", "Look back", "Switch on"]
    assert steps["Build"].text == "The developer writes code, and bundles it. The bundle is put into storage."
    assert steps["Simulate"].edges == (("apps", "sim"), ("sim", "logs"))
    assert steps["Look back"].nodes == ("sim",)


@pytest.mark.parametrize("shape", re.findall(r"`(a[\[({>][^`]*)`", PAGE))
def test_shapes_of_the_page(shape):
    read = read_mermaid(f"flowchart\n{shape}")
    assert (len(read.diagram.nodes), read.problems) == (1, ())


def test_every_code_is_on_the_page():
    source = "".join(file.read_text(encoding="utf-8") for file in Path(package.__path__[0]).glob("*.py"))
    codes = set(re.findall(r'"(diagram-[a-z-]+)"', source))
    assert len(codes) > 10
    assert codes <= set(re.findall(r"`(diagram-[a-z-]+)`", PAGE))
