"""A line as it stands on a screen: runs of text, each with a role, and no colour."""

from __future__ import annotations

from dataclasses import field
from enum import Flag, StrEnum, auto

from tui_course.values import dataclass


class Role(StrEnum):
    """What a run is; a theme gives each role its colour, and plain output gives it nothing."""

    TEXT = "text"
    HEADING = "heading"
    RULE = "rule"
    MARKER = "marker"
    CODE = "code"
    KEY = "key"
    LINK = "link"
    EXTERNAL = "external"
    BROKEN = "broken"
    CITE = "cite"
    TERM = "term"
    MATH = "math"
    MARK = "mark"
    CAPTION = "caption"
    PICTURE = "picture"
    TABLE = "table"
    QUOTE = "quote"
    NOTE = "note"
    TIP = "tip"
    WARNING = "warning"
    DANGER = "danger"
    QUESTION = "question"
    RIGHT = "right"
    WRONG = "wrong"
    CURSOR = "cursor"
    INPUT = "input"
    CARET = "caret"
    DIM = "dim"
    PROBLEM = "problem"
    # Source code, by kind of token.
    KEYWORD = "keyword"
    STRING = "string"
    COMMENT = "comment"
    NUMBER = "number"
    NAME = "name"
    OPERATOR = "operator"


class Weight(Flag):
    """Attributes that every terminal has and that survive NO_COLOR."""

    NONE = 0
    BOLD = auto()
    ITALIC = auto()
    UNDERLINE = auto()
    STRIKE = auto()
    DIM = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """What happens when a run is chosen: the link, citation, note or reveal it belongs to.

    `kind` is one of `page`, `file`, `external`, `broken`, `anchor` (in this page), `cite` (`href` has all keys), `note`,
    `mark` (from a note back to its mark), `term` (`href` is the term), `reveal`, `picture`, `diagram`, `question`: then `href`
    is the question's id and `anchor` the key of the choice or item, and all of a question's runs have one number.
    `page` and `anchor` are as in `model.inline.Link`; `href` is the address as written. `number` counts the targets of a
    block from 0, so that the runs of one link that is broken over lines are one.
    """

    kind: str
    href: str = ""
    page: str = ""
    anchor: str = ""
    number: int = -1


@dataclass(frozen=True, slots=True)
class Patch:
    """A row of a picture in the page: row `row`, from 0, of one that takes `columns` cells and `rows` rows.

    `file` is the picture's path in the course.
    """

    file: str
    columns: int
    rows: int
    row: int


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; no tabs, no line ends, no control characters.

    Where a picture can be drawn, a run with a `patch` is that row of it; its text is as many spaces as the picture has columns.
    """

    text: str
    role: Role = Role.TEXT
    weight: Weight = Weight.NONE
    target: Target | None = None
    patch: Patch | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its runs, the anchors that begin in it, and whether it may be wider than asked (code and wide tables)."""

    runs: tuple[Run, ...] = ()
    anchors: tuple[str, ...] = field(default=())
    wide: bool = False

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)
