"""Every translation is complete, says the same with the same values, and keeps to the conventions of its language."""

import ast
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len

from tui_course.language import languages

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tui_course"
TRANSLATED = languages()[1:]
MOST_HELP_CELLS = 24
"""The help has two columns in 76 cells; before its words stand 12 cells of keys, and 2 are between the columns."""
SAYING = {"say": 0, "stand": 0, "Hint": 1, "Group": 0, "Key": 3}
"""Calls whose words a learner reads, and which of their arguments these are."""
QUOTES = {"de": "„“"}


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file, ignore_obsolete=False)


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    """The messages of the source, as docs/contributing.md has them extracted."""
    path = tmp_path_factory.mktemp("messages") / "tui_course.pot"
    told = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
    command = re.search(r"^ +(pybabel extract .*)$", told, re.MULTILINE)[1]
    written = {"pyproject.toml": str(ROOT / "pyproject.toml"), "tui_course.pot": str(path), "tui_course": str(PACKAGE)}
    CommandLineInterface().run([written.get(word, word) for word in command.split()])
    return catalogue(path)


@pytest.fixture(scope="session", params=TRANSLATED)
def file(request):
    return PACKAGE / "locale" / request.param / "LC_MESSAGES" / "tui_course.po"


@pytest.fixture(scope="session")
def translation(file):
    return catalogue(file)


def messages(catalogue):
    return [message for message in catalogue if message.id]


def keys(catalogue):
    return {(message.context, message.id) for message in messages(catalogue)}


def forms(value):
    return (value,) if isinstance(value, str) else tuple(value)


def pairs(catalogue):
    """Each form of each message with the form of the source that it translates."""
    for message in messages(catalogue):
        ids = forms(message.id)
        for number, said in enumerate(forms(message.string)):
            if said:
                yield ids[min(number, len(ids) - 1)], said


def places(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def test_there_is_a_language_besides_english():
    assert "de" in TRANSLATED


def test_every_message_of_the_source_is_there_and_no_other(source, translation):
    assert keys(translation) == keys(source)


def test_nothing_is_left_over(translation):
    assert not translation.obsolete


def test_nothing_is_empty_or_in_doubt(translation):
    assert [one.id for one in messages(translation) if one.fuzzy or not all(forms(one.string))] == []


def test_every_plural_is_there(translation):
    wanted = translation.num_plurals
    assert [one.id for one in messages(translation) if one.pluralizable and len(forms(one.string)) != wanted] == []


def test_the_values_are_the_same(translation):
    """A singular may do without its number."""
    wrong = []
    for message in filter(lambda one: all(forms(one.string)), messages(translation)):
        *few, many = forms(message.string)
        named = places(forms(message.id)[-1])
        wrong += [said for said in (many,) if places(said) != named]
        wrong += [said for said in few if not set(named) - {"count"} <= set(places(said)) <= set(named)]
    assert wrong == []


def test_no_value_is_formatted_by_a_message(source):
    """How a number is written is the business of the language, not of each translation."""
    parsed = [(one, string.Formatter().parse(one)) for message in messages(source) for one in forms(message.id)]
    assert [one for one, parts in parsed if any(format_as or converted for _, _, format_as, converted in parts)] == []


def test_no_message_reads_like_a_format_of_another_kind(source):
    """`% r` in a message has the tools compare it with the translation as if a value went there."""
    assert [message.id for message in messages(source) if "python-format" in message.flags] == []


def test_the_compiled_file_is_that_of_its_source(file, translation):
    compiled = io.BytesIO()
    write_mo(compiled, translation)
    assert file.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_lines_blanks_and_ends_are_those_of_the_source(translation):
    def shape(text):
        lines = text.split("\n")
        indents = [len(line) - len(line.lstrip(" ")) for line in lines]
        end = text.rstrip(" ")[-1:]
        return len(lines), indents, len(text) - len(text.rstrip(" ")), end if end in ".:!?…,;)" else ""

    assert [said for message, said in pairs(translation) if shape(said) != shape(message)] == []


def test_typography(translation):
    opening, closing = QUOTES[str(translation.locale)]
    wrong = re.compile(r'\.\.\.|(?<=\S)  (?=\S)|["“”„‚‘’]| [.,;:](?=\s|$)')
    quoted = re.compile(f"{opening}([^{opening}{closing}]*){closing}")
    plain = {said: quoted.sub(r"\1", said.replace("{dots}", "")) for _, said in pairs(translation)}
    # Straight quotation marks are those that a learner types.
    typed = {said for message, said in pairs(translation) if message.count('"') == said.count('"')}
    plain |= {said: plain[said].replace('"', "") for said in typed}
    assert [said for said, rest in plain.items() if wrong.search(rest)] == []
    quotes = [(said.count(opening), said.count(closing)) for _, said in pairs(translation)]
    assert quotes == [(message.count("“"), message.count("”")) for message, _ in pairs(translation)]


def test_the_words_of_the_help_have_room(translation):
    shown = [one for one in messages(translation) if any("/tui/keys/" in place for place, _ in one.locations)]
    assert [one.string for one in shown if cell_len(one.string) > MOST_HELP_CELLS] == []


# That nothing is said past the translations


def words(node):
    """The strings of an expression that are said as they stand, but for those that a function was given."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(values):
            yield from (text for value in values for text in words(value))
        case ast.IfExp(_, one, other):
            yield from words(one)
            yield from words(other)
        case ast.BinOp(left, _, right):
            yield from words(left)
            yield from words(right)
        case ast.Tuple(parts) | ast.List(parts):
            yield from (text for part in parts for text in words(part))
        case ast.Starred(inner):
            yield from words(inner)


def unmarked(path):
    """The words that a file hands to a learner without marking them for translation."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in SAYING:
            continue
        first = SAYING[name]
        said = node.args[first:] if name == "say" else node.args[first : first + 1]
        told = (text.removeprefix("tui-course: ") for argument in said for text in words(argument))
        yield from (text for text in told if re.search(r"[^\W\d_]{2}", text))


@pytest.mark.parametrize("folder", ["tui", "linear", "commands"])
def test_nothing_is_said_in_english_alone(folder):
    found = {path.name: list(unmarked(path)) for path in sorted((PACKAGE / folder).rglob("*.py"))}
    assert {name: said for name, said in found.items() if said} == {}


def in_formatted_strings(path):
    """The lines on which a message stands inside an f-string, where it is found or not, as the version of Python wants."""
    for string_node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(string_node, ast.JoinedStr):
            calls = (node for node in ast.walk(string_node) if isinstance(node, ast.Call))
            yield from (call.lineno for call in calls if getattr(call.func, "id", "") in {"_", "ngettext", "pgettext", "later"})


def test_no_message_is_inside_a_formatted_string():
    found = {str(path.relative_to(PACKAGE)): list(in_formatted_strings(path)) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {name: lines for name, lines in found.items() if lines} == {}
