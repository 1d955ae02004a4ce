"""Search without a screen: a line for each passage that is found, or JSON."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.configuring import settings_for
from tui_course.commands.places import found as found_course
from tui_course.commands.printing import json_line, prepare_output
from tui_course.commands.reading import open_pages
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.sources.isolated import Worker
from tui_course.sources.open import find_courses
from tui_course.study.finding import Finding
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.terminal import bare, paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.study.results import Result, Results

NOTHING_FOUND: Final = 1
_SNIPPET: Final = 150


def search(words: str, course: str, *, as_json: bool, limit: int) -> int:
    """Print the best passages of a course, or of each course below a folder, at most `limit` a course; 1 where there is none.

    Raises CourseError, LibraryError and SearchError.
    """
    prepare_output()
    settings = settings_for({}).settings
    path = found_course(course, settings).root
    courses = find_courses(path)
    found = 0
    with Worker() as worker:
        for one in courses or (path,):
            pages = open_pages(worker, one, settings)
            finding = Finding(pages, pages.course)
            finding.survey(gently=False)
            results = finding.search(words, limit)
            found += len(results.found)
            prefix = f"{visible(one.relative_to(path).as_posix())}/" if courses else ""
            for line in _json(results, pages.course.id) if as_json else _lines(results, prefix):
                print(line)
            if not results.whole and not as_json:
                missing = _("no page has all of these words")
                print(f"tui-course: {prefix}{missing}", file=sys.stderr)
    return 0 if found else NOTHING_FOUND


def _json(results: Results, course: str) -> Iterator[str]:
    for result in results.found:
        data: dict[str, Any] = {
            "course": course,
            "page": result.page,
            "anchor": result.anchor,
            "title": result.name,
            "module": result.module,
            "heading": result.heading,
            "kind": result.kind.value,
            "text": result.text,
            "found": [list(span) for span in result.found],
            "whole": results.whole,
        }
        if result.seconds is not None:
            data["seconds"] = result.seconds
        yield json_line(data)


def _lines(results: Results, prefix: str) -> Iterator[str]:
    """`PAGE#HEADING: title › heading: snippet` on one line, which greps well; on a terminal the snippet is on its own."""
    terminal = sys.stdout.isatty()
    colour = terminal and os.environ.get("TERM") != "dumb"
    palette = not os.environ.get("NO_COLOR")
    for result in results.found:
        place, title = Run(f"{prefix}{_address(result)}: ", Role.MARKER), Run(_title(result), Role.TEXT, Weight.BOLD)
        snippet = tuple(
            Run(text, Role.MARK if lit else Role.TEXT, Weight.BOLD if lit else Weight.NONE)
            for text, lit in result.snippet(_SNIPPET)
        )
        lines = (
            [Line((place, title)), Line((Run("    "), *snippet))] if terminal else [Line((place, title, Run(": "), *snippet))]
        )
        for line in lines:
            yield paint(line, palette=palette) if colour else bare(line)


def _address(result: Result) -> str:
    return f"{result.page}#{result.anchor}" if result.anchor else result.page


def _title(result: Result) -> str:
    return f"{result.name} › {result.heading}" if result.heading and result.heading != result.name else result.name
