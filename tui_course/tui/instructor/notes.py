"""Words in a list that stand for nothing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.tui.strips import shortened
from tui_course.typeset.line import Line, Role, Run
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.tui.theme import Look


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """Words between the entries, which the cursor passes by."""

    words: str
    key: str = ""
    height: int = 1


def note_line(entry: NoteEntry, room: int, look: Look) -> Line:
    """The words in so many cells."""
    return Line((Run(shortened(entry.words, room, look.mark("…", "...")), Role.DIM),))
