"""A small course to begin with, written into a folder of the author's."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import SettingsError
from tui_course.model.visible import visible
from tui_course.own_files import create

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTER: Final = Path(__file__).resolve().parents[1] / "starter"
_SHOWN: Final = 8


def init(folder: str, *, force: bool) -> int:
    """Write the course into `folder`; with `force` also into one that holds something, where no file of it is touched.

    Raises SettingsError where that cannot be.
    """
    root = Path(folder)
    try:
        there = sorted(os.listdir(root)) if root.is_dir() else []  # noqa: PTH208 - names, no paths
        if there and not force:
            names = ", ".join(there[:_SHOWN]) + (", …" if len(there) > _SHOWN else "")
            raise SettingsError(f"{root} is not empty (it holds {names}); --force writes beside that, and over nothing")
        written, kept = _write(root)
    except (OSError, ValueError) as error:
        raise SettingsError(f"the course cannot be written to {root}: {error}") from error
    for name in kept:
        print(f"left as it was: {visible(name)}")
    print(f"wrote {len(written)} files to {visible(os.fspath(root))}")
    if written:
        print()
        for line in _advice(root):
            print(line)
    return 0


def _write(root: Path) -> tuple[list[str], list[str]]:
    """Copy the files of the course; returns the names of those that were written, and of those that were there already."""
    written, kept = [], []
    for name in _names():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Whatever stands there, be it a link that leads to nothing, is not ours.
            create(target, (STARTER / name).read_bytes())
        except FileExistsError:
            kept.append(name)
        else:
            written.append(name)
    return written, kept


def _names() -> Iterator[str]:
    files = (path for path in STARTER.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return iter(sorted(path.relative_to(STARTER).as_posix() for path in files))


def _advice(root: Path) -> Iterator[str]:
    # A name that begins with a hyphen would be an option.
    name = os.fspath(root)
    shown = shlex.quote(visible(f"./{name}" if name.startswith("-") else name))
    yield "What to do next:"
    yield f"  tui-course preview {shown}   read it; what you save in your editor is shown at once"
    yield f"  tui-course check {shown}     what is wrong with it"
    yield "In the preview, e opens the source of the page that you read. Then change it into a course of your own."
