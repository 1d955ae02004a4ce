"""What `tui-course --help` prints: how each command is called, and what it does."""

from __future__ import annotations

import shutil
from textwrap import fill
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import later

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COLUMNS: Final = 120

_CALLS: Final = (
    "[open] [COURSE] [--at PAGE[#HEADING]] [--ascii] [--theme NAME] [--width N] [--plain]",
    "quiz COURSE [PAGE] [--plain]",
    "review [COURSE] [--minutes N] [--plain]",
    "progress [COURSE] [--json | --csv]",
    "notes [export] COURSE [--json] [-o FILE]",
    "reset [COURSE] [--yes]",
    "serve COURSE ... [--listen ADDRESS:PORT] [--code CODE] [--roster FILE] [--instructors FILE]",
    "instructor [COURSE ...] [--workshop NAME] [--plain | --csv learners | --csv questions]",
    "export LEARNER | --all [--workshop NAME] [-o FILE]",
    "forget LEARNER [--workshop NAME] [--yes]",
    "token LEARNER [--workshop NAME]",
    "list [--json]",
    "add PATH | GIT-URL",
    "update [COURSE]",
    "remove COURSE | PATH [--yes]",
    "pack COURSE [-o FILE]",
    "cat COURSE [PAGE ...] [--all] [--json] [--width N]",
    "toc COURSE [--json]",
    "search WORDS COURSE [--json] [--limit N]",
    "check COURSE [--json] [--strict]",
    "init DIR [--force]",
    "preview COURSE [--at PAGE[#HEADING]]",
    "diagram [FILE | COURSE [ID]] [--width N] [--height N] [--ascii] [--outline] [--color]",
    "config [show | path | keys | init] [--json]",
    "--version | --help",
)
_ABOUT: Final = later(
    "Read, check and explore a Markdown course in the terminal. COURSE is a folder (a Jekyll site, or plain Markdown), one "
    "Markdown file, a .course file, the name of a course in the library, or a folder of several courses; without it the "
    "library opens, with the course that is built in, those that you added and those that you opened."
)
_COMMANDS: Final = (
    ("quiz", later("ask the questions of a page, or of the whole course")),
    ("review", later("ask again what was missed or not sure, for 5 minutes or --minutes")),
    ("progress", later("print how far you are: in a course, or in all that you began")),
    ("notes", later("print your notes, highlights and bookmarks as Markdown, or write them to a file")),
    ("reset", later("forget what you did in a course, or in all")),
    ("serve", later("serve courses over SSH as a workshop, each learner with their own progress")),
    ("instructor", later("show who takes part in a workshop of this host, how far they are, and which question hurts")),
    ("export", later("write everything that is kept of a learner of a workshop as JSON")),
    ("forget", later("forget a learner of a workshop: who they are, and everything that they did")),
    ("token", later("print a new token for a learner of a workshop who has lost theirs")),
    ("list", later("print the courses of the library, and how far you are in each")),
    ("add", later("add a course to the library; a git repository is cloned, and then read offline")),
    ("update", later("fetch what is new in a course that was cloned, or in all")),
    ("remove", later("take a course off the list of the library; your files, answers and notes stay")),
    ("pack", later("write a course into one file, for a USB stick; it opens as the folder does")),
    ("cat", later("print pages: plain text in a pipe, wrapped and styled on a terminal")),
    ("toc", later("print the contents")),
    ("search", later("print where words stand in a course, best first: PAGE#HEADING: title: the words around them")),
    ("check", later("print every problem of the course as file:line: code message")),
    ("init", later("write a small course that uses everything, to begin with")),
    ("preview", later("read a course while it is written: what is saved is shown at once")),
    (
        "diagram",
        later("draw a diagram in Mermaid's notation, from a file, standard input or a page; list those of a course"),
    ),
    (
        "config",
        later("print the settings and where each comes from, their file, or the keys; write a file to begin with"),
    ),
)
_MODES: Final = later(
    "--plain goes line by line, with prompts instead of a screen; so does a terminal with TERM=dumb. The reader and the "
    "commands that need to know what you did take --store (a file, postgresql://USER@HOST/DATABASE, memory or off) and "
    "--learner (a name)."
)
_STATUS: Final = later(
    "exit status: 0 all well, 1 problems found, nothing found or something not saved, 2 wrong usage, "
    "3 the course cannot be read"
)


def summary() -> Iterator[str]:
    """The lines of the help, broken for the terminal, or at MAX_COLUMNS where that is wider or there is none."""
    columns = min(shutil.get_terminal_size((MAX_COLUMNS, 0)).columns, MAX_COLUMNS)
    prefix = _("usage: ")
    for number, call in enumerate(_CALLS):
        yield fill(
            f"tui-course {call}",
            columns,
            initial_indent=" " * len(prefix) if number else prefix,
            subsequent_indent=" " * (len(prefix) + 4),
            break_long_words=False,
            break_on_hyphens=False,
        )
    yield ""
    yield _filled(_ABOUT, columns)
    yield ""
    yield _("commands:")
    widest = max(len(name) for name, _about in _COMMANDS)
    for name, words in _COMMANDS:
        yield fill(_(words), columns, initial_indent=f"  {name:<{widest}}  ", subsequent_indent=" " * (widest + 4))
    for words in (_MODES, _STATUS):
        yield ""
        yield _filled(words, columns)


def _filled(message: str, columns: int) -> str:
    return fill(_(message), columns, break_on_hyphens=False)
