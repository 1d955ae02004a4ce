"""What the first frame does not wait for: modules that are loaded when something asks for them."""

import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("first_frame.py")
LATER = (
    "PIL",
    "fsrs",
    "markdown_it",
    "pygments",
    "resvg_py",
    "selectolax",
    "sqlite3",
    "tomllib",
    "_hashlib",
    "yaml",
    "tui_course.commands",
    "tui_course.diagrams",
    "tui_course.library",
    "tui_course.markup",
    "tui_course.model.diagram",
    "tui_course.questions.kinds",
    "tui_course.search",
    "tui_course.sources.cache",
    "tui_course.sources.glossary",
    "tui_course.study.anchoring",
    "tui_course.study.explaining",
    "tui_course.study.exporting",
    "tui_course.study.finding",
    "tui_course.study.glossing",
    "tui_course.study.moved",
    "tui_course.study.passages",
    "tui_course.study.previewing",
    "tui_course.study.results",
    "tui_course.study.reviewing",
    "tui_course.tui.diagram",
    "tui_course.tui.editor",
    "tui_course.tui.keys.board",
    "tui_course.tui.keys.drawings",
    "tui_course.tui.keys.lists",
    "tui_course.tui.keys.screens",
    "tui_course.tui.keys.texts",
    "tui_course.tui.marginalia",
    "tui_course.tui.palettes",
    "tui_course.tui.screens.choosing",
    "tui_course.tui.screens.glossary",
    "tui_course.tui.screens.library",
    "tui_course.tui.screens.notes",
    "tui_course.tui.screens.palette",
    "tui_course.tui.screens.picture",
    "tui_course.tui.screens.references",
    "tui_course.tui.screens.review",
    "tui_course.tui.screens.search",
    "tui_course.tui.screens.sheet",
    "tui_course.tui.screens.themes",
    "tui_course.tui.search",
    "tui_course.tui.widgets.choices",
    "tui_course.tui.widgets.note",
    "tui_course.tui.widgets.preview",
    "tui_course.typeset.columns",
    "tui_course.typeset.diagrams",
    "tui_course.typeset.questions",
    "tui_course.typeset.tables",
)


def test_the_first_frame_waits_for_nothing_that_only_a_key_or_another_page_asks_for():
    done = subprocess.run([sys.executable, str(PROGRAM)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    # What is looked for was there to be found: the reader itself was loaded.
    assert {"tui_course.tui.screens.reader", "tui_course.typeset.lists", "textual"} <= loaded
    assert sorted(loaded & set(LATER)) == []


def test_what_comes_later_has_these_names():
    # A name that was mistyped, or is another one now, would never be found among the modules.
    ours = Path(__file__).parents[2]
    places = [ours / name.replace(".", "/") for name in LATER if name.startswith("tui_course.")]
    assert [place for place in places if not (place.is_dir() or place.with_suffix(".py").is_file())] == []
