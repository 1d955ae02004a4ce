"""The blocks of a page: frozen values that say what a reader sees, not how."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram, Outline, Sequence
    from tui_course.model.inline import Image, Inline
    from tui_course.model.question import Question


class Align(StrEnum):
    """How the text of a table's column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1 to 6; links lead to its `id`."""

    level: int
    children: tuple[Inline, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of inlines."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; `number` is set where the list is ordered."""

    blocks: tuple[Block, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `numeral` is HTML's type of an ordered list: 1, a, A, i or I."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    numeral: str = "1"


@dataclass(frozen=True, slots=True)
class Definition:
    """Terms that share their descriptions."""

    terms: tuple[tuple[Inline, ...], ...]
    descriptions: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and what they mean."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Literal lines; `language` is the name its author gave, lower case, or empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; spans count columns and rows, at least 1."""

    blocks: tuple[Block, ...]
    header: bool = False
    align: Align | None = None
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells that begin in this row, from left to right."""

    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `head` rows are its head."""

    rows: tuple[TableRow, ...]
    head: int = 0
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """Pictures with a caption; `blocks` is what stands in the figure besides its pictures.

    `redrawn` says that the author's diagrams before it stand for the pictures, which the page then only names.
    """

    images: tuple[Image, ...]
    caption: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    id: str = ""
    redrawn: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a transcript; `start` and `end` in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Media:
    """A video or a sound: its addresses as written, those of its subtitles, and the transcript read from them."""

    sources: tuple[str, ...]
    tracks: tuple[str, ...] = ()
    transcript: tuple[Cue, ...] = ()
    caption: tuple[Inline, ...] = ()
    audio: bool = False


@dataclass(frozen=True, slots=True)
class Embed:
    """Another site's content inside the page, such as a hosted video."""

    src: str
    title: str = ""
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One of the columns that stand side by side; `width` in percent of the text's width, or None."""

    blocks: tuple[Block, ...]
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks meant to stand side by side, in the order of the source, which is the order of reading.

    They stand from left to right, or from right to left where `reverse` says so.
    """

    columns: tuple[Column, ...]
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Admonition:
    """A call-out such as a note or a warning; `title` is empty where its kind says enough."""

    kind: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reveal:
    """Blocks that open on demand; `hidden` marks those that the site hides without a summary, such as an answer."""

    summary: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    open: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class MathBlock:
    """A formula of its own: LaTeX as written, and the lines that draw it."""

    tex: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note; `label` is shown before it, `id` is where its marks lead."""

    id: str
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes of a page, in the order of their first marks."""

    notes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """A work as the list of references shows it; citations lead to its `key`."""

    key: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A list of references."""

    entries: tuple[BibliographyEntry, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two thoughts."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An assessment in the text: its title, its introduction and its questions in the author's order."""

    id: str
    questions: tuple[Question, ...]
    title: str = ""
    description: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class DiagramBlock:
    """A diagram in the text: its source as written, what was read of it, and `id`, by which questions and commands name it."""

    id: str
    source: str
    diagram: Diagram | Sequence | Outline


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be understood: its source as it stands, and why."""

    source: str
    reason: str


Block = (
    Heading
    | Paragraph
    | ListBlock
    | DefinitionList
    | CodeBlock
    | Quote
    | Table
    | Figure
    | Media
    | Embed
    | Columns
    | Admonition
    | Reveal
    | MathBlock
    | Footnotes
    | Bibliography
    | Rule
    | Ask
    | DiagramBlock
    | Unknown
)
