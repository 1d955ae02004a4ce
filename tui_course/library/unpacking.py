"""A pack made a folder again, once: nothing in it may reach out of that folder, or grow beyond what it says."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from tui_course.digests import blake2b
from tui_course.errors import PackRefused
from tui_course.library.pack_names import MAX_FILE, MAX_FILES, MAX_TOTAL, path_fault
from tui_course.library.packing import in_words
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

UNTOUCHED: Final = 315_532_800
"""When the files of a pack were changed last, in seconds since 1970: whatever has another time was changed here."""
_PIECE: Final = 1 << 18
_EASY_TOTAL: Final = 1 << 26
_MOST_GROWTH: Final = 100
_END: Final = struct.Struct("<4s4H2LH")
_END_SIGNATURE: Final = b"PK\x05\x06"
_LARGE_SIGNATURE: Final = b"PK\x06\x07"
_LARGE_LOCATOR: Final = 20
_MAX_COMMENT: Final = 1 << 16
_MAX_DIRECTORY: Final = 1 << 24
_METHODS: Final = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_ENCRYPTED: Final = 0x1


def unpack(file: Path, below: Path, tell: Callable[[int, int], None]) -> Path:
    """The folder of the course in a pack; it is unpacked below `below`, under its digest, unless it stands there already.

    `tell` is called with the bytes done and all of them. Raises PackRefused, and leaves nothing behind.
    """
    try:
        with open(file, "rb", opener=_unwaited) as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise PackRefused(f"{file} is no regular file")
            return _unpacked(source, file, below, tell)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, UnicodeError, ValueError) as error:
        raise PackRefused(f"{file} is damaged, or no course: {visible(str(error))}") from error
    except OSError as error:
        raise PackRefused(f"{file} cannot be opened: {error.strerror or error}") from error


def _unwaited(path: str, flags: int) -> int:
    """Open a file, also a pipe that has nobody at its other end."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def _unpacked(source: BinaryIO, file: Path, below: Path, tell: Callable[[int, int], None]) -> Path:
    size = os.fstat(source.fileno()).st_size
    _check_end(source, size)
    place = below / _digest(source)
    with zipfile.ZipFile(source) as archive:
        members, root = _checked(archive.infolist(), size)
        if (place / root).is_dir():
            return place / root
        total = sum(one.file_size for one in members)
        below.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(below).free
        if total > free:
            raise PackRefused(f"{file} needs {in_words(total)}, and the disk has {in_words(free)} left")
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=below))
        try:
            done = 0
            for one in members:
                for count in _extracted(archive, one, temporary):
                    done += count
                    tell(done, total)
            _settle(temporary, place)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return place / root


def _settle(temporary: Path, place: Path) -> None:
    """Give what was unpacked its name, unless another program was faster."""
    try:
        temporary.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def _digest(source: BinaryIO) -> str:
    total = blake2b(digest_size=16)
    source.seek(0)
    while piece := source.read(_PIECE):
        total.update(piece)
    return total.hexdigest()


def _check_end(source: BinaryIO, size: int) -> None:
    """Look at the end of the archive before all that it lists is read; raises PackRefused."""
    tail = min(size, _END.size + _MAX_COMMENT + _LARGE_LOCATOR)
    source.seek(size - tail)
    data = source.read(tail)
    at = data.rfind(_END_SIGNATURE)
    if at < 0 or len(data) - at < _END.size:
        raise PackRefused("it is no course: it is not the kind of file that `tui-course pack` writes")
    _, disk, _, _, count, directory, _, _ = _END.unpack_from(data, at)
    if data[max(0, at - _LARGE_LOCATOR) : at].startswith(_LARGE_SIGNATURE) or disk:
        raise PackRefused("it is a kind of archive that courses are not packed in")
    if count > 2 * MAX_FILES or directory > _MAX_DIRECTORY:
        raise PackRefused(f"it lists more than {MAX_FILES:,} files")


def _checked(entries: Sequence[zipfile.ZipInfo], size: int) -> tuple[list[zipfile.ZipInfo], str]:
    """The files to unpack and the name of their one folder; raises PackRefused for whatever could do harm."""
    members: list[zipfile.ZipInfo] = []
    paths: set[str] = set()
    folders: set[str] = set()
    roots: set[str] = set()
    for one in entries:
        name = one.orig_filename
        is_folder = name.endswith("/")
        path = name.removesuffix("/")
        if reason := path_fault(path) or _kind_fault(one, is_folder=is_folder):
            raise PackRefused(f"{visible(name)[:100]!r} in it is refused: {reason}")
        parts = path.split("/")
        roots.add(parts[0])
        if is_folder or any(part.startswith(".") for part in parts):
            continue
        if path in paths:
            raise PackRefused(f"{visible(name)[:100]!r} is in it twice")
        paths.add(path)
        folders.update("/".join(parts[:number]) for number in range(1, len(parts)))
        members.append(one)
    if folders & paths:
        raise PackRefused(f"{visible(min(folders & paths))[:100]!r} is both a file and a folder in it")
    if len(roots) != 1 or not folders:
        raise PackRefused("it is no course: it does not hold exactly one folder")
    if len(members) > MAX_FILES:
        raise PackRefused(f"it has {len(members):,} files, and {MAX_FILES:,} is the most that is taken")
    total = sum(one.file_size for one in members)
    if total > MAX_TOTAL or (total > _EASY_TOTAL and total > _MOST_GROWTH * size):
        raise PackRefused(f"it would grow from {in_words(size)} to {in_words(total)}, which no course does")
    return members, roots.pop()


def _kind_fault(one: zipfile.ZipInfo, *, is_folder: bool) -> str:
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind not in ({0, stat.S_IFDIR} if is_folder else {0, stat.S_IFREG}):
        return "it is neither a file nor a folder"
    if one.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if one.compress_type not in _METHODS:
        return "it is compressed in a way that is not taken"
    return "it is too large" if one.file_size > MAX_FILE else ""


def _extracted(archive: zipfile.ZipFile, one: zipfile.ZipInfo, below: Path) -> Iterator[int]:
    """Write a file, never over another; the bytes of each piece. The archive compares the sum at the end."""
    to = below.joinpath(*one.orig_filename.split("/"))
    to.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(one) as source, to.open("xb") as out:
        while piece := source.read(_PIECE):
            written += len(piece)
            if written > one.file_size:
                break
            out.write(piece)
            yield len(piece)
    if written != one.file_size:
        raise PackRefused(f"{visible(one.orig_filename)[:100]!r} in it is not as large as it says")
    os.utime(to, (UNTOUCHED, UNTOUCHED))


def is_untouched(folder: Path) -> bool:
    """Whether nothing in an unpacked course was changed or added since."""
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                if int(os.lstat(os.path.join(place, name)).st_mtime) != UNTOUCHED:  # noqa: PTH118 - a Path a file costs
                    return False
            except OSError:
                return False
    return True
