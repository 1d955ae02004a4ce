"""The man page, written from the table of commands: `python -m tui_course.cli.man_page` prints it."""

from __future__ import annotations

import sys
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from tui_course.cli.summary import ABOUT, MODES
from tui_course.cli.table import COMMANDS
from tui_course.config.settings import NAMES, PREFIX
from tui_course.version import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tui_course.cli.table import Command

_COLUMNS: Final = 78
_REVISED: Final = "2026-11-25"
_SETTINGS: Final = {
    "theme": "Colours: auto, dark, light, or the name of a theme.",
    "width": "The most cells of a line of text, from 40 to 120.",
    "density": "How much is left empty: compact, normal or airy.",
    "ascii": "Draw with ASCII characters alone.",
    "language": "The program's language: auto, or the code of one such as de.",
    "mouse": "Whether the mouse does something; without it the terminal keeps it.",
    "learner": "Who answers.",
    "store": "Where answers are kept: a file, a PostgreSQL URL, memory or off.",
    "state": "The folder of the store and of what the reader remembers.",
    "cache": "The folder of pages that were read before, or off.",
    "library": "The folder of the list of courses and of what was fetched, or off.",
}
_ENVIRONMENT: Final = (
    ("TUI_COURSE_CONFIG", "The settings file."),
    ("TUI_COURSE_CODE", "With serve: what newcomers type to come in."),
    ("NO_COLOR", "Use no colours."),
    ("TERM", "What the terminal is; on one that is dumb everything goes line by line."),
    ("COLORFGBG", "Whether the terminal is dark or light, where the theme is auto."),
    ("VISUAL, EDITOR", "What the reader edits a page with."),
    ("LC_ALL, LC_MESSAGES, LANG, LANGUAGE", "The program's language, where the setting is auto."),
)
_FILES: Final = (
    ("~/.config/tui-course/config.toml", "The settings; `tui-course config init` writes one that explains them."),
    ("~/.local/state/tui-course/progress.sqlite", "Answers, notes and where you were."),
    ("~/.cache/tui-course", "Pages that were read before; may be deleted."),
    ("~/.local/share/tui-course/library.json", "The courses of the library."),
)
_ELSEWHERE: Final = (
    "On macOS they are below ~/Library. `tui-course doctor` prints where they are, whether they can be written, and what "
    "else is amiss."
)
_STATUS: Final = (
    ("0", "All is well."),
    ("1", "Problems were found, nothing was found, or something could not be saved."),
    ("2", "The command is used wrongly, or cannot run here."),
    ("3", "The course cannot be read."),
    ("130", "It was interrupted."),
)
_EXAMPLES: Final = (
    ("tui-course", "Open the library, with the course that is built in."),
    ("tui-course open ~/courses/robots --at 2-sensors", "Read a course from a page on."),
    ("tui-course check . --strict", "Find every problem of the course that you write."),
    ("tui-course cat . --all | wc -w", "Count its words."),
)


def man_page() -> str:
    """The page in roff, in the language that is spoken now; each line is ASCII."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield '.\\" Written by `make share` from the table of commands: change that.'
    yield f'.TH TUI\\-COURSE 1 "{_REVISED}" "tui\\-course {__version__}" "User Commands"'
    yield ".SH NAME"
    yield "tui\\-course \\- read, check and explore Markdown courses in the terminal"
    yield ".SH SYNOPSIS"
    yield ".nh"
    yield ".ad l"
    for number, call in enumerate([*(command.call for command in COMMANDS.values()), "--version | --help"]):
        if number:
            yield ".br"
        yield f".B tui\\-course\n{_text(call)}"
    yield ".SH DESCRIPTION"
    yield _text(ABOUT)
    yield ".PP"
    yield _text(MODES)
    yield ".SH COMMANDS"
    yield _text("Each of them says with `--help` how it is used.")
    for command in COMMANDS.values():
        yield from _command(command)
    for title, rows in (("ENVIRONMENT", _environment()), ("FILES", _FILES), ("EXIT STATUS", _STATUS), ("EXAMPLES", _EXAMPLES)):
        yield f".SH {title}" if " " not in title else f'.SH "{title}"'
        for name, words in rows:
            yield from _item(f"\\fB{_escaped(name)}\\fR", words)
        if title == "FILES":
            yield ".PP"
            yield _text(_ELSEWHERE)
    yield '.SH "SEE ALSO"'
    yield _text("`tui-course manual` opens the program's manual: reading, writing and hosting courses.")


def _environment() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        yield f"{PREFIX}{name.upper()}", _SETTINGS[name]
    yield from _ENVIRONMENT


def _command(command: Command) -> Iterator[str]:
    parser = command.parser()
    yield f'.SS "{_escaped(command.name)}"'
    yield f".B tui\\-course\n{_text(command.call)}"
    yield ".PP"
    yield _text(parser.description or "")
    for argument in parser.actions:
        if argument.dest == "help":
            continue
        yield from _item(_name(argument), argument.help or "")


def _name(argument: argparse.Action) -> str:
    value = argument.metavar or ("|".join(str(one) for one in argument.choices) if argument.choices else "")
    value = value if isinstance(value, str) else " ".join(value)
    if not argument.option_strings:
        return f"\\fI{_escaped(value or argument.dest.upper())}\\fR"
    names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in argument.option_strings)
    if argument.nargs == 0:
        return names
    return f"{names} \\fI{_escaped(value or argument.dest.upper().replace('_', '-'))}\\fR"


def _item(name: str, words: str) -> Iterator[str]:
    yield ".TP"
    yield name
    yield _text(words)


def _text(words: str) -> str:
    """Words that roff prints as they are, on lines that are short enough for it and that it takes for no command."""
    lines = wrap(_escaped(words), _COLUMNS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in lines)


def _escaped(words: str) -> str:
    """Words on one line whose signs roff prints as they are."""
    signs = {"\\": "\\e", "-": "\\-", "~": "\\(ti", "^": "\\(ha", "`": "\\(ga", "'": "\\(aq", '"': "\\(dq"}
    line = " ".join(words.split())
    return "".join(signs.get(sign, sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in line)


if __name__ == "__main__":
    sys.stdout.write(man_page())
