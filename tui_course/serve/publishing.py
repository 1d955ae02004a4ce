"""The courses of a host, read as a whole when it starts and after each change, and published for readers as editions."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
import threading
import time
from collections import deque
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import CourseError, TuiCourseError
from tui_course.model.problem import Severity
from tui_course.model.visible import visible
from tui_course.serve.starting import NewEdition
from tui_course.sources.cache import course_folder, digest
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.published import PublishedCourse, publish
from tui_course.sources.watching import Watcher, snapshot
from tui_course.study.edition import MISTAKES, Edition, damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self

    from tui_course.model.problem import Problem

EVERY: Final = 1.0
"""Seconds between two looks at the files of a course."""
_ABOUT: Final = "about.json"
_LOCK: Final = ".used"
_HALF: Final = ".half-"
_HALF_SECONDS: Final = 3600.0
_KEPT: Final = 20
_TRIES: Final = 3
_TOLD: Final = 5


class Publisher:
    """Publishes the course at `root` in folders below `editions`, and goes on to do so when it changes.

    `log` takes lines for the host. An edition is a folder that is never changed, and removed when no server uses it and no
    reader can: a server keeps the last 20 that it published. `current` is the newest, and `files` the folder of its files,
    from any thread. Use it as a context manager.
    """

    def __init__(self, root: Path, editions: Path, log: Callable[[str], None]) -> None:
        self.root = Path(os.path.abspath(root))  # noqa: PTH100 - links in it stay as they are
        self.current: NewEdition | None = None
        self.files = ""
        self._place = editions / course_folder(root)
        self._log = log
        self._worker = Worker()
        self._used: deque[tuple[Path, ExitStack]] = deque()
        self._watcher: Watcher | None = None
        self._missed: threading.Timer | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        """Nothing is read yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Publish no more; what nobody uses goes."""
        self.close()

    def open(self, told: Callable[[int, int], None] = lambda _done, _of: None) -> NewEdition:
        """Publish the course as it is now, unless that was done before; `told` as `sources.published.publish`.

        Raises CourseError, FileRefused, and OSError where the folder cannot be written.
        """
        with self._turn:
            folder = self._reusable() or self._publish(told)
            return self._take(folder, told)

    def watch(self, changed: Callable[[NewEdition], None]) -> None:
        """Publish again whenever files have changed, and call `changed` from a thread; what cannot be opened is logged."""
        self._watcher = Watcher(self.root, lambda: self._again(changed), EVERY)
        self._watcher.__enter__()
        # What changed since it was published, before the watcher had its first look.
        self._missed = threading.Timer(EVERY, self._again, (changed,))
        self._missed.daemon = True
        self._missed.start()

    def close(self) -> None:
        """Watch no more, and let go of the editions."""
        if self._watcher is not None:
            self._watcher.__exit__(None, None, None)
            self._watcher = None
        if self._missed is not None:
            self._missed.cancel()
            self._missed.join()
            self._missed = None
        self._worker.close()
        while self._used:
            self._used.popleft()[1].close()
        self._tidy()

    # From one edition to the next

    def _again(self, changed: Callable[[NewEdition], None]) -> None:
        name = visible(self.root.name)
        try:
            with self._turn:
                folder = self._reusable() or self._publish(lambda _done, _of: None)
                if self.current is not None and os.fspath(folder) == self.current.folder:
                    return
                fault = self._fault(folder)
                if fault is None:
                    edition = self._take(folder, lambda _done, _of: None)
        except (TuiCourseError, OSError) as error:
            self._log(f"{name} has changed and cannot be opened, so learners keep what they have: {visible(str(error))}")
            return
        if fault is not None:
            self._log(f"{name} has changed for the worse, so learners keep what they have: {fault}")
            return
        self._log(f"{name} has changed: learners have the new text from the next page on")
        changed(edition)

    def _fault(self, folder: Path) -> Problem | None:
        """The mistake by which an edition is worse than the one before, such as settings that cannot be read any more."""
        if self.current is None:
            return None
        before, after = PublishedCourse(Path(self.current.folder)), PublishedCourse(folder)
        known = {(problem.code, problem.file) for problem in before.problems}
        new = (one for one in after.problems if one.code in MISTAKES and (one.code, one.file) not in known)
        return next(new, None) or damage(before.course, Edition(after))

    # Folders

    def _reusable(self) -> Path | None:
        """The edition of the course as it is now, if it is there, and nothing in it was only unlucky."""
        try:
            key = digest(self.root)
            about = json.loads((self._place / key / _ABOUT).read_bytes()) if key else {}
        except (OSError, ValueError):
            return None
        return self._place / key if about == {"lucky": True} else None

    def _publish(self, told: Callable[[int, int], None]) -> Path:
        """A new folder with the course as it is now."""
        self._place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for _ in range(_TRIES):
            before = snapshot(self.root)
            try:
                key = digest(self.root)
            except OSError as error:
                raise CourseError(f"{self.root} cannot be read: {error.strerror or error}") from error
            # Whatever it knows of the course is of another time.
            self._worker.forget(self.root)
            half = Path(tempfile.mkdtemp(prefix=_HALF, dir=self._place))
            try:
                with _used(half):
                    lucky = self._write(half, told)
                    if snapshot(self.root) == before:
                        return self._finish(half, key, lucky=lucky)
            finally:
                shutil.rmtree(half, ignore_errors=True)
            # It was edited meanwhile: some pages are older than others.
        raise CourseError(f"{self.root} is being changed all the time")

    def _write(self, half: Path, told: Callable[[int, int], None]) -> bool:
        from tui_course.study.finding import Finding

        lucky = publish(IsolatedCourse(self._worker, self.root), half, told)
        (half / _ABOUT).write_text(json.dumps({"lucky": lucky}))
        written = PublishedCourse(half)
        Finding(written, written.course).survey()
        self._report(written)
        return lucky

    def _finish(self, half: Path, key: str, *, lucky: bool) -> Path:
        """Give a folder that is complete its name; one that was only unlucky is none that is looked for."""
        name = key if lucky and key else f"{key or 'edition'}.{os.urandom(4).hex()}"
        folder = self._place / name
        try:
            half.rename(folder)
        except OSError:
            # Another server was as quick, or what stands there is damaged.
            if self._reusable() == folder:
                return folder
            folder = self._place / f"{name}.{os.urandom(4).hex()}"
            half.rename(folder)
        return folder

    def _report(self, written: PublishedCourse) -> None:
        """Log what is wrong with the course, the first of it."""
        problems = [*written.problems]
        for ref in written.course.pages:
            problems += written.page(ref.id).problems
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        for problem in errors[:_TOLD]:
            self._log(str(problem))
        if len(errors) > _TOLD:
            self._log(f"and {len(errors) - _TOLD} more: `tui-course check {visible(os.fspath(self.root))}` tells all")

    def _take(self, folder: Path, told: Callable[[int, int], None]) -> NewEdition:
        """Hold an edition, and let go of the oldest; what another server removed just now is published again."""
        stack = ExitStack()
        stack.enter_context(_used(folder))
        if not (folder / _ABOUT).is_file():
            stack.close()
            return self._take(self._publish(told), told)
        self._used.append((folder, stack))
        while len(self._used) > _KEPT:
            self._used.popleft()[1].close()
        self.files = PublishedCourse(folder).files_folder
        self.current = NewEdition(os.fspath(self.root), os.fspath(folder))
        self._tidy()
        return self.current

    def _tidy(self) -> None:
        """Remove the editions that no server uses, but the current one: the next start needs it."""
        keep = {os.fspath(path) for path, _ in self._used}
        if self.current is not None:
            keep.add(self.current.folder)
        with suppress(OSError):
            for entry in list(os.scandir(self._place)):
                young = entry.name.startswith(_HALF) and time.time() - entry.stat().st_mtime < _HALF_SECONDS
                if entry.path not in keep and entry.is_dir() and not young:
                    _remove(Path(entry.path))


@contextmanager
def _used(folder: Path) -> Iterator[None]:
    """Hold a folder as one that is in use; it ends with the process at the latest."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    """Remove a folder that nobody holds."""
    try:
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever takes hold of it meanwhile sees that it is not complete any more: this goes first.
        (folder / _ABOUT).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        # Another server holds it, or the file system knows no locks.
        return
    finally:
        os.close(handle)
