"""The command line: arguments to one call; each command loads only what it needs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from tui_course.cli.parser import USAGE
from tui_course.errors import CourseError, LibraryError, PageNotFound, SearchError, StoreError, TuiCourseError
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OK: Final = 0
TROUBLE: Final = 1
UNREADABLE: Final = 3
INTERRUPTED: Final = 130

_SUMMARY = """\
usage: tui-course [open] [COURSE] [--at PAGE[#HEADING]] [--ascii] [--theme NAME] [--width N] [--plain]
       tui-course quiz COURSE [PAGE] [--plain]
       tui-course review [COURSE] [--minutes N] [--plain]
       tui-course progress [COURSE] [--json | --csv]
       tui-course notes [export] COURSE [--json] [-o FILE]
       tui-course reset [COURSE] [--yes]
       tui-course list [--json]
       tui-course add PATH | GIT-URL
       tui-course update [COURSE]
       tui-course remove COURSE | PATH [--yes]
       tui-course pack COURSE [-o FILE]
       tui-course cat COURSE [PAGE ...] [--all] [--json] [--width N]
       tui-course toc COURSE [--json]
       tui-course search WORDS COURSE [--json] [--limit N]
       tui-course check COURSE [--json] [--strict]
       tui-course init DIR [--force]
       tui-course preview COURSE [--at PAGE[#HEADING]]
       tui-course diagram [FILE | COURSE [ID]] [--width N] [--height N] [--ascii] [--outline] [--color]
       tui-course config [show | path | keys | init] [--json]
       tui-course --version | --help

Read, check and explore a Markdown course in the terminal. COURSE is a folder (a Jekyll site, or plain Markdown), one
Markdown file, a .course file, the name of a course in the library, or a folder of several courses; without it the library
opens, with the course that is built in, those that you added and those that you opened.

commands:
  quiz      ask the questions of a page, or of the whole course
  review    ask again what was missed or not sure, for 5 minutes or --minutes
  progress  print how far you are: in a course, or in all that you began
  notes     print your notes, highlights and bookmarks as Markdown, or write them to a file
  reset     forget what you did in a course, or in all
  list      print the courses of the library, and how far you are in each
  add       add a course to the library; a git repository is cloned, and then read offline
  update    fetch what is new in a course that was cloned, or in all
  remove    take a course off the list of the library; your files, answers and notes stay
  pack      write a course into one file, for a USB stick; it opens as the folder does
  cat       print pages: plain text in a pipe, wrapped and styled on a terminal
  toc       print the contents
  search    print where words stand in a course, best first: PAGE#HEADING: title: the words around them
  check     print every problem of the course as file:line: code message
  init      write a small course that uses everything, to begin with
  preview   read a course while it is written: what is saved is shown at once
  diagram   draw a diagram in Mermaid's notation, from a file, standard input or a page; list those of a course
  config    print the settings and where each comes from, their file, or the keys; write a file to begin with

--plain goes line by line, with prompts instead of a screen; so does a terminal with TERM=dumb. The reader and the commands
that need to know what you did take --store (a file, postgresql://USER@HOST/DATABASE, memory or off) and --learner (a name).

exit status: 0 all well, 1 problems found, nothing found or something not saved, 2 wrong usage, 3 the course cannot be read
"""

# Each command, and the module of this package that has its arguments, as a function of its name.
_COMMANDS: Final = {
    "add": "library",
    "cat": "course",
    "check": "course",
    "config": "configuring",
    "diagram": "course",
    "init": "authoring",
    "notes": "learner",
    "pack": "library",
    "preview": "authoring",
    "progress": "learner",
    "quiz": "learner",
    "remove": "library",
    "reset": "learner",
    "review": "learner",
    "search": "course",
    "toc": "course",
    "update": "library",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except PageNotFound as error:
        return _failed(error, USAGE)
    except CourseError as error:
        return _failed(error, UNREADABLE)
    except (LibraryError, SearchError, StoreError) as error:
        return _failed(error, TROUBLE)
    except TuiCourseError as error:
        return _failed(error, USAGE)
    except BrokenPipeError:
        # Whoever reads our output has seen enough; without this Python complains again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    match given[:1]:
        case ["--version" | "-V"]:
            print(f"tui-course {__version__}")
            return OK
        case ["--help" | "-h" | "help"]:
            _speak()
            print(_SUMMARY, end="")
            return OK
        case ["list"]:
            return _command("library", "list_courses")(given[1:])
        case ["open"]:
            return _command("learner", "read")(given[1:])
        case [name] if name in _COMMANDS:
            return _command(_COMMANDS[name], name)(given[1:])
        case _:
            return _command("learner", "read")(given)


def _speak() -> None:
    """Speak the language that is asked for, so that the help of a command does too."""
    from tui_course.config import asked_language
    from tui_course.language import speak

    speak(asked_language(os.environ))


def _command(module: str, name: str) -> Callable[[list[str]], int]:
    _speak()
    return cast("Callable[[list[str]], int]", getattr(import_module(f"tui_course.cli.{module}"), name))


def _failed(error: Exception, status: int) -> int:
    from tui_course.model.visible import visible

    print(f"tui-course: {visible(str(error))}", file=sys.stderr)
    return status
