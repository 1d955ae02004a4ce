"""A course as one file: a zip archive whose only folder is the course."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import PackRefused
from tui_course.library.pack_names import ENDING, MAX_FILE, MAX_FILES, MAX_TOTAL, fault, path_fault
from tui_course.model.visible import visible
from tui_course.own_files import replaced
from tui_course.sources.files import open_below
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COMMENT: Final = b"tui-course 1"
_LEFT_OUT: Final = frozenset(("_site", "node_modules", "__pycache__", "venv", "vendor"))
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_PIECE: Final = 1 << 18
_LEVEL: Final = 9
_STORED: Final = frozenset(".png .jpg .jpeg .gif .webp .mp4 .webm .mp3 .ogg .zip .gz .pdf .woff .woff2".split())
"""What is compressed already."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: its file, the number of files in it, their bytes and its own, and what was left out and why."""

    file: Path
    files: int
    bytes: int
    size: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Member:
    """A file to pack: its path in the course, where the course and it stand without links, and its bytes."""

    path: str
    root: str
    real: str
    size: int


def pack(course: Path, to: Path, tell: Callable[[int, int], None]) -> Packed:
    """Write the folder `course` into the file `to`; the same files make the same bytes.

    What begins with a dot, what a site generator builds, and other packs are not in it. Symbolic links are packed as what they
    lead to; those that lead out of the course are left out. `tell` is called with the bytes done and all of them.
    Raises PackRefused, and leaves a file that was there before as it was.
    """
    root = Path(os.path.realpath(course))
    if not root.is_dir():
        raise PackRefused(f"{course} is no folder; a single file is its own pack")
    name = root.name
    if name.startswith("."):
        raise PackRefused("the course's folder cannot be packed under its name: it begins with a dot, so it would be left out")
    if reason := fault(name):
        raise PackRefused(f"the course's folder cannot be packed under its name: {reason}")
    left_out: list[str] = []
    members = sorted(_members(root, left_out), key=lambda one: one.path)
    total = _checked(members)
    if os.path.exists(to) and not os.path.isfile(to):  # noqa: PTH110, PTH113 - Path's own fail for some paths
        raise PackRefused(f"{to} cannot be written: it is no regular file")
    try:
        with replaced(to, ".pack-") as half:
            with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, allowZip64=False, compresslevel=_LEVEL) as archive:
                archive.comment = COMMENT
                done = 0
                for member in members:
                    done = _add(archive, f"{name}/{member.path}", member, lambda now: tell(now, total), done)
            # As a new file has it, where a temporary one is its owner's alone.
            mask = os.umask(0)
            os.umask(mask)
            half.chmod(0o666 & ~mask)
    except (OSError, zipfile.LargeZipFile) as error:
        raise PackRefused(f"{to} cannot be written: {getattr(error, 'strerror', '') or error}") from error
    return Packed(to, len(members), total, to.stat().st_size, tuple(left_out))


def _checked(members: Sequence[_Member]) -> int:
    """The bytes of all files; raises PackRefused where there are none, too many, or too large ones."""
    if not members:
        raise PackRefused("there is no file in it")
    if len(members) > MAX_FILES:
        raise PackRefused(f"it has {len(members):,} files, and a pack holds {MAX_FILES:,} at most")
    largest = max(members, key=lambda one: one.size)
    if largest.size > MAX_FILE:
        raise PackRefused(
            f"{visible(largest.path)} has {in_words(largest.size)}, and a pack takes files of {in_words(MAX_FILE)}"
        )
    total = sum(one.size for one in members)
    if total > MAX_TOTAL:
        raise PackRefused(f"it has {in_words(total)}, and a pack holds {in_words(MAX_TOTAL)} at most")
    return total


def _members(root: Path, left_out: list[str]) -> Iterator[_Member]:
    """The files to pack; what is left out for a reason that its author should know is added to `left_out`."""
    base = str(root).rstrip(os.sep) + os.sep
    stack: list[tuple[str, str, tuple[str, ...]]] = [("", str(root), (str(root),))]
    count = 0
    while stack:
        folder, place, above = stack.pop()
        try:
            entries = list(os.scandir(place))
        except OSError as error:
            left_out.append(f"{visible(folder)}: {error.strerror}")
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or entry.name in _LEFT_OUT or entry.name.endswith(ENDING):
                continue
            real = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
            count += 1
            if count > 2 * MAX_FILES:
                raise PackRefused(f"it has more than {MAX_FILES:,} files, which is the most that a pack holds")
            reason, status = _examined(entry, real, base)
            reason = reason or path_fault(f"{root.name}/{path}")
            if reason:
                left_out.append(f"{visible(path)}: {reason}")
            elif status is not None and stat.S_ISDIR(status.st_mode):
                # A link to a folder that it stands in would go on for ever.
                if real not in above:
                    stack.append((path, real, (*above, real)))
            elif status is not None:
                yield _Member(path, str(root), real, status.st_size)


def _examined(entry: os.DirEntry[str], real: str, base: str) -> tuple[str, os.stat_result | None]:
    """Why a file or folder is left out, or what it is."""
    if reason := fault(entry.name):
        return reason, None
    if not f"{real}{os.sep}".startswith(base):
        return "it leads out of the course", None
    try:
        status = os.stat(real)  # noqa: PTH116 - a Path a file costs
    except OSError as error:
        return (error.strerror or "it cannot be read"), None
    if not (stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode)):
        return "it is neither a file nor a folder", None
    return "", status


def _add(archive: zipfile.ZipFile, name: str, member: _Member, tell: Callable[[int], None], done: int) -> int:
    """Add a file, as large as it was when it was counted; the bytes done so far."""
    about = zipfile.ZipInfo(name, _MOMENT)
    about.create_system = 3
    about.external_attr = (stat.S_IFREG | 0o644) << 16
    stored = os.path.splitext(name)[1].lower() in _STORED  # noqa: PTH122 - likewise
    about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    about.file_size = member.size
    try:
        handle = open_below(member.root, member.real)
    except OSError as error:
        raise PackRefused(f"{visible(member.path)} cannot be read: {error.strerror or error}") from error
    with os.fdopen(handle, "rb") as source, archive.open(about, "w") as out:
        left = member.size
        while left and (piece := source.read(min(left, _PIECE))):
            out.write(piece)
            left -= len(piece)
            done += len(piece)
            tell(done)
    return done


def in_words(size: int) -> str:
    """A number of bytes, such as `14.2 MB`."""
    for unit, power in (("GB", 30), ("MB", 20), ("KB", 10)):
        if size >= 1 << power:
            return f"{size / (1 << power):.1f} {unit}".replace(".0 ", " ")
    return f"{size} bytes"
