"""The process that reads courses for `isolated.Worker`, within limits of memory and time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import TuiCourseError
from tui_course.sources.isolated import HEAD, dump

if TYPE_CHECKING:
    from typing import BinaryIO

    from tui_course.sources.pages import Pages

MEMORY: Final = 1_073_741_824
CPU_SECONDS: Final = 3


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
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + CPU_SECONDS, hard))


def _answer(pages: Pages, verb: str, argument: str) -> object:
    match verb:
        case "course":
            return pages.course
        case "problems":
            return pages.problems
        case "source":
            return pages.source(argument)
        case _:
            return pages.page(argument)


def _fault(error: Exception) -> str:
    """What went wrong in the program itself, with the place of the innermost call of ours."""
    import traceback

    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "tui_course" in frame.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"the reader failed ({type(error).__name__}{place}: {error}); please report it"


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more; a course that cannot be opened answers with its error."""
    from tui_course.sources.open import open_course

    opened: dict[str, Pages] = {}
    while head := requests.read(HEAD.size):
        verb, root, argument = requests.read(HEAD.unpack(head)[0]).decode("utf-8", "surrogateescape").split("\0", 2)
        _limit_time()
        try:
            if root not in opened:
                opened[root] = open_course(Path(root))
            answer = b"=" + dump(_answer(opened[root], verb, argument))
        except TuiCourseError as error:
            answer = b"!" + f"{type(error).__name__}\0{error}".encode("utf-8", "surrogateescape")
        except Exception as error:  # noqa: BLE001 - the boundary: a fault of ours costs one answer, and says where it is
            answer = b"?" + _fault(error).encode("utf-8", "surrogateescape")
        answers.write(HEAD.pack(len(answer)) + answer)
        answers.flush()


def main() -> None:
    """Read courses for the process at the other end of the pipes; nothing else reaches them."""
    _limit_memory()
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    serve(requests, answers)


if __name__ == "__main__":
    main()
