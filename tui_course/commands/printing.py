"""The commands without a screen: cat, toc."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING, Any

from tui_course import export, plain
from tui_course.errors import CourseError
from tui_course.language import gettext as _
from tui_course.model.block import Heading
from tui_course.model.visible import visible, visible_line
from tui_course.sources.find import find_page
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.open import find_courses
from tui_course.typeset.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui_course.model.course import Course, Page

MAX_COLUMNS = 80
# What JSON leaves as it is and a terminal obeys, as in `model.visible`: the name of a file may hold it.
_OBEYED = re.compile(
    "[\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def print_json(data: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print a value as one line of JSON."""
    print(json_line(data))


def json_line(data: Any) -> str:  # noqa: ANN401 - likewise
    """A value as one line of JSON, in which what a terminal would obey is an escape; it reads back as it was."""
    return _OBEYED.sub(lambda match: json.dumps(match[0])[1:-1], json.dumps(data, ensure_ascii=False))


def prepare_output() -> None:
    """Let no character stop the output: what the terminal's encoding lacks is written as an escape."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def cat(path: Path, wanted: Sequence[str], *, everything: bool, as_json: bool, width: int | None) -> int:
    """Print the pages `wanted`, every page, or the first one; raises CourseError and PageNotFound."""
    prepare_output()
    if courses := find_courses(path):
        names = ", ".join(visible_line(one.name) for one in courses)
        raise CourseError(f"{path} holds several courses; choose one of: {names}")
    with Worker() as worker:
        pages = IsolatedCourse(worker, path)
        course = pages.course
        refs = course.pages if everything else [find_page(course, name)[0] for name in wanted] or course.pages[:1]
        terminal = sys.stdout.isatty()
        for number, ref in enumerate(refs):
            page = pages.page(ref.id)
            if as_json:
                data = export.page_data(page)
                if number == 0:
                    data["problems"] += [export.problem_data(problem) for problem in pages.problems]
                print_json(data)
            else:
                _print_page(page, course, width, terminal=terminal, first=number == 0)
    return 0


def _print_page(page: Page, course: Course, width: int | None, *, terminal: bool, first: bool) -> None:
    if not first:
        print()
    if not terminal and width is None:
        text = plain.text(page.blocks)
        if not _begins_with_title(page):
            print(f"{page.ref.title}\n")
        print(text)
        return
    columns = width or min(shutil.get_terminal_size().columns, MAX_COLUMNS)
    setting = Setting(columns, reveal_all=True, show_addresses=True)
    colour = terminal and os.environ.get("TERM") != "dumb"
    palette = not os.environ.get("NO_COLOR")
    blocks = page.blocks[1:] if _begins_with_title(page) else page.blocks
    for line in plain.title(page.ref.title, course.title, setting, colour=colour, palette=palette):
        print(line)
    for line in plain.render(blocks, setting, colour=colour, palette=palette):
        print(line)


def _begins_with_title(page: Page) -> bool:
    """Whether the page says its own title first."""
    first = page.blocks[0] if page.blocks else None
    return isinstance(first, Heading) and plain.inline_text(first.children).strip().casefold() == page.ref.title.casefold()


def toc(path: Path, *, as_json: bool) -> int:
    """Print the contents of a course, or of every course of a library."""
    prepare_output()
    for number, one in enumerate(find_courses(path) or (path,)):
        with Worker() as worker:
            course = IsolatedCourse(worker, one).course
        if as_json:
            print_json(export.course_data(course))
            continue
        if number:
            print()
        for line in _contents(course):
            # Pages and modules have names of files in them, which may hold anything.
            print(" ".join(visible(line).split("\n")))
    return 0


def _contents(course: Course) -> Iterator[str]:
    yield course.title
    wide = max((len(page.id) for page in course.pages), default=0)
    for module in course.modules:
        yield ""
        if module.title:
            # What gathers pages that nobody listed has a name of ours.
            title = module.title if module.listed else _(module.title)
            yield f"  {title}"
        for page in module.pages:
            yield f"    {page.id.ljust(wide)}  {page.name}"
