"""The manual is a course without a fault, says nothing that the command line does not know, and leaves nothing out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui_course import limits
from tui_course.cli import main
from tui_course.cli.table import COMMANDS
from tui_course.commands import checking
from tui_course.diagrams import draw
from tui_course.library import pack_names
from tui_course.markup import data, vtt
from tui_course.markup.bibliography import entries
from tui_course.markup.html import tables, walker
from tui_course.markup.liquid import limits as liquid
from tui_course.model.walk import all_questions
from tui_course.pictures import load, raster
from tui_course.questions import fields, fill
from tui_course.sources import files, glossary, surroundings, works
from tui_course.sources import open as sources
from tui_course.sources.open import manual, open_course
from tui_course.study import glossing
from tui_course.typeset import code, patience

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MANUAL = sorted(f"docs/{page.relative_to(DOCS)}" for page in DOCS.rglob("*.md"))
FILES = ("README.md", "deploy/README.md", "bench/README.md", *MANUAL)
# What every command that draws takes, which docs/settings.md tells of, and those that follow from another one.
LOOK = {"--ascii", "--theme", "--width", "--help"}
IMPLIED = {"--no-remember-keys"}
SHORT = {"--output": "-o"}
OFFERED = sorted(name for name, command in COMMANDS.items() if command.about)
INNERMOST = re.compile(r"\[([^\[\]]*)\]")
LINE = rf"tui-course(?: (?:{'|'.join(OFFERED)})\b| --?[a-z])"


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def lines_of(text: str) -> list[str]:
    """Every command line that stands in a text, in a block or between backquotes, without what is left out in it."""
    joined = re.sub(r" \\\n\s*", " ", text)
    blocks = re.findall(rf"^(?: {{4}}.*?|\$ |.*[ /])?({LINE}[^`\n]*)$", joined, re.MULTILINE)
    spans = re.findall(rf"`({LINE}[^`]*)`", joined)
    return sorted({re.sub(r"\s+", " ", line).strip() for line in (*blocks, *spans)})


def usable(line: str) -> list[str]:
    """Its words: of what may be left out all, of alternatives the first; what a pipe leads to is no part of it."""
    plain = re.sub(r"\s#\s.*$|…|\.\.\.", "", line.replace("\\|", "|"))
    while (opened := INNERMOST.sub(lambda match: match[1].partition(" | ")[0], plain)) != plain:
        plain = opened
    plain = re.sub(r"\S+ \| (?=[A-Z-])| [|<>&] .*$", "", plain)
    return shlex.split(re.sub(r"\bN\b", "40", plain).replace("ADDRESS:PORT", "127.0.0.1:2222"))[1:]


def help_of(command: str, capsys) -> str:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    # The reader's own is without its name.
    return capsys.readouterr().out


def size(count: int) -> str:
    return f"{count // (1 << 20)} MiB" if count >= 1 << 20 else f"{count // (1 << 10)} KiB"


LINES = sorted({line for name in FILES for line in lines_of(text_of(name))})


def test_the_manual_is_a_course_without_a_fault(capsys):
    # Installed, it is a copy within the package.
    assert all((manual() / one.relative_to(DOCS)).read_bytes() == one.read_bytes() for one in DOCS.rglob("*.md"))
    status = checking.check(DOCS, as_json=False, strict=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert status == 0
    assert said.err.endswith(" 0 errors, 0 warnings, 0 notes\n")


def test_every_page_of_the_manual_has_its_place_and_title():
    course = open_course(DOCS).course
    assert [module.title for module in course.modules if not module.listed] == []
    assert {page.source for page in course.pages} == {name.removeprefix("docs/") for name in MANUAL}
    assert len({page.title for page in course.pages}) == len(course.pages)


def test_the_manual_asks_what_it_tells():
    pages = open_course(DOCS)
    asking = [ref for ref in pages.course.pages if any(all_questions(pages.page(ref.id).blocks))]
    assert len(asking) >= 10


def test_every_picture_of_a_screen_is_shown_somewhere():
    shown = set(re.findall(r"screens/([\w-]+\.svg)\)", "".join(map(text_of, FILES))))
    assert shown == {file.name for file in (DOCS / "screens").iterdir()}


def test_the_commands_are_those_of_the_table():
    cells = re.findall(r"^\| `tui-course ([^`]*)` \| (.+) \|$", text_of("docs/commands.md"), re.MULTILINE)
    calls = [call.replace(r"\|", "|") for call, _words in cells]
    assert calls == [command.call for command in COMMANDS.values() if command.about]


LIMITS = {
    "a page": size(files.MAX_PAGE),
    "reading a page": f"{limits.PAGE_SECONDS} seconds of processor time, {size(limits.MEMORY)}",
    "front matter of a page": size(data.MAX_FRONT_MATTER),
    "`course.yml` or another YAML file": size(data.MAX_BYTES),
    "a bibliography, a transcript": " ".join({size(works._MAX_BYTES), size(surroundings._MAX_TRANSCRIPT)}),
    "one field of a bibliography": size(entries.LONGEST_FIELD),
    "elements nested in one another": f"{walker.MAX_DEPTH:,}",
    "terms of a glossary; letters of one": f"{glossary.MAX_TERMS:,}; {glossary.MAX_LETTERS:,}",
    "terms that are marked on a page": f"{glossing.MOST_MARKED:,}",
    "cells of a table": f"{tables._MAX_CELLS:,}",
    "code that is coloured": f"{code._MOST_COLOURED:,} characters",
    "drawing all diagrams of a page": f"{patience.PAGE_SECONDS:g} seconds of processor time",
    "lines of a transcript": f"{vtt.MAX_CUES:,}",
    "YAML: nested levels, nodes": f"{data.MAX_DEPTH:,}; {data.MAX_NODES:,}",
    "courses in a library": f"{sources._MAX_COURSES:,}",
    "Liquid (Jekyll sites): includes on a page, nested": f"{liquid.MAX_INCLUDES:,}; {liquid.MAX_INCLUDE_DEPTH:,}",
    "Liquid: turns of all loops on a page": f"{liquid.MAX_ITERATIONS:,}",
    "Liquid: text a page may grow to": f"{liquid.MAX_OUTPUT:,} characters",
}
SENTENCES = {
    "docs/authoring.md": f"of at most {size(load.MAX_FILE)} and {raster.MAX_PIXELS // 1_000_000} million pixels",
    "docs/diagrams.md": f"at most {draw.MOST_NODES}\nnodes and {draw.MOST_EDGES} edges",
    "docs/questions.md": f"{fields.MAX_QUESTIONS} questions in a file, {fields.MAX_CHOICES} choices, {fill.MAX_BLANKS} blanks",
    "docs/library.md": f"| files | {pack_names.MAX_FILES:,} |",
}


def test_limits_are_those_of_the_program():
    table = text_of("docs/authoring.md").partition("\n## Limits\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| (.+?) +\| +(\S.*?) \|$", table, re.MULTILINE)[1:])
    assert rows == LIMITS


@pytest.mark.parametrize("name", SENTENCES)
def test_so_are_those_in_a_sentence(name):
    assert SENTENCES[name] in text_of(name)


def test_there_are_lines_of_each_command():
    assert {usable(line)[0] for line in LINES} >= set(OFFERED)


@pytest.mark.parametrize("line", LINES)
def test_each_line_is_understood(line, capsys):
    command, *words = usable(line)
    if command in {"--help", "--version"}:
        return
    if command not in COMMANDS:
        command, words = "open", [command, *words]
    known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", help_of(command, capsys)))
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known | {"-"}
    # Every value is looked at before the help is shown.
    with pytest.raises(SystemExit) as left:
        main([command, *words, "--help"])
    assert left.value.code == 0, capsys.readouterr().err


@pytest.mark.parametrize("command", OFFERED)
def test_each_option_is_told_of(command, capsys):
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_of(command, capsys))) - LOOK - IMPLIED
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", "".join(map(text_of, MANUAL))))
    assert {SHORT.get(option, option) for option in options} - told == set()


def test_an_option_that_there_is_not_is_found():
    assert lines_of("x `tui-course serve COURSE --lissen` y\n\n    tui-course forget ADA \\\n        --yes\n") == [
        "tui-course forget ADA --yes",
        "tui-course serve COURSE --lissen",
    ]
    assert usable("tui-course export LEARNER | --all [-o FILE]") == ["export", "--all", "-o", "FILE"]
    assert usable("tui-course cat . --all | wc -w") == ["cat", ".", "--all"]


@pytest.mark.parametrize("name", FILES)
def test_what_it_points_to_is_there(name):
    text = re.sub(r"^(`{3,}).*?^\1$|`[^`\n]*`", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}, target
