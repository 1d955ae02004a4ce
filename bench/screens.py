"""Make the pictures in docs/screens from the built-in course: `python bench/screens.py [NAME ...]`."""

from __future__ import annotations

import asyncio
import io
import re
import sys
import tempfile
from contextlib import redirect_stdout
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import workshop_screens

from tui_course.commands.beginning import init
from tui_course.commands.places import opened_library
from tui_course.commands.reading import Workers, shelf_of
from tui_course.config import load_settings
from tui_course.pictures.gallery import Gallery
from tui_course.progress.memory import MemoryStore
from tui_course.sources.isolated import Worker
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

if TYPE_CHECKING:
    from textual.pilot import Pilot

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
PARTS = re.compile(r"terminal-\d+-?")  # each picture has a name of its own
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # it would be fetched from elsewhere
ARCHITECTURE = "2-the-architecture/1-how-the-pieces-fit"
SMALL, LARGE = (80, 24), (120, 40)
TYPED = " ".join("space" if letter == " " else letter for letter in "Ask what the second bucket costs")
SLOW = {"D", "S", "enter", "colon", "P", "Q", "W", "K"}
# Name, page, size, keys.
SCREENS = (
    ("reading", "1-why-the-cloud/2-what-the-cloud-adds", LARGE, ""),
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


async def settled(app: CourseApp, pilot: Pilot[None]) -> str:
    """What the screen shows once nothing on it moves any more, however busy the machine is."""
    shown = ""
    same = 0
    for _turn in range(150):
        await pilot.pause(0.2)
        now = app.export_screenshot(title="tui-course")
        same = same + 1 if PARTS.sub("", now) == PARTS.sub("", shown) and "loading&#160;…" not in now else 0
        shown = now
        if same == 4:
            return FONT.sub("", shown)
    raise SystemExit("the screen does not come to rest")


class Lasting(MemoryStore):
    lasting = True


async def shoot(name: str, page: str, size: tuple[int, int], keys: str) -> None:
    keeping = Keeping(Lasting(), "ada")
    app = CourseApp(Study(open_course(built_in()), page, keeping), look=Look(), gallery=Gallery(None))
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for key in keys.split():
            await pilot.press(key)
            if key in SLOW:
                await settled(app, pilot)
        (FOLDER / f"{name}.svg").write_text(await settled(app, pilot), encoding="utf-8")
    keeping.close()


def courses(folder: Path) -> list[Path]:
    """Two courses beside the built-in one: the one that `init` writes, and a short one."""
    with redirect_stdout(io.StringIO()):
        init(str(folder / "paper-planes"), force=False)
    sensing = folder / "sensing"
    sensing.mkdir()
    (sensing / "course.yml").write_text("title: Sensing, from the first echo on\n", encoding="utf-8")
    for number, title in enumerate(("Echoes", "Light", "Touch"), 1):
        (sensing / f"{number}-{title.lower()}.md").write_text(f"# {title}\n\nHere it begins.\n", encoding="utf-8")
    return [folder / "paper-planes", sensing]


async def shoot_library() -> None:
    """The library after some reading."""
    with tempfile.TemporaryDirectory() as name, Worker() as reader, Worker() as counter:
        settings = replace(load_settings({}), cache=f"{name}/cache", library=f"{name}/library")
        keeping = Keeping(Lasting(), "ada")
        with opened_library(settings, counter) as library:
            if library is None:
                raise SystemExit("the library is off")
            for path in courses(Path(name)):
                library.add(str(path), lambda _done, _total: None)
            app = CourseApp(shelf_of(library, Workers(reader, counter), settings, keeping), look=Look())
            async with app.run_test(size=SMALL) as pilot:
                await settled(app, pilot)
                for keys in ("g enter n n Q 1 enter escape G n", "G enter G n", "g"):
                    for key in keys.split():
                        await pilot.press(key)
                        await settled(app, pilot)
                    if keys != "g":
                        app.pop_screen()
                        await settled(app, pilot)
                picture = (await settled(app, pilot)).replace(name, "~/courses")
                (FOLDER / "library.svg").write_text(picture, encoding="utf-8")
        keeping.close()


async def shoot_workshop(name: str) -> None:
    """A workshop: what the server says, the instructor's board, a learner who is invited, and how a poll went."""
    if name == "announcement":
        picture = workshop_screens.announced()
    else:
        steps = workshop_screens.board() if name == "board" else workshop_screens.learner(polled=name == "poll")
        app, keys = next(steps)
        async with app.run_test(size=LARGE if name == "board" else SMALL) as pilot:
            for following in chain((keys,), (keys for _app, keys in steps)):
                await pilot.pause(2.5)  # both sides look once a second
                for key in following.split():
                    await pilot.press(key)
                    await pilot.pause(0.5)
                await pilot.pause(1.5)
                picture = app.export_screenshot(title="tui-course")
    (FOLDER / f"{name}.svg").write_text(FONT.sub("", picture), encoding="utf-8")


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    for screen in SCREENS:
        if not wanted or screen[0] in wanted:
            await shoot(*screen)
    if not wanted or "library" in wanted:
        await shoot_library()
    for name in ("announcement", "board", "invitation", "poll"):
        if not wanted or name in wanted:
            await shoot_workshop(name)


if __name__ == "__main__":
    asyncio.run(main())
