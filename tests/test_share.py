"""The man page and the completions that are installed beside the program: as the table of commands has it, and in order."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tui_course.cli.man_page import _SETTINGS, man_page
from tui_course.cli.share import shared
from tui_course.cli.table import COMMANDS
from tui_course.config.settings import NAMES

SHARE = Path(__file__).parents[1] / "share"


def test_what_is_installed_is_what_the_table_says():
    there = {str(file.relative_to(SHARE)): file.read_text("utf-8") for file in SHARE.rglob("*") if file.is_file()}
    assert there == shared(), "run `make share`"


def test_the_page_names_everything():
    page = man_page().replace("\\-", "-")
    for name, command in COMMANDS.items():
        assert f'.SS "{name}"' in page
        for one in command.parser().actions:
            assert all(option in page for option in one.option_strings)
    assert set(_SETTINGS) == set(NAMES)
    assert all(f"TUI_COURSE_{name.upper()}" in page for name in NAMES)


def test_no_line_is_a_command_that_was_meant_as_words():
    lines = man_page().splitlines()
    assert {line.split()[0] for line in lines if line.startswith((".", "'"))} <= {
        '.\\"', ".TH", ".SH", ".SS", ".B", ".br", ".nh", ".ad", ".PP", ".TP",
    }  # fmt: skip
    assert all(line.isascii() and len(line) <= 80 for line in lines if not line.startswith("\\f"))
    assert not re.search(r"[^\\]-", "".join(line for line in lines if line.startswith(("\\-", "\\fB"))))


@pytest.mark.parametrize(
    "command",
    [("mandoc", "-Tlint", "-Wstyle"), ("groff", "-ww", "-z", "-man", "-Tutf8")],
    ids=["mandoc", "groff"],
)
def test_the_page_is_clean(command):
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} on this machine")
    page = str(SHARE / "man" / "man1" / "tui-course.1")
    done = subprocess.run([*command, page], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
