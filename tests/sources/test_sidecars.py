from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.block import DiagramBlock, Figure
from tui_course.model.walk import all_blocks
from tui_course.sources.folder.course import FileCourse, FolderCourse
from tui_course.sources.jekyll.site import JekyllSite
from tui_course.sources.sidecars import NamedDiagrams

DRAWN = "flowchart LR\n  a[One] --> b[Two]\n"


@pytest.fixture
def course(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "parts.png").touch()
    (tmp_path / "figures" / "whole.png").touch()
    (tmp_path / "figures" / "parts.mmd").write_text(DRAWN, encoding="utf-8")
    (tmp_path / "other.mmd").write_text(DRAWN.replace("One", "Other"), encoding="utf-8")
    return tmp_path


def read(root, text):
    """The ids of the diagrams, the pictures of the figures, and the problems of a page that says `text`."""
    (root / "page.md").write_text(text, encoding="utf-8")
    page = FolderCourse(root).page("page")
    assert FileCourse(root / "page.md").page("page").blocks == page.blocks
    return told(page)


def told(page):
    blocks = list(all_blocks(page.blocks))
    diagrams = [block.id for block in blocks if isinstance(block, DiagramBlock)]
    pictures = [image.src.rpartition("/")[2] for block in blocks if isinstance(block, Figure) for image in block.images]
    return diagrams, pictures, [f"{problem.file}:{problem.line} {problem.code} {problem.message}" for problem in page.problems]


def test_a_picture_that_a_diagram_stands_for_is_named_only(course):
    (course / "page.md").write_text(PARTS + WHOLE, encoding="utf-8")
    figures = [block for block in FolderCourse(course).page("page").blocks if isinstance(block, Figure)]
    assert [(figure.images[0].alt, figure.redrawn) for figure in figures] == [("Parts", True), ("Whole", False)]


PARTS, WHOLE = "![Parts](figures/parts.png)\n\n", "![Whole](figures/whole.png)\n\n"


@pytest.mark.parametrize(
    ("text", "diagrams"),
    [
        (PARTS, ["parts"]),
        (WHOLE, []),
        (PARTS + WHOLE, ["parts"]),
        ("---\ndiagram: other.mmd\n---\n" + WHOLE + PARTS, ["other", "parts"]),
        ("---\ndiagram: other.mmd\n---\n" + PARTS, ["other"]),
        ("---\ndiagrams:\n  whole.png: other.mmd\n---\n" + PARTS + WHOLE, ["parts", "other"]),
        ("---\ndiagrams:\n  figures/parts.png: other.mmd\n---\n" + PARTS, ["other"]),
        ("---\ndiagrams: {whole.png: other.mmd}\ndiagram: figures/parts.mmd\n---\n" + WHOLE + PARTS, ["other", "parts"]),
    ],
)
def test_which_diagram_stands_for_which_picture(course, text, diagrams):
    found, pictures, problems = read(course, text)
    assert found == diagrams
    assert sorted(pictures) == sorted(name for name in ("parts.png", "whole.png") if name in text.rpartition("---")[2])
    assert problems == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("---\ndiagram: none.mmd\n---\n" + PARTS, ["page.md:2 diagram-missing the diagram none.mmd is not in the course"]),
        (
            "---\ndiagram: ../outside.mmd\n---\n" + PARTS,
            ["page.md:2 diagram-missing the diagram ../outside.mmd is not in the course"],
        ),
        (
            "---\ndiagram: https://example.org/a.mmd\n---\n" + PARTS,
            ["page.md:2 diagram-missing the diagram https://example.org/a.mmd is not in the course"],
        ),
        (
            "---\ndiagram: other.mmd\n---\nwords\n",
            ["page.md:2 diagram-unplaced the page has no figure that the diagram other.mmd could stand for"],
        ),
        (
            "---\ndiagrams:\n  gone.png: other.mmd\n---\n" + PARTS,
            ["page.md:3 diagram-unplaced no figure of the page shows gone.png; the diagram other.mmd is not shown"],
        ),
        ("---\ndiagram: [a]\n---\n" + PARTS, ["page.md:2 diagram-unnamed `diagram` is not the name of a file"]),
        ("---\ndiagrams: a\n---\n" + PARTS, ["page.md:2 diagram-unnamed `diagrams` is not a list of `picture: diagram`"]),
        ("---\ndiagrams: {a.png: 3}\n---\n" + PARTS, ["page.md:2 diagram-unnamed `diagrams` names no diagram for a.png"]),
    ],
)
def test_what_is_wrong_is_reported_where_it_stands(course, text, problems):
    (course.parent / "outside.mmd").write_text(DRAWN, encoding="utf-8")
    diagrams, _, found = read(course, text)
    assert found == problems
    assert diagrams == (["parts"] if "parts.png" in text else [])


def test_mistakes_in_a_diagram_have_its_file_and_line(course):
    (course / "figures" / "parts.mmd").write_text('flowchart LR\na --> b\nc["unclosed\n', encoding="utf-8")
    diagrams, _, problems = read(course, PARTS)
    assert diagrams == ["parts"]
    assert [problem.partition(" ")[0] for problem in problems] == ["figures/parts.mmd:3"]


def test_a_diagram_that_is_too_large_or_none_costs_only_itself(course):
    (course / "figures" / "parts.mmd").write_bytes(b"flowchart LR\n" + b"a\n" * 600_000)
    diagrams, pictures, problems = read(course, PARTS)
    assert (diagrams, pictures) == ([], ["parts.png"])
    assert len(problems) == 1
    assert "diagram-missing the diagram figures/parts.mmd cannot be read" in problems[0]
    (course / "figures" / "parts.mmd").write_bytes(b"\xff\x1b[31m no diagram\0")
    _, _, problems = read(course, PARTS)
    assert all(problem.startswith("figures/parts.mmd:") for problem in problems)
    assert problems


def test_a_diagram_outside_of_the_course_is_not_read(course):
    (course.parent / "secret.mmd").write_text(DRAWN, encoding="utf-8")
    (course / "figures" / "parts.mmd").unlink()
    (course / "figures" / "parts.mmd").symlink_to(course.parent / "secret.mmd")
    assert read(course, PARTS + "![x](../secret.png)\n")[0] == []


def test_in_a_site_it_stands_beside_the_picture(tmp_path):
    (tmp_path / "_config.yml").write_text("baseurl: /b\n", encoding="utf-8")
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes" / "figure.html").write_text(
        '<figure><img src="{{ include.src }}" alt="Parts"><figcaption>How they fit</figcaption></figure>', encoding="utf-8"
    )
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "parts.png").touch()
    (tmp_path / "assets" / "parts.mmd").write_text(DRAWN, encoding="utf-8")
    (tmp_path / "page.md").write_text(
        "---\ntitle: Page\n---\n{% assign src = '/assets/parts.png' | relative_url %}{% include figure.html src=src %}\n",
        encoding="utf-8",
    )
    assert told(JekyllSite(tmp_path).page("page")) == (["parts"], ["parts.png"], [])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text() | st.integers() | st.none(), inside),
)


@given(st.dictionaries(st.sampled_from(("diagram", "diagrams")), values), st.text())
def test_any_front_matter_is_understood_or_reported(given_values, src):
    named = NamedDiagrams.of(given_values)
    count = len(named.others) + bool(named.first)
    others = given_values.get("diagrams")
    assert len(named.mistakes) + len(named.others) >= (len(others) if isinstance(others, dict) else 0)
    taken = named.take(src)
    assert len(named.others) + bool(named.first) == count - bool(taken)
