"""Values as lines of JSON on a terminal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.commands.checking import check
from tui_course.commands.printing import cat, json_line
from tui_course.errors import CourseError
from tui_course.model.visible import visible


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_reads_back_and_holds_nothing_that_a_terminal_obeys(data):
    line = json_line(data)
    assert json.loads(line) == data
    assert visible(line) == line


@pytest.mark.parametrize("name", ["a\x9b31m", "a\x7f", "a\u202eb", "\ufeff", "caf\udce9", "\U000e0041", "\x1b[2J", "a\nb"])
def test_names_of_files_that_a_terminal_would_obey(name):
    line = json_line({"page": name})
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line) == {"page": name}


def test_words_of_any_language_stay_as_they_are():
    assert json_line({"title": "Wörter, 風, 👩‍🔬"}) == '{"title": "Wörter, 風, 👩‍🔬"}'


def test_a_line_feed_in_a_name_begins_no_line_of_a_check(tmp_path, capsys):
    for name in ("a\nforged.md:1", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "course.yml").write_text("title: [x\n")
        (tmp_path / name / "page\nforged.md:9: x.md").write_text("# A\n\n[x](nope.md)\n")
    assert check(tmp_path, as_json=False, strict=False) == 1
    printed = capsys.readouterr()
    lines = (printed.out + printed.err).splitlines()
    assert [line for line in lines if line.startswith("forged")] == []
    assert sum("page\u240aforged.md" in line for line in lines) == 2
    with pytest.raises(CourseError) as raised:
        cat(tmp_path, (), everything=False, as_json=False, width=None)
    assert "a\u240aforged.md:1, b" in str(raised.value)
