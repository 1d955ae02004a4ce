from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from tui_course.markup.mermaid import read_mermaid
from tui_course.markup.mermaid.shapes import shape_named

TRUTH = Path(__file__).parents[4] / "shared" / "diagrams" / "truth.json"
pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="what the real parser says of the benchmark is not here")

BRACKETS = {"square": "rectangle", "round": "rounded", "ellipse": "stadium"}
STROKES = {"normal": "solid"}


def words(text, *, markdown=False):
    """A label of the real parser, as a reader sees it."""
    text = text.strip()
    if markdown:
        text = re.sub(r"\*\*(.+?)\*\*", r"\1", text, flags=re.DOTALL)
        text = re.sub(r"(?<!\w)[*_](.+?)[*_](?!\w)", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = unescape(re.sub(r"</?\w+[^<>]*>", "", text)).replace("\\n", "\n")
    text = re.sub(r"\bfa[a-z]?:[\w-]+", "", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def label(one, name="text"):
    return words(one[name], markdown=one.get("markdown", False))


def structure(truth):
    return {
        "direction": truth["direction"].replace("TD", "TB"),
        "nodes": [
            (node["id"], label(node), BRACKETS.get(node["shape"]) or shape_named(node["shape"]).value)
            for node in truth["nodes"]
        ],
        "edges": [
            (
                *(edge["from"], edge["to"], label(edge), STROKES.get(edge["stroke"], edge["stroke"])),
                *(edge["tail"] or "none", edge["head"] or "none", edge["length"]),
            )
            for edge in truth["edges"]
        ],
        "groups": {
            group["id"]: (label(group, "title"), set(group["members"]), group.get("direction", "").replace("TD", "TB"))
            for group in truth["groups"]
        },
    }


def ours(diagram):
    return {
        "direction": diagram.direction.value,
        "nodes": [(node.id, node.text, node.shape.value) for node in diagram.nodes],
        "edges": [
            (edge.source, edge.target, edge.text, edge.stroke.value, edge.start.value, edge.end.value, edge.length)
            for edge in diagram.edges
        ],
        "groups": {
            group.id: (group.text, set(group.members), group.direction.value if group.direction else "")
            for group in diagram.groups
        },
    }


@pytest.fixture(scope="module")
def truth():
    return json.loads(TRUTH.read_text(encoding="utf-8"))


def test_structure_is_what_the_real_parser_reads(truth):
    corpus = TRUTH.parent / "corpus"
    read = {name: ours(read_mermaid((corpus / f"{name}.mmd").read_text(encoding="utf-8")).diagram) for name in truth}
    assert read == {name: structure(told) for name, told in truth.items()}
    assert len(read) == 68


def test_problems_are_only_what_is_ignored(truth):
    corpus = TRUTH.parent / "corpus"
    found = [
        problem for name in truth for problem in read_mermaid((corpus / f"{name}.mmd").read_text(encoding="utf-8")).problems
    ]
    # One diagram of the benchmark gives a callback to a node that it does not have.
    assert {problem.code for problem in found} == {"diagram-callback", "diagram-unknown"}
