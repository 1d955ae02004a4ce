"""What docs/security.md promises is held by tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w./-]+)(?:::([\w:]+))?`")


def sections(text: str) -> dict[str, str]:
    """What stands below each heading of level 2 of a page."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(section: str) -> list[list[str]]:
    """The cells of each row of the tables of a section whose last column says what holds the row, without their heads."""
    found = []
    holding = False
    for line in section.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] if line.startswith("|") else []
        if not cells:
            holding = False
        elif cells[-1] == "held by":
            holding = True
        elif holding and not re.fullmatch(r"[-: ]+", cells[0]):
            found.append(cells)
    return found


def names_in(file: Path) -> Iterator[str]:
    """What a file of tests defines at its top: functions and classes, and functions in classes as `Class::name`."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield from (f"{node.name}::{inner.name}" for inner in node.body if hasattr(inner, "name"))


def missing(text: str) -> list[str]:
    """The tests that a text names and that are not there."""
    gone = []
    for path, name in NAMED.findall(text):
        file = ROOT / path
        if not file.exists() or (name and (file.is_dir() or name not in set(names_in(file)))):
            gone.append(f"{path}::{name}" if name else path)
    return gone


TEXT = PAGE.read_text("utf-8")
HELD = {title: section for title, section in sections(TEXT).items() if "| held by |" in section}


def test_every_test_that_is_named_is_there():
    assert missing(TEXT) == []


def test_a_test_that_is_not_there_is_found():
    here = f"tests/{Path(__file__).name}"
    text = f"`{here}::test_nobody` `tests/nowhere.py` `tests/nowhere/` `{here}` `tests/serve/`"
    assert missing(text) == [f"{here}::test_nobody", "tests/nowhere.py", "tests/nowhere/"]


def test_each_part_makes_promises():
    assert len(HELD) >= 7
    assert [title for title, section in HELD.items() if not rows(section)] == []


@pytest.mark.parametrize("title", HELD)
def test_each_promise_names_what_holds_it(title):
    assert [cells[0] for cells in rows(HELD[title]) if not NAMED.search(cells[-1])] == []
