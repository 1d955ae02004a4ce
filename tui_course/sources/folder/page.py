"""One Markdown file of a plain course."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tui_course.markup.data import split_front_matter
from tui_course.markup.gfm.title import first_heading
from tui_course.model.course import PageRef
from tui_course.model.visible import visible
from tui_course.sources.folder.names import is_index, spoken
from tui_course.sources.text import SourceText, read_text
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.problem import Problem
    from tui_course.sources.files import CourseFiles


@dataclass(frozen=True, slots=True)
class FolderPage:
    """A page as it stands in its file: `values` is its front matter, `body` what follows it, from line `body_line` on."""

    id: str
    path: str
    title: str
    source: SourceText
    values: dict[str, Any]
    body: str
    body_line: int
    broken: str
    problems: tuple[Problem, ...]

    @property
    def ref(self) -> PageRef:
        """How the contents list it."""
        return PageRef(self.id, self.title, self.path, label=scalar(self.values.get("label")))


def read_page(files: CourseFiles, path: str, page_id: str, words: Callable[[str], str], home: str) -> FolderPage:
    """Read a page's file; `words` takes the markup off a heading, `home` names a first page that has no title of its own."""
    source = read_text(files, path)
    front = split_front_matter(source.text, path)
    title = scalar(front.values.get("title")) or words(visible(first_heading(front.body)))
    if not title:
        folder = PurePosixPath(path).parent.name
        title = (spoken(folder) if folder else home) if is_index(PurePosixPath(path).name) else spoken(PurePosixPath(path).name)
    problems = (*source.problems, *front.problems)
    return FolderPage(page_id, path, visible(title), source, front.values, front.body, front.body_line, front.broken, problems)


def scalar(value: object) -> str:
    """A text or number of front matter as one line of text, anything else as the empty string."""
    return " ".join(visible(str(value)).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
