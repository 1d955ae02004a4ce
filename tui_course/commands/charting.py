"""The command that draws: a diagram from a file, from standard input or from a page, as characters or in words."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.commands.places import found
from tui_course.commands.printing import prepare_output
from tui_course.errors import CourseError, CourseNotFound, TuiCourseError
from tui_course.markup.decode import decode
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.block import Ask, DiagramBlock
from tui_course.model.diagram import Diagram, Outline, Sequence
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible, visible_line
from tui_course.model.walk import all_blocks
from tui_course.sources.files import MAX_PAGE
from tui_course.sources.find import find_page
from tui_course.sources.open import MARKDOWN, find_courses
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.diagrams.drawing import Drawing
    from tui_course.model.course import Page
    from tui_course.sources.pages import Pages

STDIN: Final = "<stdin>"
"""The file that problems of standard input stand in."""
_LISTED: Final = 8
_KINDS: Final = {Diagram: "Diagram", Sequence: "Sequence diagram"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a diagram is printed: at most so many columns and rows, in ASCII, in words, with colours in a pipe as well."""

    width: int | None = None
    height: int | None = None
    ascii: bool = False
    outline: bool = False
    colour: bool = False


class _Found(NamedTuple):
    """A diagram of a page."""

    page: Page
    block: DiagramBlock

    @property
    def name(self) -> str:
        return f"{self.page.ref.id}#{self.block.id}"


def chart(path: str | None, name: str | None, manner: Manner) -> int:
    """Draw the diagram in a file, or in standard input where `path` is `-` or None; of a course that named `name`.

    Without a name the diagrams of a course are listed. Problems go to standard error. Returns 1 where one of them is an error,
    else 0. Raises CourseError where nothing can be read, TuiCourseError where there is no such diagram.
    """
    prepare_output()
    if path is not None and path != "-" and (course := _course_at(path)) is not None:
        return _chart_course(course, name, manner)
    if name is not None:
        raise TuiCourseError(f"{path} is one diagram; an ID is for those of a course or a Markdown file")
    file = STDIN if path in (None, "-") else str(path)
    decoded = decode(_bytes(path), file)
    read = read_mermaid(decoded.text, file)
    return _print_diagram(read.diagram, (*decoded.problems, *read.problems), file, manner)


def _course_at(path: str) -> Path | None:
    """The course that a path leads to, or the name of one in the library; None for anything else, such as a diagram."""
    place = Path(path)
    if os.path.isdir(place) or place.suffix.lower() in MARKDOWN:  # noqa: PTH112 - Path's own fails for some paths
        return place
    root = found(path).root
    return root if root != place else None


def _bytes(path: str | None) -> bytes:
    """What is in a file, or in standard input; raises CourseError."""
    if path is None and sys.stdin.isatty():
        raise TuiCourseError("give a file or a course, or a diagram in standard input")
    try:
        if path in (None, "-"):
            data = sys.stdin.buffer.read(MAX_PAGE + 1)
        else:
            with Path(str(path)).open("rb") as opened:
                data = opened.read(MAX_PAGE + 1)
    except FileNotFoundError as error:
        raise CourseNotFound(f"there is no file or folder at {path}") from error
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from error
    if len(data) > MAX_PAGE:
        raise CourseError(f"{path or STDIN} is too large: at most {MAX_PAGE} bytes are read")
    return data


# Diagrams of a course


def _chart_course(path: Path, name: str | None, manner: Manner) -> int:
    from tui_course.sources.isolated import IsolatedCourse, Worker

    if courses := find_courses(path):
        raise CourseError(
            f"{path} holds several courses; choose one of: {', '.join(visible_line(one.name) for one in courses)}"
        )
    with Worker() as worker:
        pages = IsolatedCourse(worker, path)
        if name is None:
            return _list(pages)
        one = _named(pages, name)
        problems = _problems(pages, one)
    return _print_diagram(one.block.diagram, problems, one.page.ref.source, manner)


def _list(pages: Pages) -> int:
    """Print page, id and title of every diagram."""
    rows: list[tuple[str, str, str]] = []
    problems: list[Problem] = []
    for page in _all_pages(pages):
        problems.extend(one for one in page.problems if one.code.startswith("diagram-") or one.code == "page-unreadable")
        rows.extend((page.ref.id, one.block.id, _title(one.block.diagram)) for one in _written(pages, page))
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for page_id, block_id, title in rows:
        print(visible(f"{page_id.ljust(wide[0])}  {block_id.ljust(wide[1])}  {title}"))
    if not rows:
        print("tui-course: there is no diagram in this course", file=sys.stderr)
    return _report(problems)


def _title(diagram: Diagram | Sequence | Outline) -> str:
    title = " ".join(diagram.title.split())
    if isinstance(diagram, Outline):
        return title or diagram.kind or "nothing"
    return title or _KINDS[type(diagram)]


def _named(pages: Pages, name: str) -> _Found:
    """The diagram that `ID` or `PAGE#ID` names; raises PageNotFound, and TuiCourseError where there is none or are several."""
    page_name, _, wanted = name.rpartition("#")
    searched = [pages.page(find_page(pages.course, page_name)[0].id)] if page_name else list(_all_pages(pages))
    matching = [one for page in searched for one in _diagrams(page) if one.block.id == wanted]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise TuiCourseError(f"{wanted!r} could be any of: {_names(matching)}")
    where = f"on the page {page_name}" if page_name else "in this course"
    known = _names([one for page in searched for one in _written(pages, page)])
    raise TuiCourseError(
        f"there is no diagram {wanted!r} {where}; {f'there are: {known}' if known else 'there is none at all'}"
    )


def _names(found: list[_Found]) -> str:
    shown = ", ".join(one.name for one in found[:_LISTED])
    return f"{shown}, …" if len(found) > _LISTED else shown


def _all_pages(pages: Pages) -> Iterator[Page]:
    return (pages.page(ref.id) for ref in pages.course.pages)


def _diagrams(page: Page) -> Iterator[_Found]:
    return (_Found(page, block) for block in all_blocks(page.blocks) if isinstance(block, DiagramBlock))


def _written(pages: Pages, page: Page) -> Iterator[_Found]:
    """The diagrams of a page but for those that were made for its questions."""
    asked = {block.id for ask in all_blocks(page.blocks) if isinstance(ask, Ask) for block in _inside(ask)}
    for one in _diagrams(page):
        if one.block.id not in asked or _first_line(pages, one):
            yield one


def _inside(ask: Ask) -> Iterator[DiagramBlock]:
    return (block for block in all_blocks((ask,)) if isinstance(block, DiagramBlock))


def _problems(pages: Pages, found: _Found) -> Iterable[Problem]:
    """What was not understood of a diagram; of one that does not stand in its page what the page says of such a text."""
    first = _first_line(pages, found)
    again = read_mermaid(found.block.source, found.page.ref.source, first or 1).problems
    if first:
        return again
    said = {(problem.code, problem.message) for problem in again}
    return [problem for problem in found.page.problems if (problem.code, problem.message) in said]


def _first_line(pages: Pages, found: _Found) -> int:
    """The line of its page where the text of a diagram begins, 0 where it does not stand there as it is."""
    text = pages.source(found.page.ref.id)
    place = text.find(found.block.source)
    return text.count("\n", 0, place) + 1 if place >= 0 and found.block.source.strip() else 0


# Printing


def _print_diagram(diagram: Diagram | Sequence | Outline, problems: Iterable[Problem], file: str, manner: Manner) -> int:
    from tui_course.diagrams.telling import tell

    drawing = None if manner.outline or isinstance(diagram, Outline) else _drawn(diagram, manner)
    if drawing is None or drawing.refused:
        for line in tell(diagram):
            print(visible(line))
    else:
        if diagram.title.strip():
            print(visible(" ".join(diagram.title.split())), end="\n\n")
        _print_drawing(drawing, manner)
    more = []
    if drawing is not None and drawing.refused:
        more.append(Problem("diagram-size", Severity.ERROR, f"{drawing.refused}; it is told in words", file))
    elif drawing is not None and drawing.overflow:
        words = f"the drawing has {drawing.width} columns and {drawing.height} rows, more than there is room for"
        more.append(Problem("diagram-wide", Severity.NOTE, words, file))
    return _report([*problems, *more])


def _drawn(diagram: Diagram | Sequence, manner: Manner) -> Drawing:
    width = manner.width or (shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
    plain = manner.ascii or not _has_box_characters()
    if isinstance(diagram, Sequence):
        from tui_course.diagrams.sequence import draw_sequence

        return draw_sequence(diagram, width=width, ascii=plain)
    from tui_course.diagrams.draw import draw

    return draw(diagram, width=width, height=manner.height, ascii=plain)


def _has_box_characters() -> bool:
    try:
        "┌─▶".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _print_drawing(drawing: Drawing, manner: Manner) -> None:
    from tui_course.typeset.diagrams import drawn
    from tui_course.typeset.terminal import bare, paint

    colour = manner.colour or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
    palette = manner.colour or not os.environ.get("NO_COLOR")
    for line in drawn(drawing, drawing.width):
        print(paint(line, palette=palette) if colour else bare(line))


def _report(problems: Iterable[Problem]) -> int:
    """Print problems to standard error; 1 where one of them is an error."""
    bad = False
    for problem in problems:
        print(problem, file=sys.stderr)
        bad |= problem.severity is Severity.ERROR
    return int(bad)
