"""Values of the model in files of our own, each behind a digest of its bytes: what a disk has changed is not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui_course.digests import blake2b
from tui_course.own_files import content, replaced
from tui_course.sources.wire import MAX_ANSWER, Garbled, dump, load

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST: Final = 16


class Unkept(Exception):
    """There is no such file, or it does not hold what was written."""


def keep(path: Path, value: object) -> None:
    """Write a value to a file, as a whole; raises OSError."""
    data = dump(value)
    with replaced(path) as half:
        half.write_bytes(_digest(data) + data)


def kept(path: Path) -> Any:  # noqa: ANN401 - any value of the model
    """The value that was written to a file; raises Unkept."""
    try:
        data = content(path, MAX_ANSWER)
    except OSError as error:
        raise Unkept(f"{path} cannot be read: {error.strerror or error}") from error
    value = data[_DIGEST:]
    if data[:_DIGEST] != _digest(value):
        raise Unkept(f"{path} is damaged")
    try:
        return load(value)
    except Garbled as error:
        # Another version wrote it, whose values have other fields.
        raise Unkept(f"{path} cannot be understood: {error}") from error


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
