"""The tables of all screens by their names, for what concerns every key."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tui_course.tui.keys.board import ASKED_KEYS, BOARD_KEYS, LEARNER_KEYS
from tui_course.tui.keys.drawings import DIAGRAM_KEYS, PICTURE_KEYS
from tui_course.tui.keys.lists import CHOOSING_KEYS, LIBRARY_KEYS, NOTES_KEYS, REFERENCES_KEYS
from tui_course.tui.keys.reading import CONTENTS_KEYS, READER_KEYS
from tui_course.tui.keys.texts import POLL_KEYS, RESULTS_KEYS, REVIEW_KEYS, SHEET_KEYS
from tui_course.tui.keys.workshop import INSTRUCTING_KEYS, WORKSHOP_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.tui.keys import Group

SCREENS: Mapping[str, tuple[Group, ...]] = MappingProxyType(
    {
        "reader": READER_KEYS,
        "contents": CONTENTS_KEYS,
        "library": LIBRARY_KEYS,
        "sheet": SHEET_KEYS,
        "review": REVIEW_KEYS,
        "poll": POLL_KEYS,
        "choose": CHOOSING_KEYS,
        "references": REFERENCES_KEYS,
        "notes": NOTES_KEYS,
        "results": RESULTS_KEYS,
        "diagram": DIAGRAM_KEYS,
        "picture": PICTURE_KEYS,
        "board": BOARD_KEYS,
        "instructor": INSTRUCTING_KEYS,
        "learner": LEARNER_KEYS,
        "asked": ASKED_KEYS,
        "workshop": WORKSHOP_KEYS,
    }
)
"""Every table by the name with which its actions begin, as in `reader.next`; a new table belongs here."""
