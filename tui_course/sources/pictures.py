"""What a page wants to know of its pictures without reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.pictures.size import HEAD, MOST_HEAD, size_of
from tui_course.sources.files import Refused

if TYPE_CHECKING:
    from tui_course.sources.files import CourseFiles


def picture_size(files: CourseFiles, path: str) -> tuple[int, int] | None:
    """Width and height in pixels of the picture at a path in the course; None where they cannot be told or it is not read."""
    for limit in (HEAD, MOST_HEAD):
        try:
            head, whole = files.head(path, limit)
        except Refused:
            return None
        found = size_of(head)
        if found is not None or whole <= limit:
            return found
    return None
