"""A course read in a process of its own, which may be killed: no page can hang or fill the reader."""

from __future__ import annotations

import io
import os
import pickle
import select
import struct
import subprocess
import sys
import time
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, Self

from tui_course import errors
from tui_course.model.block import Unknown
from tui_course.model.course import Course, Page, PageRef
from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SECONDS: Final = 3.0
OPEN_SECONDS: Final = 30.0
_HEAD = struct.Struct("!Q")
_MODEL: Final = "tui_course.model."
_PLAIN: Final = frozenset(("tuple", "frozenset"))


class _ModelUnpickler(pickle.Unpickler):
    """Builds the model's values and nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - any class of the model
        if module.startswith(_MODEL) and "." not in name:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the model")


def dump(value: object) -> bytes:
    """A value of the model as bytes."""
    return pickle.dumps(value, protocol=5)


def load(data: bytes) -> Any:  # noqa: ANN401 - any value of the model
    """The value that `dump` wrote; raises pickle.UnpicklingError for anything but values of the model."""
    return _ModelUnpickler(io.BytesIO(data)).load()


class IsolatedCourse:
    """A course whose text is read by a worker process with bounded memory and time.

    Offers what `sources.pages.Pages` asks. A page that takes longer than `seconds` is shown as its source with a problem; the
    worker is then replaced. Use it as a context manager, or call `close`.
    """

    def __init__(self, root: Path, seconds: float = SECONDS) -> None:
        self._root = root
        self._seconds = seconds
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the worker."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the worker."""
        self.close()

    def start(self) -> None:
        """Start the worker, so that it loads its parsers while the caller does something else."""
        self._pipes()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """The worker's ends for requests and answers; starts one where there is none."""
        if self._worker is None or self._worker.poll() is not None:
            self._worker = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "tui_course.sources.worker", os.fspath(self._root)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        requests, answers = self._worker.stdin, self._worker.stdout
        if requests is None or answers is None:
            raise errors.CourseError("the process that reads the course has no pipes")
        return requests, answers

    def close(self) -> None:
        """End the worker and wait for it."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        worker.wait()

    @cached_property
    def course(self) -> Course:
        """The outline; raises CourseError."""
        found: Course = self._ask("course", "", OPEN_SECONDS)
        return found

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course apart from its pages."""
        found: tuple[Problem, ...] = self._ask("problems", "", OPEN_SECONDS)
        return found

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""
        try:
            found: Page = self._ask("page", page_id, self._seconds)
        except _Lost as lost:
            ref = next((page for page in self.course.pages if page.id == page_id), PageRef(page_id, page_id, page_id))
            problem = Problem("page-unreadable", Severity.ERROR, f"{lost}; its source is shown", ref.source)
            return Page(ref, (Unknown(self._source(ref.source), str(lost)),), (problem,))
        return found

    def _source(self, path: str) -> str:
        """The source of a page whose reading had to be stopped."""
        try:
            text: str = self._ask("source", path, self._seconds)
        except _Lost:
            return ""
        return text

    def _ask(self, verb: str, argument: str, seconds: float) -> Any:  # noqa: ANN401 - any value of the model
        requests, answers = self._pipes()
        request = f"{verb}\0{argument}".encode("utf-8", "surrogateescape")
        try:
            requests.write(_HEAD.pack(len(request)) + request)
            requests.flush()
            answer = self._receive(answers.fileno(), seconds)
        except (OSError, EOFError) as error:
            self.close()
            raise _Lost("reading this page took more memory or time than a page may have") from error
        except TimeoutError as error:
            self.close()
            raise _Lost(f"reading this page took longer than {seconds:g} seconds") from error
        status, value = answer[:1], answer[1:]
        if status == b"!":
            kind, _, message = value.decode("utf-8", "surrogateescape").partition("\0")
            raise getattr(errors, kind, errors.CourseError)(message)
        return load(value)

    def _receive(self, source: int, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        head = self._exactly(source, _HEAD.size, deadline)
        return self._exactly(source, _HEAD.unpack(head)[0], deadline)

    @staticmethod
    def _exactly(source: int, size: int, deadline: float) -> bytes:
        parts = []
        while size:
            ready, _, _ = select.select([source], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            part = os.read(source, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class _Lost(Exception):
    """The worker was stopped or ended by itself."""
