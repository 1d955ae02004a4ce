"""Where a learner is, where a link leads, and what the contents list."""

from __future__ import annotations

from tui_course.values import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a page in words that survive another width: `row` lines below the top of a block, as set `width` cells wide.

    `letters` counts the letters and digits of the block above that line; `target` is the number of the link in focus,
    `question` the id of the question in focus.
    """

    block: int = 0
    row: int = 0
    letters: int = 0
    width: int = 0
    target: int | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and where in it: at a spot where the learner has been, else at an anchor, else at its beginning or its end.

    `noted` is a spot as an earlier run of the program noted it; `question` is the id of one to turn to. `focus` names what
    gets the focus there, the first of several: `cite` and a work's key, `note` and a note's id, or `term` and a term.
    """

    page: str
    anchor: str = ""
    spot: Spot | None = None
    end: bool = False
    noted: str = ""
    question: str = ""
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a link leads outside the pages: `kind` is `external`, `file` or `picture`, `address` what to show and copy."""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A link that leads to nothing, and why, in a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Position:
    """How far a page is in its course: `number` of `total` pages, both from 1; `module` is the module's title or empty."""

    number: int
    total: int
    module: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: a module where `page` is empty, else one of its pages."""

    title: str
    page: str = ""
