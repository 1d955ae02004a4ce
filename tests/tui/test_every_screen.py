"""Every screen has its looks at both sizes, dark and light."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import tui_course.tui
from tui_course.tui.screens.dressed import DressedScreen

SNAPSHOTS = Path(__file__).parent / "__snapshots__"
VARIANTS = [f"{look}-{size}" for look in ("dark", "light") for size in ("80x24", "120x40")]

# Where the looks of a screen are held: the folder of its tests, and how the name of the picture begins.
LOOKS = {
    "AskedScreen": "test_board_snapshots/test_looks[question-",
    "BoardScreen": "test_board_snapshots/test_looks[class-",
    "InvitingScreen": "test_board_snapshots/test_looks[inviting-",
    "LearnerScreen": "test_board_snapshots/test_looks[learner-",
    "PollingScreen": "test_board_snapshots/test_looks[polling-",
    "CitingScreen": "test_consulting/test_looks[citing-",
    "DiagramScreen": "test_diagram/test_looks[step-2-",
    "GlossaryScreen": "test_consulting/test_looks[glossary-",
    "LibraryScreen": "test_snapshots/test_library[library-",
    "NotesScreen": "test_noting_snapshots/test_notes[listed-",
    "PaletteScreen": "test_snapshots/test_reader[palette-",
    "PictureScreen": "test_picture/test_looks[picture-",
    "PollScreen": "test_attending_snapshots/test_looks[question-",
    "ReaderScreen": "test_snapshots/test_reader[reading-",
    "ReferencesScreen": "test_consulting/test_looks[references-",
    "ResultsScreen": "test_snapshots/test_questions[results-",
    "ReviewScreen": "test_snapshots/test_review[",
    "SaidScreen": "test_attending_snapshots/test_looks[said-",
    "SearchScreen": "test_finding/test_looks[some-",
    "SheetScreen": "test_snapshots/test_reader[help-",
    "ThemesScreen": "test_look_snapshots/test_choosing_a_theme[",
}


def screens():
    """The screens that are shown: those that no room of the reader and no other screen is built on."""
    for module in pkgutil.walk_packages(tui_course.tui.__path__, "tui_course.tui."):
        importlib.import_module(module.name)
    found = [DressedScreen]
    for screen in found:
        found.extend(screen.__subclasses__())
    ours = {one for one in found if one.__module__.startswith("tui_course.")}
    return sorted(one.__name__ for one in ours if not {sub for sub in one.__subclasses__() if sub in ours})


def test_no_screen_is_forgotten():
    assert set(screens()) <= set(LOOKS)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("screen", sorted(LOOKS))
def test_its_looks_are_held(screen, variant):
    assert (SNAPSHOTS / f"{LOOKS[screen]}{variant}].svg").is_file()
