"""The copies of courses that were fetched: clones of repositories, and what packs were unpacked to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.digests import blake2b
from tui_course.errors import LibraryError
from tui_course.library.address import without_password
from tui_course.library.entry import CourseEntry, Origin
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.library.address import GitAddress

CLONES: Final = "clones"
PACKS: Final = "packs"


class Copies:
    """What was fetched into `folder`; `tell` is called with how much of how much is done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def origin(self, place: str) -> Origin:
        """Where the course at a place came from, as the place itself says."""
        if self._is_below(PACKS, place):
            return Origin.PACK
        return Origin.GIT if self._is_below(CLONES, place) else Origin.PATH

    def _is_below(self, part: str, place: str) -> bool:
        return Path(real(place)).is_relative_to(real(str(self.folder / part)))

    # Fetched

    def clone(self, address: GitAddress, tell: Callable[[int, int], None]) -> tuple[Path, bool]:
        """The clone of a repository as it is now, and whether it was made just now; raises LibraryError."""
        from tui_course.library import git

        key = blake2b(f"{address.url}\n{address.branch}".encode(), digest_size=6).hexdigest()
        place = self.folder / CLONES / key
        root = place / address.name
        is_new = not root.is_dir()
        if is_new:
            self._clone(address, place, tell)
        else:
            git.update(root, tell)
        return root, is_new

    def _clone(self, address: GitAddress, place: Path, tell: Callable[[int, int], None]) -> None:
        """Clone beside the place, so that what stands there is whole."""
        import tempfile

        from tui_course.library import git

        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
        except OSError as error:
            raise LibraryError(f"there is no place for a copy in {self.folder}: {error.strerror or error}") from error
        try:
            git.clone(address, temporary / address.name, tell)
            if not place.is_dir():
                temporary.rename(place)
        except OSError as error:
            raise LibraryError(f"{visible(without_password(address.url))} cannot be kept: {error.strerror or error}") from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def unpacked(self, pack: Path, tell: Callable[[int, int], None]) -> Path:
        """The folder of the course in a pack, unpacked once; raises CourseError."""
        from tui_course.library.unpacking import unpack

        return unpack(pack, self.folder / PACKS, tell)

    # Found, and deleted

    def clone_of(self, entry: CourseEntry) -> Path | None:
        """The clone that a course stands in, made here."""
        return self._copy_in(CLONES, entry.path)

    def _copy_in(self, part: str, path: str) -> Path | None:
        """The copy that a place stands in; a course may be a folder of it."""
        copies = Path(real(str(self.folder / part)))
        place = Path(real(path))
        if not place.is_relative_to(copies) or len(place.relative_to(copies).parts) < 2:  # noqa: PLR2004 - key and name
            return None
        return copies.joinpath(*place.relative_to(copies).parts[:2])

    def root_of(self, entry: CourseEntry) -> Path | None:
        """The copy that a course of the list stands in; None for one that was not fetched."""
        if entry.origin is Origin.PACK:
            return self._copy_in(PACKS, entry.path)
        return self.clone_of(entry) if entry.origin is Origin.GIT else None

    def edits(self, copy: Path) -> bool:
        """Whether a copy holds anything that its learner added or changed."""
        from tui_course.library import git
        from tui_course.library.unpacking import is_untouched

        if self._is_below(PACKS, str(copy)):
            return not is_untouched(copy)
        try:
            return bool(git.edits(copy))
        except LibraryError:
            return True

    def delete(self, copy: Path) -> None:
        """Delete a copy that was made here; raises LibraryError."""
        if not (self._is_below(PACKS, str(copy)) or self._is_below(CLONES, str(copy))):
            raise LibraryError(f"{copy} was not made here, so it stays")
        try:
            shutil.rmtree(copy)
            copy.parent.rmdir()
        except OSError as error:
            raise LibraryError(f"{copy} cannot be deleted: {error.strerror or error}") from error


def real(path: str) -> str:
    """Where a path leads, all links followed; the path itself where that cannot be told."""
    try:
        return os.path.realpath(os.path.expanduser(path))  # noqa: PTH111 - Path's own fails where there is no home
    except (OSError, ValueError):
        return path
