from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.data import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_FRONT_MATTER,
    load_json,
    load_table,
    load_yaml,
    split_front_matter,
)
from tui_course.model.visible import visible

ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {k: v}\n" + "".join(
    f"{name}: &{name} {{x{name}: &x{name} {{}}, <<: [{', '.join(['*' + before] * 10)}]}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TOKENS = """a|b: |- |? |: |[|]|{|}|, |&x |*x|<<: |!!int |!t |'|"|#|1|0x1F|1e5|2020-01-01|2020-13-45|true|~|\\e|é"""
YAML = st.sampled_from(
    [
        *TOKENS.split("|"),
        "2020-01-01 10:11:12 +0200",
        "|\n",
        ">\n",
        "\n",
        "\n  ",
        "---\n",
        "...\n",
        "\t",
        "%YAML 9.9\n",
        "\x1b",
        "\ud800",
    ]
)


def codes(loaded):
    return [problem.code for problem in loaded.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, 2.5, true, null]", {"a": 1, "b": ["x", 2.5, True, None]}),
        ("", None),
        ("when: 2020-02-03", {"when": dt.date(2020, 2, 3)}),
        ("at: 2020-03-05 14:30:15 +02:00 +0200", {"at": "2020-03-05 14:30:15 +02:00 +0200"}),
        ("at: '2020-03-05 14:30:15 +0200'", {"at": "2020-03-05 14:30:15 +0200"}),
        ("big: 1e3", {"big": 1000.0}),
        ("base: &b {x: 1}\nmore:\n  <<: *b\n  y: 2", {"base": {"x": 1}, "more": {"x": 1, "y": 2}}),
        ("text: |\n  two\n  lines\n", {"text": "two\nlines\n"}),
    ],
)
def test_plain_yaml(text, value):
    loaded = load_yaml(text, "a.yml")
    assert loaded.value == value
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2020-03-05 14:30:15 +0200", "2020-03-05T14:30:15+02:00"),
        ("2020-03-05 14:30:15 +02:00", "2020-03-05T14:30:15+02:00"),
        ("2020-3-5T4:30:15.25-0330", "2020-03-05T04:30:15.250000-03:30"),
        ("2020-03-05 14:30:15", "2020-03-05T14:30:15"),
    ],
)
def test_times_keep_their_offset_with_and_without_a_colon(text, time):
    assert load_yaml(f"at: {text}").value["at"].isoformat() == time


@pytest.mark.parametrize(
    ("text", "value", "code", "line"),
    [
        ("d: 2020-03-05 14:30:15 +9900", {"d": "2020-03-05 14:30:15 +9900"}, "yaml-value", 1),
        ("x: 1\nd: 2020-13-45", {"x": 1, "d": "2020-13-45"}, "yaml-value", 2),
        ("n: " + "9" * 100_000, {"n": "9" * 100_000}, "yaml-value", 1),
        ("? [a, b]\n: 1", {"['a', 'b']": 1}, "yaml-key", 1),
        ("a: 1\nb: 2\na: 3", {"a": 3, "b": 2}, "yaml-duplicate-key", 3),
        ("a: !python/object:os.system [x]", {"a": ["x"]}, "yaml-tag", 1),
        ("a: !thing words", {"a": "words"}, "yaml-tag", 1),
    ],
)
def test_values_that_cannot_be_built_are_read_as_text_and_reported(text, value, code, line):
    loaded = load_yaml(text, "a.yml")
    assert loaded.value == value
    assert [(problem.code, problem.line, problem.file) for problem in loaded.problems] == [(code, line, "a.yml")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ALIAS_BOMB, "yaml-limit"),
        (MERGE_BOMB, "yaml-limit"),
        ("&a [*a]", "yaml-limit"),
        ("[" * 100_000, "yaml-limit"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "yaml-limit"),
        ("- x\n" * 150_000, "yaml-limit"),
        ("{" * 100_000, "yaml-limit"),
        ("x" * (MAX_BYTES + 1), "yaml-size"),
        ("a: [unclosed", "yaml-syntax"),
        ("a: b: c", "yaml-syntax"),
        ("a: *nowhere", "yaml-syntax"),
        ("a: 1\n---\nb: 2", "yaml-syntax"),
        ("%YAML 9.9\n---\na", "yaml-syntax"),
        ("\ta: 1", "yaml-syntax"),
    ],
)
def test_what_is_refused_is_reported_and_has_no_value(text, code):
    loaded = load_yaml(text, "a.yml")
    assert loaded.value is None
    assert codes(loaded) == [code]
    assert loaded.problems[0].line >= 1


def test_depth_within_the_limit_is_read():
    assert load_yaml("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)).problems == ()


def test_lines_count_from_where_the_text_begins_and_mappings_know_theirs():
    loaded = load_yaml("a:\n  - b: 1\n  - b: 2\n    b: 3\n", "a.yml", 10)
    assert [item.line for item in loaded.value["a"]] == [11, 12]
    assert loaded.problems[0].line == 13


@pytest.mark.parametrize("text", ['a: "\\e]0;x\\a"', "a: '\x1b[31m'", '"\\u202e": 1', "a: \x9b"])
def test_control_characters_are_made_visible(text):
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or char == "\u202e" for char in str(load_yaml(text).value))


@settings(deadline=None, max_examples=400)
@given(st.lists(YAML, max_size=25).map("".join))
def test_any_yaml_is_read_or_reported(text):
    loaded = load_yaml(text, "a.yml")
    assert all(problem.line >= 1 for problem in loaded.problems)
    shown = str(loaded.value).replace("\n", "").replace("\t", "")
    assert not any(ord(char) < 0x20 or ord(char) in range(0x7F, 0xA0) for char in shown)


@settings(deadline=None, max_examples=200)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(alphabet="abc é", max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=4), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_json_is_read_alike_as_yaml_and_as_json(value):
    import json

    text = json.dumps(value, ensure_ascii=False)
    assert load_json(text).value == value
    assert load_yaml(text).value == value


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "json-syntax"), ("[" * 100_000, "json-syntax"), ("9" * 10_000, "json-syntax"), (" " * (MAX_BYTES + 1), "json-size")],
)
def test_json_that_is_refused(text, code):
    assert codes(load_json(text, "a.json")) == [code]


def test_control_characters_of_json_are_made_visible():
    assert load_json('{"\\u001b": ["\\u001b[31m", "\\ud800"]}').value == {visible("\x1b"): [visible("\x1b[31m"), "\ufffd"]}


def test_tables():
    assert load_table("a,b\n1,2\n3\n").value == [{"a": "1", "b": "2"}, {"a": "3", "b": None}]
    assert load_table("a\tb\n1\t\x1b\n", delimiter="\t").value == [{"a": "1", "b": "␛"}]
    assert load_table("a,b\n1,2,3\n").value == [{"a": "1", "b": "2"}]
    assert load_table("").value == []
    assert codes(load_table('a\n"' + "x" * 200_000 + '"\n', "a.csv")) == ["csv-syntax"]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_table_is_read_or_reported(text):
    loaded = load_table(text, "a.csv")
    assert loaded.value is not None or loaded.problems


@pytest.mark.parametrize(
    ("text", "values", "body", "line"),
    [
        ("---\na: 1\n---\nbody", {"a": 1}, "body", 4),
        ("---\n---\nbody", {}, "body", 3),
        ("--- \na: 1\n...\nbody\n---\nx", {"a": 1}, "body\n---\nx", 4),
        ("no front matter\n---\n", {}, "no front matter\n---\n", 1),
        ("---\nnever closed", {}, "---\nnever closed", 1),
        ("\n---\na: 1\n---\n", {}, "\n---\na: 1\n---\n", 1),
        ("---\na: 1\n---", {"a": 1}, "", 3),
        ("---\n1: x\n---\n", {"1": "x"}, "", 4),
        ("----\na\n----\n", {}, "----\na\n----\n", 1),
    ],
)
def test_front_matter(text, values, body, line):
    front = split_front_matter(text, "a.md")
    assert (front.values, front.body, front.body_line) == (values, body, line)
    assert front.problems == ()


@pytest.mark.parametrize(
    ("inside", "code", "line"),
    [
        ("a: [", "yaml-syntax", 3),
        ("- a", "front-matter", 2),
        ("x" * (MAX_FRONT_MATTER + 1), "yaml-size", 2),
        (ALIAS_BOMB, "yaml-limit", 6),
    ],
)
def test_front_matter_that_cannot_be_read_keeps_its_source(inside, code, line):
    front = split_front_matter(f"---\n{inside}\n---\nbody", "a.md")
    assert front.broken == inside + "\n"
    assert front.body == "body"
    assert front.values == {}
    assert [(problem.code, problem.line) for problem in front.problems] == [(code, line)]
