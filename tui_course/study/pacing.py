"""How long it takes to read what is left."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_course.model.course import Course
    from tui_course.model.index import QuestionIndex

WORDS_A_MINUTE = 200
"""What an adult reads of a text that teaches; of stories it is some 240 (Brysbaert 2019)."""


def minutes_left(course: Course, index: QuestionIndex, page_id: str, read: float) -> int:
    """Minutes for the rest of the module, rounded up, where `read` (0 to 1) of this page is read; 0 at its end.

    A page in no module has only its own rest.
    """
    module = course.module_of(page_id)
    ids = [page.id for page in module.pages] if module is not None else [page_id]
    words = {page.page: page.words for page in index.pages}
    rest = sum(words.get(one, 0) for one in ids[ids.index(page_id) + 1 :])
    return ceil((words.get(page_id, 0) * (1 - min(1.0, max(0.0, read))) + rest) / WORDS_A_MINUTE)
