"""The process that reads a course for `isolated.IsolatedCourse`, within limits of memory and time."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import TuiCourseError

if TYPE_CHECKING:
    from typing import BinaryIO

    from tui_course.sources.pages import Pages

MEMORY: Final = 1_073_741_824
CPU_SECONDS: Final = 10
_HEAD = struct.Struct("!Q")


def _limit_memory() -> None:
    """Bound the address space, where the platform can."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def _limit_time() -> None:
    """Give the next request its share of processor time; beyond it the kernel ends this process."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, hard))


def _answer(pages: Pages, verb: str, argument: str) -> bytes:
    from tui_course.sources.isolated import dump
    from tui_course.sources.open import read_source

    match verb:
        case "course":
            return dump(pages.course)
        case "problems":
            return dump(pages.problems)
        case "source":
            return dump(read_source(pages, argument))
        case _:
            return dump(pages.page(argument))


def serve(root: Path, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more; a course that cannot be opened answers each with its error."""
    from tui_course.sources.open import open_course

    pages: Pages | None = None
    while head := requests.read(_HEAD.size):
        verb, _, argument = requests.read(_HEAD.unpack(head)[0]).decode("utf-8", "surrogateescape").partition("\0")
        _limit_time()
        try:
            pages = pages or open_course(root)
            answer = b"=" + _answer(pages, verb, argument)
        except TuiCourseError as error:
            answer = b"!" + f"{type(error).__name__}\0{error}".encode("utf-8", "surrogateescape")
        answers.write(_HEAD.pack(len(answer)) + answer)
        answers.flush()


def main() -> None:
    """Read the course named by the only argument for the process at the other end of the pipes."""
    _limit_memory()
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    serve(Path(sys.argv[1]), requests, answers)


if __name__ == "__main__":
    main()
