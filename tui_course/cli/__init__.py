"""The command line: arguments to one call; each command loads only what it needs."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Final

from tui_course.errors import CourseError, LibraryError, PageNotFound, SearchError, StoreError, TuiCourseError
from tui_course.language import later
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

OK: Final = 0
TROUBLE: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3
INTERRUPTED: Final = 130
_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_ELSEWHERE: Final = later(
    "tui-course runs on Linux and macOS. On Windows use it inside WSL: `wsl --install` once, then install and start it there, "
    "in Windows Terminal."
)


def main(arguments: Sequence[str] | None = None, platform: str = sys.platform) -> int:
    """Run one command; returns the exit status. `platform` is as Python names it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    if platform == "win32" and given[:1] not in (["--version"], ["-V"]):
        _speak()
        from tui_course.language import gettext as _

        said = _(_ELSEWHERE)
        print(f"tui-course: {said}", file=sys.stderr)
        return USAGE
    try:
        return _printed(given)
    except PageNotFound as error:
        return _failed(error, USAGE)
    except CourseError as error:
        return _failed(error, UNREADABLE)
    except (LibraryError, SearchError, StoreError) as error:
        return _failed(error, TROUBLE)
    except TuiCourseError as error:
        return _failed(error, USAGE)
    except BrokenPipeError:
        # Whoever reads our output has seen enough.
        _end_output()
        return OK
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _end_output()
        return _failed(error, TROUBLE)
    except KeyboardInterrupt:
        return INTERRUPTED


def _printed(given: list[str]) -> int:
    """Run one command, and see that what it says arrives; returns the exit status."""
    status = _run(given)
    sys.stdout.flush()
    return status


def _end_output() -> None:
    """Write what waits to nobody; without this Python complains again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _prepare_streams() -> None:
    """Stand in for what whoever started the program has closed; let no character stop the output, nor steer the terminal."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - it stays open to the end
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    from tui_course.model.outgoing import CheckedStream

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, CheckedStream):
            setattr(sys, name, CheckedStream(stream))


def _run(given: list[str]) -> int:
    match given[:1]:
        case ["--version" | "-V"]:
            print(f"tui-course {__version__}")
            return OK
        case ["--help" | "-h" | "help"]:
            _speak()
            from tui_course.cli.summary import summary

            print(*summary(), sep="\n")
            return OK
        case ["complete"]:
            _speak()
            from tui_course.cli.installing import complete

            return complete(given[1:])
        case _:
            return _perform(given)


def _perform(given: list[str]) -> int:
    """Run the command that is named, or read what is."""
    from tui_course.cli.table import COMMANDS

    _speak()
    command = COMMANDS.get(given[0]) if given else None
    if command is None:
        return COMMANDS["open"].parser().perform(given)
    return command.parser().perform(given[1:])


def _speak() -> None:
    """Speak the language that is asked for, so that the help of a command does too."""
    from tui_course.config import asked_language
    from tui_course.language import speak

    speak(asked_language(os.environ))


def _failed(error: Exception, status: int) -> int:
    from tui_course.model.visible import visible

    print(f"tui-course: {visible(str(error))}", file=sys.stderr)
    return status
