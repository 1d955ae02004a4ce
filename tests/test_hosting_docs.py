"""The documentation of hosting says nothing that the command line does not know, and leaves nothing out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui_course.cli import main

ROOT = Path(__file__).parents[1]
FILES = ("docs/hosting.md", "deploy/README.md", "README.md")
# What every command that draws takes, which docs/settings.md tells of.
LOOK = {"--ascii", "--theme", "--width", "--help"}
SHORT = {"--output": "-o"}
COMMANDS = ("export", "forget", "instructor", "open", "serve", "token")
LINE = rf"tui-course (?:{'|'.join(COMMANDS)})\b"


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def lines_of(text: str) -> list[str]:
    """Every command line that stands in a text, in a block or between backquotes, without what is left out in it."""
    joined = re.sub(r" \\\n\s*", " ", text)
    blocks = re.findall(rf"^(?: {{4}}.*?|.*[ /])?({LINE}[^`\n]*)$", joined, re.MULTILINE)
    spans = re.findall(rf"`({LINE}[^`]*)`", joined)
    return sorted({re.sub(r"\s+", " ", line).strip() for line in (*blocks, *spans)})


def usable(line: str) -> list[str]:
    """Its words: of what may be left out all, of alternatives the first."""
    plain = re.sub(r"\S+ \\?\| (?=\S)|[\[\]…]|\.\.\.|\s#.*$", "", line)
    return shlex.split(plain)[1:]


def help_of(command: str, capsys) -> str:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    # The reader's own is without its name.
    return capsys.readouterr().out


LINES = sorted({line for name in FILES for line in lines_of(text_of(name))})


def test_there_are_lines_of_each_command():
    assert {usable(line)[0] for line in LINES} == set(COMMANDS)


@pytest.mark.parametrize("line", LINES)
def test_each_line_is_understood(line, capsys):
    command, *words = usable(line)
    known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", help_of(command, capsys)))
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known
    # Every value is looked at before the help is shown.
    with pytest.raises(SystemExit) as left:
        main([command, *words, "--help"])
    assert left.value.code == 0, capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_option_is_told_of(command, capsys):
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_of(command, capsys))) - LOOK
    text = "".join(map(text_of, ("docs/hosting.md", "docs/reading.md", "docs/progress.md")))
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))
    assert {SHORT.get(option, option) for option in options} - told == set()


def test_an_option_that_there_is_not_is_found():
    assert lines_of("x `tui-course serve COURSE --lissen` y\n\n    tui-course forget ADA \\\n        --yes\n") == [
        "tui-course forget ADA --yes",
        "tui-course serve COURSE --lissen",
    ]


@pytest.mark.parametrize("name", FILES)
def test_what_it_points_to_is_there(name):
    text = text_of(name)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}, target
