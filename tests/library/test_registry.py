"""The list of courses: kept as it was, by several programs at once, whatever the file looks like."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.errors import LibraryError
from tui_course.library.entry import CourseEntry, ListedPage, Origin, entry_data, moment, read_entry, seconds
from tui_course.library.registry import FILE, Registry
from tui_course.model.visible import visible

WORDS = st.text(max_size=12).map(visible)
IDS = st.text(max_size=12)
TIMES = st.integers(0, 4_000_000_000).map(float)
PAGES = st.lists(st.builds(ListedPage, IDS, WORDS, WORDS), max_size=5, unique_by=lambda page: page.id)
ENTRIES = st.builds(
    CourseEntry,
    st.text(st.characters(exclude_characters="\0"), max_size=12).map(lambda text: f"/{text}"),
    st.sampled_from(Origin),
    source=IDS,
    id=IDS,
    title=WORDS,
    description=WORDS,
    added=TIMES,
    opened=TIMES,
    pages=PAGES.map(tuple),
    questions=st.none() | st.lists(IDS, max_size=4).map(tuple),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("path origin id title added opened modules pages questions courses".split()), inner)
    ),
    max_leaves=12,
)


def grouped(entry):
    """Pages as a file keeps them: a page of a module that was left before stands in a group of its own, in the same order."""
    return [(page.module, page.id, page.name) for page in entry.pages]


@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(entry):
    data = json.loads(json.dumps(entry_data(entry)))
    back = read_entry(data)
    assert replace(back, pages=()) == replace(entry, pages=())
    assert grouped(back) == grouped(entry)


@given(JSON)
def test_anything_else_is_no_entry_and_no_crash(data):
    found = read_entry(data)
    assert found is None or Path(found.path).is_absolute()


@given(st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.path))
def test_a_list_comes_back_as_it_was(entries):
    with TemporaryDirectory() as folder:
        registry = Registry(Path(folder))
        registry.change(lambda _: entries)
        found = registry.read()
    assert (list(found.entries), found.damage) == (entries, "")


@given(st.binary(max_size=200) | JSON.map(lambda data: json.dumps(data).encode("utf-8", "replace")))
def test_whatever_the_file_holds_is_kept_aside_before_it_is_replaced(data):
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / FILE).write_bytes(data)
        registry = Registry(folder)
        found = registry.read()
        registry.change(lambda entries: (CourseEntry("/new"), *entries))
        assert [entry.path for entry in registry.read().entries][:1] == ["/new"]
        if found.damage:
            assert (folder / "library.damaged-1.json").read_bytes() == data
            assert registry.read().damage == ""


def test_the_file_is_for_people_too(tmp_path):
    Registry(tmp_path).change(
        lambda _: [CourseEntry("/a", title="Lenkdrachen über Öland", pages=(ListedPage("p", "Wind", "One"),))]
    )
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert '"title": "Lenkdrachen über Öland"' in text
    assert '"p": "Wind"' in text


def test_entries_that_are_damaged_do_not_cost_the_others(tmp_path):
    data = {"format": 1, "courses": [{"path": "/good", "title": "Good"}, {"path": 3}, "x", {"path": "relative"}]}
    (tmp_path / FILE).write_text(json.dumps(data), encoding="utf-8")
    found = Registry(tmp_path).read()
    assert [entry.title for entry in found.entries] == ["Good"]
    assert found.damage.startswith("3 courses in ")


def test_a_file_of_a_newer_version_is_shown_and_not_written(tmp_path):
    text = json.dumps({"format": 2, "courses": [{"path": "/good", "new": 1}]})
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    registry = Registry(tmp_path)
    assert [entry.path for entry in registry.read().entries] == ["/good"]
    with pytest.raises(LibraryError, match="newer"):
        registry.change(lambda _: [])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_change_that_fails_leaves_the_file(tmp_path):
    registry = Registry(tmp_path)
    registry.change(lambda _: [CourseEntry("/a")])

    def fails(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        registry.change(fails)
    assert [entry.path for entry in registry.read().entries] == ["/a"]
    assert {path.name for path in tmp_path.iterdir()} == {FILE, f"{FILE}.lock"}


def test_a_folder_that_takes_nothing_costs_a_sentence(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be changed"):
        Registry(tmp_path / "file").change(lambda _: [CourseEntry("/a")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_costs_a_sentence(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(LibraryError, match="Permission denied"):
        Registry(tmp_path).change(lambda _: [CourseEntry("/a")])
    tmp_path.chmod(stat.S_IRWXU)


ADDING = """
import sys
from pathlib import Path
from tui_course.library.entry import CourseEntry
from tui_course.library.registry import Registry
registry = Registry(Path(sys.argv[1]))
for number in range(25):
    registry.change(lambda entries: (*entries, CourseEntry(f"/{sys.argv[2]}/{number}")))
"""


def test_programs_at_once_lose_nothing(tmp_path):
    command = [sys.executable, "-c", ADDING, str(tmp_path)]
    programs = [subprocess.Popen([*command, name]) for name in ("one", "two", "three")]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    found = {entry.path for entry in Registry(tmp_path).read().entries}
    assert found == {f"/{name}/{number}" for name in ("one", "two", "three") for number in range(25)}


@pytest.mark.parametrize(
    ("text", "at"), [("2023-11-14T22:13:20Z", 1_700_000_000.0), (None, 0.0), ("9999-12-31T00:00:00Z", 0.0)]
)
def test_times_are_read(text, at):
    assert seconds(text) == at


def test_times_are_written_within_what_a_calendar_has():
    assert (moment(-1e300), moment(1e300)) == ("1970-01-01T00:00:00Z", "3000-01-01T00:00:00Z")
