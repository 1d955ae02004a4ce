"""The process that reads courses for `isolated.Worker`, within limits of memory and time."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course import limits
from tui_course.errors import TuiCourseError
from tui_course.sources.find import find_page
from tui_course.sources.wire import HEAD, dump

if TYPE_CHECKING:
    from typing import BinaryIO

    from tui_course.sources.pages import Pages

# Whoever asks waits less long, and ends this process; this one counts where they were killed themselves.
_LONGEST_SECONDS: Final = 60.0


def _answer(pages: Pages, verb: str, argument: str) -> object:
    match verb:
        case "course":
            return pages.course
        case "problems":
            return pages.problems
        case "bibliography":
            return pages.bibliography
        case "terms":
            return pages.terms
        case "source":
            return pages.source(argument)
        case "locate":
            return pages.locate(argument)
        case "folder":
            return pages.files_folder
        case _:
            return pages.page(argument)


def _fault(error: Exception) -> str:
    """What went wrong in the program itself, with the place of the innermost call of ours."""
    import traceback

    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "tui_course" in frame.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"the reader failed ({type(error).__name__}{place}: {error}); please report it"


class Desk:
    """Answers requests about any number of courses, each opened when it is first asked for."""

    def __init__(self) -> None:
        self._opened: dict[str, Pages] = {}
        self._ready: dict[bytes, bytes] = {}

    def prepare(self, root: str, at: str) -> None:
        """Read ahead what will be asked first: the outline, and the page that `at` names or the first one."""
        outline = self._made(f"course\0{root}\0".encode("utf-8", "surrogateescape"))
        if outline.startswith(b"="):
            course = self._opened[root].course
            try:
                page = find_page(course, at)[0] if at else course.pages[0]
            except TuiCourseError:
                return
            self._made(f"page\0{root}\0{page.id}".encode("utf-8", "surrogateescape"))

    def answer(self, request: bytes) -> bytes:
        """The answer to a request, with its status in front; a course that cannot be opened answers with its error."""
        return self._ready.pop(request, None) or self._compute(request)

    def _made(self, request: bytes) -> bytes:
        answer = self._ready[request] = self._compute(request)
        return answer

    def _compute(self, request: bytes) -> bytes:
        from tui_course.sources.open import open_course

        verb, root, argument = request.decode("utf-8", "surrogateescape").split("\0", 2)
        limits.bound_processor_time(limits.PAGE_SECONDS)
        if verb == "forget":
            self._opened.pop(root, None)
            self._ready.clear()
            return b"=" + dump(None)
        try:
            if root not in self._opened:
                self._opened[root] = open_course(Path(root))
            return b"=" + dump(_answer(self._opened[root], verb, argument))
        except TuiCourseError as error:
            return b"!" + f"{type(error).__name__}\0{error}".encode("utf-8", "surrogateescape")
        except MemoryError:
            return b"?" + f"reading it takes more than {limits.MEMORY >> 20} MiB of memory".encode()
        except Exception as error:  # noqa: BLE001 - the boundary: a fault of ours costs one answer, and says where it is
            return b"?" + _fault(error).encode("utf-8", "surrogateescape")


def serve(requests: int, answers: BinaryIO, desk: Desk, idle: float) -> None:
    """Answer what comes over the descriptor `requests`, until it closes or nothing came for `idle` seconds."""
    while select.select([requests], [], [], idle)[0] and (head := _exactly(requests, HEAD.size)):
        limits.bound_time(_LONGEST_SECONDS)
        answer = desk.answer(_exactly(requests, HEAD.unpack(head)[0]))
        limits.bound_time(0)
        answers.write(HEAD.pack(len(answer)) + answer)
        answers.flush()


def _exactly(source: int, size: int) -> bytes:
    """So many bytes, or none where the other end has closed."""
    parts = []
    while size:
        part = os.read(source, size)
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def main() -> None:
    """Read courses for the process at the other end of the pipes; nothing else reaches them.

    The arguments are the seconds after which it ends if nothing is asked, and maybe a course and a page, which are read before
    the first request.
    """
    limits.bound_memory()
    limits.bound_core()
    limits.refuse(limits.PROCESSES | limits.NETWORK, "what reads a course")
    requests, answers = os.dup(0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    desk = Desk()
    idle, *ahead = sys.argv[1:]
    try:
        if ahead:
            desk.prepare(*ahead)
        serve(requests, answers, desk, float(idle))
    except MemoryError:
        # Where an answer was found, but could not be written.
        os._exit(limits.TOO_LARGE)


if __name__ == "__main__":
    main()
