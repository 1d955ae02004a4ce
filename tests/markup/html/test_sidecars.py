from __future__ import annotations

import pytest

from tui_course.markup.html import Sidecar, read_blocks
from tui_course.markup.html.diagrams import sidecar_block

DIAGRAM = "DiagramBlock drawn-here"


def brief(blocks):
    """Each block by its kind, its id or words, and what is in it."""
    for block in blocks:
        kind = type(block).__name__
        name = getattr(block, "id", "")
        words = " ".join(one.alt for one in getattr(block, "images", ()))
        inside = f" ({', '.join(brief(block.blocks))})" if getattr(block, "blocks", ()) else ""
        anchors = "".join(f"#{one.id}" for one in getattr(block, "children", ()) if hasattr(one, "id"))
        yield " ".join(filter(None, (kind, name, words, anchors))) + inside


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><img src="drawn.png" alt="A"></p>', [DIAGRAM, "Figure A"]),
        ('<p><img src="other.png" alt="A"></p>', ["Figure A"]),
        ('<p id="f"><img src="drawn.png" alt="A"></p>', ["Paragraph #f", DIAGRAM, "Figure A"]),
        (
            '<figure id="f"><img src="drawn.png" alt="A"><figcaption>C</figcaption></figure>',
            ["Paragraph #f", DIAGRAM, "Figure A"],
        ),
        ('<figure><p><img src="drawn.png" alt="A"></p>words</figure>', [DIAGRAM, "Figure A (Paragraph)"]),
        ('<figure><figure><img src="drawn.png" alt="A"></figure><figcaption>C</figcaption></figure>', [DIAGRAM, "Figure A"]),
        (
            '<figure><figure><img src="drawn.png" alt="A"><figcaption>C</figcaption></figure><img src="b" alt="B"></figure>',
            [DIAGRAM, "Figure A B"],
        ),
        ('<figure><img src="a.png" alt="A"><img src="drawn.png" alt="B"></figure>', [DIAGRAM, "Figure A B"]),
        ('<p>Words <img src="drawn.png" alt="A"></p>', ["Paragraph"]),
        ('<p><img alt="A"></p>', ["Figure A"]),
        ("<figure><figcaption>C</figcaption></figure>", ["Figure"]),
    ],
)
def test_a_diagram_stands_before_the_figure_that_it_was_drawn_for(around, html, expected):
    assert list(brief(read_blocks(html, around))) == expected


def test_its_mistakes_are_reported_in_its_own_file(around):
    read_blocks('<p><img src="drawn.png" alt="A"></p>', around)
    assert [problem.rpartition(" @ ")[2] for problem in around.problems] == ["figures/drawn here.mmd:3"]


@pytest.mark.parametrize(
    ("source", "file", "name"),
    [
        ("flowchart LR\na", "a/b.c.mmd", "b.c"),
        ("flowchart LR\na", "with (blanks) & signs.mmd", "with-blanks-signs"),
        ("%% id given\nflowchart LR\na", "b.mmd", "given"),
    ],
)
def test_it_is_known_by_its_file_unless_it_says_its_name(around, source, file, name):
    assert sidecar_block(Sidecar(source, file), around).id == name
