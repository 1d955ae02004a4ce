"""The text of a page's file: sized, decoded, and what is shown of one that cannot be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.decode import decode
from tui_course.model.block import Unknown
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.sources.files import MAX_PAGE, CourseFiles, Refused
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.block import Block


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file; `cut` where it is only the first part, `refused` says why there is none."""

    text: str
    problems: tuple[Problem, ...] = ()
    cut: bool = False
    refused: str = ""


def read_text(files: CourseFiles, path: str) -> SourceText:
    """Read a page's file, of one that is too large the first part; never raises."""
    try:
        data, size = files.head(path, MAX_PAGE)
    except Refused as refused:
        problem = Problem("page-unreadable", Severity.ERROR, f"the page cannot be read: {refused}", path)
        return SourceText("", (problem,), refused=problem.message)
    decoded = decode(data, path)
    if size <= len(data):
        return SourceText(decoded.text, decoded.problems)
    message = f"{size} bytes are more than the {MAX_PAGE} that a page may have; the first part is shown"
    return SourceText(decoded.text, (Problem("page-size", Severity.ERROR, message, path), *decoded.problems), cut=True)


def with_remains(blocks: tuple[Block, ...], source: SourceText, broken: str = "") -> tuple[Block, ...]:
    """The blocks of a page, and in their places what could not be read: the file, its front matter (`broken`) or its end."""
    if source.refused:
        return (Unknown("", source.refused),)
    if broken:
        blocks = (Unknown(visible(broken), "front matter that cannot be read"), *blocks)
    if source.cut:
        blocks = (*blocks, Unknown("", "the page is too large; this is its first part"))
    return blocks
