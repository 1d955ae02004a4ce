"""What `notes` prints and writes, in processes of their own over one store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.program import run_program
from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.progress.sqlite.store import SqliteStore

KITES = Path(__file__).parent / "linear" / "kites"
NOON = 1_700_049_600.0
PAGE = "1-flying/1-wind"
STAND = "Stand with your back to the wind, with nothing tall in front of you."


def noted(number, kind, anchor, note="", **given):
    values = {"learner": "ada", "course": "kites", "page": PAGE, "at": NOON + number}
    return Annotation(id=f"n{number}", annotation=f"n{number}", kind=kind, anchor=anchor, note=note, **(values | given))


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "progress.sqlite"
    opened = SqliteStore(path)
    opened.record(
        [
            noted(1, AnnotationKind.HIGHLIGHT, Anchor(STAND, "back to the wind", 3, heading="Where to stand"), "mind this"),
            noted(2, AnnotationKind.BOOKMARK, Anchor("Where to stand", heading="Where to stand")),
            noted(3, AnnotationKind.NOTE, Anchor("A paragraph that is gone.", heading="Where to stand"), "old\x1b[31m"),
            noted(4, AnnotationKind.NOTE, Anchor(STAND), "of another", learner="bo"),
        ]
    )
    opened.close()
    return str(path)


@pytest.fixture
def run(tmp_path, store):
    """Runs a command of ada's; returns status, output and errors."""

    def start(*arguments, learner="ada", address=store):
        return run_program(*arguments, "--learner", learner, "--store", address, folder=tmp_path)

    return start


MARKDOWN = """\
# Notes on Kites

## Flying

### Wind

*Kites*, Flying, “Wind”, `1-flying/1-wind.md`, noted 2023-11-15.

- Bookmark: [Where to stand](1-flying/1-wind#where-to-stand)

> back to the wind

mind this

> A paragraph that is gone.

old␛[31m

*These words are no longer on the page.*
"""


@pytest.mark.parametrize("words", [("notes",), ("notes", "export")])
def test_notes_are_printed(run, words):
    assert run(*words, str(KITES)) == (0, MARKDOWN, "")


def test_notes_are_written_to_a_file(run, tmp_path):
    assert run("notes", str(KITES), "-o", "kites.md") == (0, "3 entries written to kites.md\n", "")
    assert (tmp_path / "kites.md").read_text(encoding="utf-8") == MARKDOWN


def test_a_file_that_cannot_be_written_is_told(run):
    status, said, error = run("notes", str(KITES), "-o", "none/kites.md")
    assert (status, said) == (1, "")
    assert error == "tui-course: none/kites.md cannot be written: No such file or directory\n"


def test_json(run):
    status, said, _ = run("notes", str(KITES), "--json")
    assert status == 0
    assert [(one["kind"], one["words"], one["anchor"], one["lost"]) for one in json.loads(said)["notes"]] == [
        ("bookmark", "Where to stand", "where-to-stand", False),
        ("highlight", "back to the wind", "where-to-stand", False),
        ("note", "A paragraph that is gone.", "", True),
    ]


def test_without_notes_there_is_a_sentence(run):
    said = "There are no notes, highlights or bookmarks in Kites yet.\n"
    assert run("notes", str(KITES), learner="eve") == (0, said, "")
    assert run("notes", str(KITES), "-o", "none.md", address="off") == (0, said, "")
    assert json.loads(run("notes", str(KITES), "--json", learner="eve")[1])["notes"] == []


def test_a_store_that_cannot_be_opened_is_told(run, tmp_path):
    status, said, error = run("notes", str(KITES), address=str(tmp_path))
    assert (status, said) == (1, "")
    assert "is no file" in error


def test_a_course_called_export(run, tmp_path):
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "a.md").write_text("# A\n\nA.\n", encoding="utf-8")
    assert run("notes", "export")[0] == run("notes", "export", "export")[0] == 0


def test_reset_forgets_notes(run, store):
    assert run("reset", str(KITES), "--yes")[1].endswith("3 events forgotten.\n")
    opened = SqliteStore(Path(store))
    assert opened.annotations("ada") == ()
    assert len(opened.annotations("bo")) == 1
    opened.close()
