"""What the learner chose in the reader, such as a theme: a file of ours, for the settings file is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME: Final = "looks.json"
CHOSEN: Final = ("theme", "width", "density")
"""The settings that can be chosen in the reader."""
_MOST_BYTES: Final = 1 << 16


def read_chosen(folder: Path) -> dict[str, Any]:
    """What was chosen last, by the names of settings; nothing where there is no such file or it cannot be understood."""
    from tui_course.own_files import content

    try:
        written = content(folder / NAME, _MOST_BYTES)
    except OSError:
        return {}
    import json

    try:
        values = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return {name: values[name] for name in CHOSEN if name in values} if isinstance(values, dict) else {}


def keep_chosen(folder: Path, chosen: Mapping[str, Any]) -> None:
    """Remember choices beside those that were made before; raises OSError where the folder cannot be written."""
    import json

    from tui_course.own_files import replaced

    folder.mkdir(parents=True, exist_ok=True)
    # Another window may write at the same time: whoever is last wins, and nobody reads half a file.
    with replaced(folder / NAME) as half:
        half.write_text(json.dumps({**read_chosen(folder), **chosen}), encoding="utf-8")
