"""Courses read in a process of its own, which may be killed: no page can hang or fill the reader."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, Self

from tui_course import errors
from tui_course.model.block import Bibliography, Unknown
from tui_course.model.course import Course, Page, PageRef
from tui_course.model.glossary import Glossary
from tui_course.model.problem import Problem, Severity
from tui_course.sources.ended import ending, exit_status
from tui_course.sources.wire import HEAD, Garbled, load, receive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from tui_course.model.index import QuestionIndex, ReferenceIndex

# Processor time is what a page may use (see `worker`); this only bounds what a loaded machine makes of it.
SECONDS: Final = 12.0
OPEN_SECONDS: Final = 30.0
IDLE_SECONDS: Final = 20.0
_KINDS: Final = {kind.__name__: kind for kind in vars(errors).values() if isinstance(kind, type)}


class Lost(Exception):
    """The process was stopped, or ended by itself, before it had answered."""


class Worker:
    """A process that reads courses, with bounded memory and time; it starts with the first request, or with `start`.

    Use it as a context manager, or call `close`: it has one process at a time, and none after that. A process that had to be
    stopped is replaced by the next request, and so is one that ended by itself because nothing was asked for `idle` seconds.
    """

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process."""
        self.close()

    def start(self, root: Path, at: str = "") -> None:
        """Start the process and let it read the course at `root` and its page `at`, while the caller does something else."""
        try:
            with self._turn:
                self._pipes([os.fspath(root), at])
        except OSError:
            # There are too many processes, or too little memory: the first request tries again, and says so.
            return

    def close(self) -> None:
        """End the process and wait for it; whoever waits for an answer, or asks from now on, gets Lost. From any thread."""
        self._closed.set()
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        process.wait()

    def ask(self, verb: str, root: Path, argument: str = "", seconds: float = OPEN_SECONDS) -> Any:  # noqa: ANN401 - any value
        """The answer to one request; raises Lost where it took too long or too much, and what opening the course raises.

        Threads may ask at the same time; they are answered one after the other.
        """
        with self._turn:
            if self._closed.is_set():
                raise Lost("the course is closed")
            return self._ask(verb, root, argument, seconds)

    def forget(self, root: Path) -> None:
        """Have the course at `root` opened anew by the next request for it; waits for a request on its way."""
        with self._turn:
            if self._process is None or self._process.poll() is not None:
                return
            try:
                self._ask("forget", root, "", OPEN_SECONDS)
            except Lost:
                # The process that comes next has opened nothing yet.
                return

    def _ask(self, verb: str, root: Path, argument: str, seconds: float) -> Any:  # noqa: ANN401 - any value
        request = "\0".join((verb, os.fspath(root), argument)).encode("utf-8", "surrogateescape")
        try:
            answer = self._exchange(request, time.monotonic() + seconds)
        except (OSError, EOFError, OverflowError) as error:
            raise Lost(self._reason(error, seconds)) from error
        status, value = answer[:1], answer[1:]
        if status == b"!":
            kind, _, message = value.decode("utf-8", "surrogateescape").partition("\0")
            raise _KINDS.get(kind, errors.CourseError)(message)
        if status == b"?":
            raise Lost(value.decode("utf-8", "surrogateescape"))
        try:
            return load(value)
        except Garbled as error:
            raise Lost(f"what was read cannot be understood ({error})") from error

    def _reason(self, error: Exception, seconds: float) -> str:
        """What became of a request that was not answered; ends the process."""
        process = self._process
        if isinstance(error, EOFError | BrokenPipeError) and process is not None:
            reason = ending(exit_status(process))
        elif isinstance(error, TimeoutError):
            reason = f"reading it took longer than {seconds:g} seconds"
        elif isinstance(error, OverflowError):
            reason = "what was read is too large"
        else:
            reason = f"the process that reads it cannot be started: {getattr(error, 'strerror', None) or error}"
        self._end()
        return reason

    def _exchange(self, request: bytes, deadline: float) -> bytes:
        """Send a request and receive its answer; a process that had nothing to do and ended is replaced."""
        for again in (True, False):
            requests, answers = self._pipes()
            try:
                requests.write(HEAD.pack(len(request)) + request)
                requests.flush()
                return receive(answers.fileno(), deadline)
            except (BrokenPipeError, EOFError):
                if not (again and self._process is not None and exit_status(self._process) == 0):
                    raise
        raise EOFError

    def _pipes(self, arguments: Sequence[str] = ()) -> tuple[IO[bytes], IO[bytes]]:
        """Our ends for requests and answers; starts a process where there is none."""
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                # -P: else a `yaml.py` in the folder where the program was started, such as a course, would be loaded and run.
                [sys.executable, "-P", "-m", "tui_course.sources.worker", f"{self._idle:g}", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            if self._closed.is_set():
                self._process.kill()
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise errors.CourseError("the process that reads the course has no pipes")
        return requests, answers


class IsolatedCourse:
    """A course whose text is read by a worker; offers what `sources.pages.Pages` asks.

    A page that takes longer than `seconds` is shown as its source with a problem.
    """

    def __init__(self, worker: Worker, root: Path, seconds: float = SECONDS) -> None:
        self._worker = worker
        self._root = root
        self._seconds = seconds

    @cached_property
    def course(self) -> Course:
        """The outline; raises CourseError."""
        try:
            found: Course = self._worker.ask("course", self._root)
        except Lost as lost:
            raise errors.CourseError(f"{self._root} cannot be opened: {lost}") from lost
        return found

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course apart from its pages."""
        try:
            found: tuple[Problem, ...] = self._worker.ask("problems", self._root)
        except Lost as lost:
            return (Problem("course-unreadable", Severity.ERROR, str(lost)),)
        return found

    @cached_property
    def index(self) -> QuestionIndex:
        """What is asked on every page; each page is a request of its own, within its own limits."""
        from tui_course.sources.questions import question_index

        return question_index(self)

    def survey(self, told: Callable[[Page], None]) -> QuestionIndex:
        """What is asked on every page, from a pass over all of them, each of which is `told`."""
        from tui_course.sources.questions import question_index

        self.index = question_index(self, told)
        return self.index

    @cached_property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies; none where they take too long to read."""
        try:
            found: Bibliography = self._worker.ask("bibliography", self._root)
        except Lost:
            return Bibliography(())
        return found

    @cached_property
    def references(self) -> ReferenceIndex:
        """Every work that a page cites or lists."""
        from tui_course.sources.references import reference_index

        return reference_index(self)

    @cached_property
    def terms(self) -> Glossary:
        """The terms of the course's glossary file."""
        try:
            found: Glossary = self._worker.ask("terms", self._root)
        except Lost as lost:
            return Glossary(problems=(Problem("glossary-unreadable", Severity.ERROR, f"the glossary: {lost}"),), failed=True)
        return found

    @cached_property
    def glossary(self) -> Glossary:
        """Every term that the course explains."""
        from tui_course.sources.glossary import course_glossary

        return course_glossary(self, self.terms)

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""
        try:
            found: Page = self._worker.ask("page", self._root, page_id, self._seconds)
        except Lost as lost:
            ref = next((page for page in self.course.pages if page.id == page_id), PageRef(page_id, page_id, page_id))
            problem = Problem("page-unreadable", Severity.ERROR, f"{lost}; its source is shown", ref.source)
            return Page(ref, (Unknown(self.source(page_id), str(lost)),), (problem,))
        return found

    def source(self, page_id: str) -> str:
        """The source of a page as text; raises PageNotFound."""
        try:
            text: str = self._worker.ask("source", self._root, page_id, self._seconds)
        except Lost:
            return ""
        return text

    @cached_property
    def files_folder(self) -> str:
        """The folder from which the paths of files count; raises FileRefused."""
        try:
            found: str = self._worker.ask("folder", self._root, "", self._seconds)
        except Lost as lost:
            raise errors.FileRefused(f"the course cannot be asked where its files stand: {lost}") from lost
        return found

    def locate(self, path: str) -> str:
        """Where a file of the course stands on disk; raises FileRefused."""
        try:
            place: str = self._worker.ask("locate", self._root, path, self._seconds)
        except Lost as lost:
            raise errors.FileRefused(f"the course cannot be asked where the file stands: {lost}") from lost
        return place
