"""The rest of a path that is being typed."""

from __future__ import annotations

import os
from typing import Final

from tui_course.library.pack_names import ENDING
from tui_course.sources.open import MARKDOWN

_LIMIT: Final = 2_000


def completed(text: str) -> tuple[str, tuple[str, ...]]:
    """What is typed with as much added as all folders, Markdown files and packs have in common that begin so; and their names.

    Folders end with a slash. Names with a dot in front are offered where one is typed. Takes as long as the disk does.
    """
    folder, name = os.path.split(text)
    if text == "~":
        return "~/", ()
    found: list[str] = []
    try:
        place = os.path.expanduser(folder or ".")  # noqa: PTH111 - Path's own fails where there is no home
        with os.scandir(place) as entries:
            for number, entry in enumerate(entries):
                if number > _LIMIT:
                    break
                if entry.name.startswith(name) and (name.startswith(".") or not entry.name.startswith(".")) and _fits(entry):
                    found.append(f"{entry.name}/" if entry.is_dir() else entry.name)
    except (OSError, ValueError):
        return text, ()
    if not found:
        return text, ()
    common = os.path.commonprefix(found)  # noqa: RUF071 - names, letter by letter
    return os.path.join(folder, common), tuple(sorted(found))  # noqa: PTH118 - `~` stays as it is typed


def _fits(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() or entry.name.endswith(ENDING) or os.path.splitext(entry.name)[1].lower() in MARKDOWN  # noqa: PTH122
