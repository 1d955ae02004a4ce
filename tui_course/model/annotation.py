"""What a learner adds to a page, as it is kept: notes, highlights and bookmarks, with the words that they hold on to."""

from __future__ import annotations

from enum import StrEnum

from tui_course.values import dataclass

MAX_NOTE = 10_000
"""The most characters of a note."""
MAX_PASSAGE = 4_000
"""The most characters of a passage that an anchor has: the beginning of a longer one."""
MAX_EXACT = 4_000
"""The most characters of the words that an anchor marks in its passage."""
MAX_CONTEXT = 120
"""The most characters of what an anchor has of its surroundings."""


class AnnotationKind(StrEnum):
    """What was added."""

    NOTE = "note"
    HIGHLIGHT = "highlight"
    BOOKMARK = "bookmark"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an annotation belongs, in words, as a text-quote selector of the W3C's Web Annotation model says it.

    `passage` is the beginning of the paragraph, or what else was annotated, with single spaces. `exact` has the words of it
    that were marked, after `start` others; empty where all of it was. `prefix` and `suffix` are the end of the passage before
    and the beginning of the one behind, `heading` is the nearest heading above. `number` counts the passages of the page before
    this one: no more than a hint, for a page changes.
    """

    passage: str
    exact: str = ""
    start: int = 0
    prefix: str = ""
    suffix: str = ""
    heading: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Annotation:
    """One state of something that a learner added to a page.

    `id`, `at`, `learner`, `course` and `page` are as in an attempt. States of one and the same thing share `annotation`, which
    is the id of the first; the newest says what stands now, and `removed` that nothing does. `note` is what the learner wrote:
    a note in lines of at most 10,000 characters in all, or the name of a bookmark.
    """

    id: str
    learner: str
    course: str
    page: str
    at: float
    annotation: str
    kind: AnnotationKind
    anchor: Anchor
    note: str = ""
    removed: bool = False
