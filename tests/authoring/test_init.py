"""The course to begin with: what it holds, and how it is written into a folder."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tui_course import plain
from tui_course.cli import main
from tui_course.commands.beginning import STARTER
from tui_course.model import block as b
from tui_course.model import question as q
from tui_course.model.diagram import Diagram
from tui_course.model.inline import Cite, FootnoteRef, Link, LinkKind, MathSpan
from tui_course.model.walk import all_blocks, all_inlines, all_questions
from tui_course.sources.check import course_problems
from tui_course.sources.open import open_course

# A course can hold these, but not one that is clean and works without a network.
ABSENT = {b.Unknown, b.Embed}


@pytest.fixture(scope="module")
def pages():
    return open_course(STARTER)


@pytest.fixture(scope="module")
def blocks(pages):
    return [block for ref in pages.course.pages for block in all_blocks(pages.page(ref.id).blocks)]


def form(task):
    match task:
        case q.Choose():
            return "several" if task.several else "one"
        case q.Fill():
            return "blanks" if len(task.blanks) > 1 else "blank"
        case _:
            return type(task).__name__


def test_nothing_at_all_is_wrong_with_it(pages):
    assert list(course_problems(pages)) == []


def test_every_kind_of_block_occurs(blocks):
    assert {type(block) for block in blocks} == set(b.Block.__args__) - ABSENT


def test_every_kind_of_question_occurs_in_the_text_and_data_as_well(blocks):
    asked = list(all_questions(blocks))
    assert {form(one.task) for one in asked} == {"one", "several", "blanks", "blank", "Match", "Measure", "Order", "Reflect"}
    assert {one.kind for one in asked} >= {"survey", "reflect"}
    assert [block for block in blocks if isinstance(block, b.Ask) and len(block.questions) > 2 and block.title]
    assert all(one.id.replace("-", "").isalpha() for one in asked), "each has an id of its author's"


def test_every_kind_of_reference_occurs(pages, blocks):
    inlines = list(all_inlines(blocks))
    assert {type(one) for one in inlines} >= {Cite, FootnoteRef, MathSpan, Link}
    assert len({one.page for one in inlines if isinstance(one, Link) and one.kind is LinkKind.PAGE}) >= 6
    assert len(pages.glossary.entries) >= 5


def test_figure_diagram_and_film_are_complete(pages, blocks):
    (figure,) = (block for block in blocks if isinstance(block, b.Figure))
    assert figure.images[0].alt
    assert figure.caption
    assert pages.locate(figure.images[0].file).endswith(".svg")
    (film,) = (block for block in blocks if isinstance(block, b.Media))
    assert len(film.transcript) == 3
    drawn = {block.id: block.diagram for block in blocks if isinstance(block, b.DiagramBlock)}
    assert isinstance(drawn["flight"], Diagram)
    assert len(drawn["flight"].steps) == 3


def test_every_page_says_how_it_was_made(pages):
    for ref in pages.course.pages:
        assert "How this page was made:" in pages.source(ref.id), ref.id
        assert len(plain.text(pages.page(ref.id).blocks)) > 200


def test_it_is_small():
    assert sum(path.stat().st_size for path in STARTER.rglob("*") if path.is_file()) < 64_000


# Writing it


def names(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["course", "my first course", "a/b/c", "-n", "日本"])
def test_a_new_folder_gets_all_of_it(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--", name]) == 0
    assert names(tmp_path / name) == names(STARTER)
    said = capsys.readouterr().out
    assert f"wrote {len(names(STARTER))} files to {name}\n" in said
    assert "tui-course preview " in said
    shown = {"my first course": "'my first course'", "-n": "./-n", "日本": "'日本'"}.get(name, name)
    assert f"tui-course check {shown} " in said


def test_what_it_advises_works(tmp_path):
    folder = tmp_path / "my course"
    assert main(["init", str(folder)]) == 0
    done = subprocess.run(
        [sys.executable, "-m", "tui_course", "check", "--strict", str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Paper planes: 8 pages, 0 errors, 0 warnings, 0 notes\n"


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert list(names(tmp_path)) == ["notes.txt"]
    assert "is not empty (it holds notes.txt)" in capsys.readouterr().err


def test_force_writes_beside_what_is_there_and_over_nothing(tmp_path, capsys):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "course.yml").symlink_to("nowhere.yml")
    assert main(["init", str(tmp_path), "--force"]) == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere.yml").exists()
    assert (tmp_path / "references.md").is_file()
    said = capsys.readouterr().out
    assert "left as it was: README.md\n" in said
    assert "left as it was: course.yml\n" in said


@pytest.mark.parametrize("place", ["file", "file/below", "nul\0"])
def test_where_nothing_can_be_written_one_sentence_says_so(tmp_path, capsys, place):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path / place)]) == 2
    assert "cannot be written to" in capsys.readouterr().err


def test_an_empty_folder_may_be_there_already(tmp_path):
    assert main(["init", str(tmp_path)]) == 0
    shutil.rmtree(tmp_path / "films")
    assert main(["init", str(tmp_path), "--force"]) == 0
    assert names(tmp_path) == names(STARTER)
