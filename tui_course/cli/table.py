"""The table of commands: the help, the completion, the man page and what is run all come from here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from tui_course.language import later
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.cli.parser import Parser


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the file of this package and the function in it that has its parser, a call of it, and what it does.

    The call is what follows `tui-course`.
    """

    name: str
    group: str
    function: str
    call: str
    about: str

    def parser(self) -> Parser:
        """What takes the command's arguments, and runs it with them, in the language that is spoken now."""
        return cast("Callable[[], Parser]", getattr(import_module(f"tui_course.cli.{self.group}"), self.function))()


_ROWS: Final = (
    Command(
        "open",
        "learner",
        "read",
        "[open] [COURSE] [--at PAGE[#HEADING]] [--ascii] [--theme NAME] [--width N] [--plain]",
        later("read a course, or choose one; the word itself may be left out"),
    ),
    Command(
        "quiz", "learner", "quiz", "quiz COURSE [PAGE] [--plain]", later("ask the questions of a page, or of the whole course")
    ),
    Command(
        "review",
        "learner",
        "review",
        "review [COURSE] [--minutes N] [--plain]",
        later("ask again what was missed or not sure, for 5 minutes or --minutes"),
    ),
    Command(
        "progress",
        "learner",
        "progress",
        "progress [COURSE] [--json | --csv]",
        later("print how far you are: in a course, or in all that you began"),
    ),
    Command(
        "notes",
        "learner",
        "notes",
        "notes [export] COURSE [--json] [-o FILE]",
        later("print your notes, highlights and bookmarks as Markdown, or write them to a file"),
    ),
    Command(
        "manual",
        "learner",
        "manual",
        "manual [PAGE] [--plain]",
        later("read the manual of this program, a course as well; a pipe gets the page printed"),
    ),
    Command("reset", "learner", "reset", "reset [COURSE] [--yes]", later("forget what you did in a course, or in all")),
    Command(
        "serve",
        "hosting",
        "serve",
        "serve COURSE ... [--listen ADDRESS:PORT] [--code CODE] [--roster FILE] [--instructors FILE]",
        later("serve courses over SSH as a workshop, each learner with their own progress"),
    ),
    Command(
        "instructor",
        "hosting",
        "instructor",
        "instructor [COURSE ...] [--workshop NAME] [--plain | --csv learners | --csv questions]",
        later("show who takes part in a workshop of this host, how far they are, and which question hurts"),
    ),
    Command(
        "export",
        "hosting",
        "export",
        "export LEARNER | --all [--workshop NAME] [-o FILE]",
        later("write everything that is kept of a learner of a workshop as JSON"),
    ),
    Command(
        "forget",
        "hosting",
        "forget",
        "forget LEARNER [--workshop NAME] [--yes]",
        later("forget a learner of a workshop: who they are, and everything that they did"),
    ),
    Command(
        "token",
        "hosting",
        "token",
        "token LEARNER [--workshop NAME]",
        later("print a new token for a learner of a workshop who has lost theirs"),
    ),
    Command(
        "web",
        "browsing",
        "web",
        "web [COURSE] [--listen ADDRESS:PORT] [--at PAGE[#HEADING]]",
        later("read a course in a browser of this machine"),
    ),
    Command(
        "list",
        "library",
        "list_courses",
        "list [--json]",
        later("print the courses of the library, and how far you are in each"),
    ),
    Command(
        "add",
        "library",
        "add",
        "add PATH | GIT-URL",
        later("add a course to the library; a git repository is cloned, and then read offline"),
    ),
    Command(
        "update", "library", "update", "update [COURSE]", later("fetch what is new in a course that was cloned, or in all")
    ),
    Command(
        "remove",
        "library",
        "remove",
        "remove COURSE | PATH [--yes]",
        later("take a course off the list of the library; your files, answers and notes stay"),
    ),
    Command(
        "pack",
        "library",
        "pack",
        "pack COURSE [-o FILE]",
        later("write a course into one file, for a USB stick; it opens as the folder does"),
    ),
    Command(
        "cat",
        "course",
        "cat",
        "cat COURSE [PAGE ...] [--all] [--json] [--width N]",
        later("print pages: plain text in a pipe, wrapped and styled on a terminal"),
    ),
    Command("toc", "course", "toc", "toc COURSE [--json]", later("print the contents")),
    Command(
        "search",
        "course",
        "search",
        "search WORDS COURSE [--json] [--limit N]",
        later("print where words stand in a course, best first: PAGE#HEADING: title: the words around them"),
    ),
    Command(
        "check",
        "course",
        "check",
        "check COURSE [--json] [--strict]",
        later("print every problem of the course as file:line: code message"),
    ),
    Command(
        "init", "authoring", "init", "init DIR [--force]", later("write a small course that uses everything, to begin with")
    ),
    Command(
        "preview",
        "authoring",
        "preview",
        "preview COURSE [--at PAGE[#HEADING]]",
        later("read a course while it is written: what is saved is shown at once"),
    ),
    Command(
        "diagram",
        "course",
        "diagram",
        "diagram [FILE | COURSE [ID]] [--width N] [--height N] [--ascii] [--outline] [--color]",
        later("draw a diagram in Mermaid's notation, from a file, standard input or a page; list those of a course"),
    ),
    Command(
        "config",
        "configuring",
        "config",
        "config [show | path | keys | init] [--json]",
        later("print the settings and where each comes from, their file, or the keys; write a file to begin with"),
    ),
    Command(
        "doctor",
        "installing",
        "doctor",
        "doctor [--json]",
        later("say what the terminal can, where things are kept, what is installed, and what to do about what is amiss"),
    ),
    Command(
        "completion",
        "installing",
        "completion",
        "completion bash | zsh | fish",
        later("print the script with which a shell completes what you type"),
    ),
)
COMMANDS: Final = {command.name: command for command in _ROWS}
"""The commands by their names, in the order of the help."""
