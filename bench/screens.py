"""Make the pictures in docs/screens from the built-in course: `python bench/screens.py [NAME ...]`."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from tui_course.pictures.gallery import Gallery
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # it would be fetched from elsewhere
ARCHITECTURE = "2-the-architecture/1-how-the-pieces-fit"
SMALL, LARGE = (80, 24), (120, 40)
TYPED = " ".join("space" if letter == " " else letter for letter in "Ask what the second bucket costs")
# Name, page, size, keys.
SCREENS = (
    ("reading", ARCHITECTURE, LARGE, ""),
    ("question", "1-why-the-cloud/2-what-the-cloud-adds", SMALL, "n p Q escape Q 1 3"),
    ("feedback", "1-why-the-cloud/9-check-yourself", SMALL, "Q 2 enter"),
    ("diagram", ARCHITECTURE, SMALL, "D"),
    ("diagram-wide", ARCHITECTURE, LARGE, "D down"),
    ("diagram-step", "3-the-workflow/1-build-simulate-deploy", SMALL, "D n n n"),
    ("diagram-outline", ARCHITECTURE, SMALL, "D t"),
    ("diagram-question", ARCHITECTURE, LARGE, "Q Q Q Q Q 2"),
    ("results", "1-why-the-cloud/9-check-yourself", SMALL, "Q 2 enter Q 1 enter P"),
    ("picture", "6-using-the-reader/1-a-tour-of-the-reader", SMALL, "/ c i r c l e space o f enter escape"),
    ("search", ARCHITECTURE, SMALL, "S l o g space f i l e s"),
    ("reference", "5-where-it-lives-today/1-what-ended", SMALL, "space tab tab tab K"),
    ("note", ARCHITECTURE, SMALL, f"] a {TYPED}"),
    ("notes", ARCHITECTURE, SMALL, f"] a {TYPED} enter escape ] h enter apostrophe"),
    ("glossary", ARCHITECTURE, SMALL, "W"),
    ("commands", ARCHITECTURE, SMALL, "colon"),
    ("themes", ARCHITECTURE, SMALL, "colon t h e m e s enter down down down"),
)


class Lasting(MemoryStore):
    lasting = True


async def shoot(name: str, page: str, size: tuple[int, int], keys: str) -> None:
    keeping = Keeping(Lasting(), "ada")
    app = CourseApp(Study(open_course(built_in()), page, keeping), look=Look(), gallery=Gallery(None))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1.5)
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause(1.2 if key == "D" else 0.3)
        await pilot.pause(0.8)
        picture = FONT.sub("", app.export_screenshot(title="tui-course"))
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")
    keeping.close()


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    for screen in SCREENS:
        if not wanted or screen[0] in wanted:
            await shoot(*screen)


if __name__ == "__main__":
    asyncio.run(main())
