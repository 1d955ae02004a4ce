"""The terms that a course explains: its file, and the definition lists of its pages."""

import pytest

from tui_course.model.words import block_words
from tui_course.sources.glossary import MAX_TERMS
from tui_course.sources.open import open_course

START = "# Kites\n\nA kite flies.\n"


@pytest.fixture
def course(tmp_path):
    """Makes a folder of files and opens it."""

    def make(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return open_course(tmp_path)

    return make


def said(glossary):
    return {entry.term: block_words(entry.definition) for entry in glossary.entries}


def codes(course):
    return [f"{problem.file}:{problem.line} {problem.code}" for problem in course.problems]


MAPPING = """
tail: What *steadies* a kite.
bridle:
  definition: Strings that hold it. More in [the start](README.md).
  aliases: [harness, bridles]
  see: tail
"""
LIST = """
- term: tail
  definition: What *steadies* a kite.
- term: bridle
  definition: Strings that hold it. More in [the start](README.md).
  aliases: [harness, bridles]
  see: [tail]
"""


@pytest.mark.parametrize("name", ["glossary.yml", "glossary.yaml"])
@pytest.mark.parametrize("text", [MAPPING, LIST], ids=["mapping", "list"])
def test_a_file_of_terms_is_read_in_both_forms(course, name, text):
    found = course({"README.md": START, name: text})
    assert said(found.glossary) == {
        "bridle": "Strings that hold it. More in the start.",
        "tail": "What steadies a kite.",
    }
    bridle = found.glossary.entry("bridle")
    assert bridle.aliases == ("harness", "bridles")
    assert bridle.see == ("tail",)
    link = next(one for one in bridle.definition[0].children if hasattr(one, "page"))
    assert link.page == "README"
    assert codes(found) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tail: [1, 2]\n", ["glossary.yml:1 glossary-entry"]),
        ("tail:\n", ["glossary.yml:1 glossary-entry"]),
        ("'': nothing\n", ["glossary.yml:0 glossary-entry"]),
        ("'-': nothing\n", ["glossary.yml:1 glossary-entry"]),
        ("- tail\n", ["glossary.yml:1 glossary-entry"]),
        ("just words\n", ["glossary.yml:1 glossary-entry"]),
        ("a: x\nA: y\n", ["glossary.yml:2 glossary-duplicate"]),
        ("a: {definition: x, aliases: [b]}\nb: y\n", ["glossary.yml:1 glossary-duplicate"]),
        ("a: {definition: x, aliases: {c: d}}\n", ["glossary.yml:1 glossary-entry"]),
        ("a: {definition: x, see: b}\n", ["glossary.yml:1 glossary-see"]),
        ("a: x\n\nb: [\n", ["glossary.yml:4 yaml-syntax"]),
        ("[" * 100_000, ["glossary.yml:1 yaml-limit"]),
        ("a: '[x](gone.md)'\n", ["glossary.yml:1 link-broken"]),
    ],
)
def test_what_is_no_entry_is_told_with_file_and_line(course, text, expected):
    found = course({"README.md": START, "glossary.yml": text})
    assert codes(found) == expected
    assert isinstance(found.glossary.entries, tuple)


def test_a_file_that_cannot_be_read_costs_no_page(course):
    found = course({"README.md": START, "glossary.yml": b"x: y\n" * 4_000_000})
    assert codes(found) == ["glossary.yml:0 glossary-unreadable"]
    assert found.page("README").blocks


def test_only_so_many_terms_are_read(course):
    text = "".join(f"term{number}: x\n" for number in range(MAX_TERMS + 5))
    found = course({"README.md": START, "glossary.yml": text})
    assert len(found.glossary.entries) == MAX_TERMS
    assert codes(found) == ["glossary.yml:0 glossary-size"]


def test_control_characters_are_made_visible(course):
    found = course({"README.md": START, "glossary.yml": '"ta\\eil": "a \\e[31m b"\nsee: {definition: x, aliases: ["\\a!b"]}\n'})
    assert all("\x1b" not in f"{entry}" and "\x07" not in f"{entry.aliases}" for entry in found.glossary.entries)
    assert len(found.glossary.entries) == 2


LISTED = "<dl><dt>tail</dt><dd>What steadies it.</dd><dt>keel</dt><dt>fin</dt><dd>A board.</dd></dl>\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("9-glossary.md", "# Words\n\n" + LISTED),
        ("Glossar.md", "# Wörter\n\n" + LISTED),
        ("words.md", "---\ntitle: Glossary\n---\n\n" + LISTED),
        ("words.md", "# Words\n\n## Glossary\n\n### T\n\n" + LISTED + "\n## Others\n\n<dl><dt>x</dt><dd>y</dd></dl>\n"),
    ],
)
def test_definition_lists_of_a_glossary_are_terms(course, name, text):
    found = course({"README.md": START, name: text})
    assert said(found.glossary) == {"keel": "A board.", "tail": "What steadies it."}
    assert found.glossary.entry("keel").aliases == ("fin",)
    assert found.glossary.entry("keel").page == name.removesuffix(".md")


def test_other_definition_lists_are_none(course):
    found = course({"README.md": START + "\n## Words\n\nNo glossary.\n\n" + LISTED})
    assert found.glossary.entries == ()


def test_the_file_comes_before_the_page(course):
    found = course({"README.md": START, "glossary.md": "# Glossary\n\n" + LISTED, "glossary.yml": "Tail: Another.\n"})
    assert said(found.glossary) == {"keel": "A board.", "Tail": "Another."}


@pytest.mark.parametrize("name", ["glossary.yml", "_data/glossary.yml", "_data/glossary.yaml"])
def test_a_site_has_its_terms_in_a_file_or_its_data(course, name):
    found = course({"_config.yml": "", "index.md": "---\n---\nHi.\n", name: "tail: What *steadies* it.\n"})
    assert said(found.glossary) == {"tail": "What steadies it."}
    assert codes(found) == []


def test_kramdown_has_definition_lists(course):
    found = course({"_config.yml": "", "glossary.md": "---\n---\ntail\n: What steadies it.\n"})
    assert said(found.glossary) == {"tail": "What steadies it."}


def test_a_single_file_has_the_terms_beside_it(course, tmp_path):
    course({"kite.md": START, "glossary.yml": "tail: What steadies it.\nx:\n"})
    found = open_course(tmp_path / "kite.md")
    assert said(found.glossary) == {"tail": "What steadies it."}
    assert codes(found) == ["glossary.yml:2 glossary-entry"]
