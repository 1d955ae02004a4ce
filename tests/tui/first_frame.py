"""A program that shows a page of text and prints the modules that were loaded when it stood there: see test_first_frame."""

import sys
from pathlib import Path

import tui_course.tui
from tui_course.model.block import CodeBlock, Heading, ListBlock, ListItem, Paragraph
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.inline import Text
from tui_course.progress.memory import MemoryStore
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui import look_of
from tui_course.tui.app import CourseApp

REF = PageRef("kites", "Kites", "kites.md")
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
BLOCKS = (
    Heading(1, (Text("Kites"),)),
    Paragraph((Text("A kite flies in the wind."),)),
    ListBlock(items=(ListItem((Paragraph((Text("line"),)),)),)),
    CodeBlock("wind = 3\n", "python"),
)


class Pages:
    course = Course("sky", "Sky", modules=(Module("Flight", (REF,)),))

    def page(self, page_id):
        return Page({REF.id: REF}[page_id], BLOCKS)


class Still(Study):
    """What waits for the first frame never comes: on a slow machine it could come too early."""

    def survey(self):
        raise SystemExit

    learn_terms = survey


class App(CourseApp):
    CSS_PATH = Path(tui_course.tui.__file__).with_name("styles") / "reader.tcss"
    loaded: tuple[str, ...] = ()

    def on_ready(self):
        self.loaded = tuple(sys.modules)
        shown = [self.screen.page_view.render_line(y).text.strip() for y in range(12)]
        assert "A kite flies in the wind." in shown, shown
        self.exit(0)


if __name__ == "__main__":
    from tui_course.config import Settings

    settings = Settings()
    app = App(Still(Pages(), "", Keeping(MemoryStore(), "ada")), look=look_of(settings, TERMINAL))
    app.run(headless=True, size=(120, 40))
    sys.stdout.write("\n".join(app.loaded))
    sys.exit(app.return_code)
