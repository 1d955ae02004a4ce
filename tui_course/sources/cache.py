"""Pages read before, kept on disk under a digest of everything that they are made of."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_course.digests import blake2b
from tui_course.pictures.picture import ENDINGS
from tui_course.sources.files import CourseFiles
from tui_course.sources.kept import Unkept, kept
from tui_course.sources.kept import keep as write_kept
from tui_course.values import dataclass
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.block import Bibliography
    from tui_course.model.course import Course, Page
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.model.problem import Problem
    from tui_course.sources.pages import Pages

_TEXT: Final = frozenset(
    (
        ".md",
        ".markdown",
        ".mkd",
        ".mkdn",
        ".mkdown",
        ".html",
        ".htm",
        ".yml",
        ".yaml",
        ".json",
        ".csv",
        ".tsv",
        ".bib",
        ".vtt",
        ".srt",
        ".mmd",
    )
)
SKIPPED: Final = frozenset((".git", "_site", "node_modules", ".jekyll-cache", "__pycache__", ".venv", "venv"))
_MAX_FILES: Final = 20_000
_MOST_TEXT: Final = 1 << 22
_FORMAT: Final = "9"


def digest(root: Path) -> str:
    """A digest of a course: of the names of all its files, of the bytes of those that hold text, and of how pictures stand.

    Empty where the course has too many files for that to be worth its time. What a symbolic link leads to outside of the course
    is none of it.
    """
    total = blake2b(f"{_FORMAT} {__version__}".encode(), digest_size=16)
    if root.is_file():
        total.update(root.read_bytes())
        return total.hexdigest()
    count = 0
    base = os.path.realpath(root)
    stack = [os.fspath(root)]
    while stack:
        entries = sorted(os.scandir(stack.pop()), key=lambda entry: entry.name)
        for entry in entries:
            count += 1
            if count > _MAX_FILES:
                return ""
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED:
                    stack.append(entry.path)
                continue
            total.update(os.fsencode(entry.path) + b"\0")
            ending = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - a Path a file costs
            if (ending in _TEXT or ending in ENDINGS) and _is_file_below(entry, base):
                status = entry.stat()
                if ending in ENDINGS or status.st_size > _MOST_TEXT:
                    total.update(f"{status.st_size} {status.st_mtime_ns}".encode())
                else:
                    total.update(_bytes(entry.path))
    return total.hexdigest()


def course_folder(root: Path) -> str:
    """The name of the folder that belongs to the course at `root`, among those of other courses."""
    return blake2b(os.fsencode(os.path.realpath(root)), digest_size=8).hexdigest()


def page_file(page_id: str) -> str:
    """The name of the file that a page is kept in."""
    return blake2b(page_id.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _is_kept(page: Page) -> bool:
    from tui_course.sources.pages import was_unlucky

    return not was_unlucky(page)


def _is_file_below(entry: os.DirEntry[str], base: str) -> bool:
    """Whether an entry is a regular file, or a symbolic link to one, of the course whose folder is `base`."""
    if entry.is_symlink() and not os.path.realpath(entry.path).startswith(base.rstrip(os.sep) + os.sep):
        return False
    try:
        return entry.is_file()
    except OSError:
        # A link that leads to itself.
        return False


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - likewise
        return file.read(_MOST_TEXT)


@dataclass
class CachedCourse:
    """A course whose outline and pages are taken from `folder` where they were read before.

    Offers what `sources.pages.Pages` asks. What cannot be written is not kept, silently: a cache is no store. Nothing is kept
    once the course is no longer `unchanged`: what is read then belongs to another content.
    """

    inner: Pages
    folder: Path
    unchanged: Callable[[], bool] = lambda: True

    @classmethod
    def of(cls, inner: Pages, root: Path, caches: Path) -> Pages:
        """The course with a cache below `caches`, or itself where its content cannot be digested."""
        from tui_course.sources.watching import snapshot

        before = snapshot(root)
        try:
            key = digest(root)
        except OSError:
            return inner
        if not key:
            return inner
        place = caches / course_folder(root)
        folder = place / key
        if not folder.is_dir():
            import shutil

            shutil.rmtree(place, ignore_errors=True)
        return cls(inner, folder, lambda: snapshot(root) == before)

    @cached_property
    def course(self) -> Course:
        """The outline."""
        found: Course = self._kept("outline", lambda: self.inner.course)
        return found

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course apart from its pages."""
        found: tuple[Problem, ...] = self._kept("problems", lambda: self.inner.problems)
        return found

    @cached_property
    def index(self) -> QuestionIndex:
        """What is asked on every page."""
        from tui_course.sources.questions import question_index

        found: QuestionIndex = self._kept(
            "index", lambda: question_index(self), keep=lambda index: not any(page.failed for page in index.pages)
        )
        return found

    def survey(self, told: Callable[[Page], None]) -> QuestionIndex:
        """What is asked on every page, from a pass over all of them, each of which is `told`."""
        from tui_course.sources.questions import question_index

        index = question_index(self, told)
        if not any(page.failed for page in index.pages) and self.unchanged():
            self._write(self.folder / "index", index)
        return index

    @property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies."""
        return self.inner.bibliography

    @cached_property
    def references(self) -> ReferenceIndex:
        """Every work that a page cites or lists."""
        from tui_course.sources.references import reference_index

        found: ReferenceIndex = self._kept("references", lambda: reference_index(self), keep=lambda index: not index.failed)
        return found

    @property
    def terms(self) -> Glossary:
        """The terms of the course's glossary file."""
        return self.inner.terms

    @cached_property
    def glossary(self) -> Glossary:
        """Every term that the course explains."""
        from tui_course.sources.glossary import course_glossary

        found: Glossary = self._kept(
            "glossary", lambda: course_glossary(self, self.terms), keep=lambda glossary: not glossary.failed
        )
        return found

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""
        found: Page = self._kept(page_file(page_id), lambda: self.inner.page(page_id), keep=_is_kept)
        return found

    def source(self, page_id: str) -> str:
        """The source of a page as text; raises PageNotFound."""
        return self.inner.source(page_id)

    @cached_property
    def files_folder(self) -> str:
        """The folder from which the paths of files count; raises FileRefused."""
        found: str = self._kept("folder", lambda: self.inner.files_folder)
        return found

    def locate(self, path: str) -> str:
        """Where a file of the course stands on disk; raises FileRefused."""
        # Pages that were read before need no worker, and nor do the pictures on them.
        return CourseFiles(Path(self.files_folder)).locate(path)

    def _kept(self, name: str, read: Any, keep: Any = None) -> Any:  # noqa: ANN401 - any value of the model
        path = self.folder / name
        try:
            return kept(path)
        except Unkept:
            value = read()
        if (keep is None or keep(value)) and self.unchanged():
            self._write(path, value)
        return value

    def _write(self, path: Path, value: object) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_kept(path, value)
        except OSError:
            return
