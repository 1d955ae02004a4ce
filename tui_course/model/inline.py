"""The parts of a line of text: words, emphasis, links, citations, formulas and pictures."""

from __future__ import annotations

from enum import StrEnum

from tui_course.values import dataclass


class Style(StrEnum):
    """How a run of text stands out."""

    EMPH = "emph"
    STRONG = "strong"
    STRIKE = "strike"
    UNDERLINE = "underline"
    MARK = "mark"
    SUB = "sub"
    SUP = "sup"
    SMALL = "small"


class LinkKind(StrEnum):
    """Where a link leads: a page or a file of the course, outside, or nowhere."""

    PAGE = "page"
    FILE = "file"
    EXTERNAL = "external"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, with white space already folded as HTML folds it."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Inlines that stand out together."""

    style: Style
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Literal text; `keyboard` marks a key to press."""

    text: str
    keyboard: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written (`href`) and where it leads.

    For a PAGE `page` is the id of the page and `anchor` the id inside it (empty: its start); for a FILE `page` is the
    file's path in the course.
    """

    children: tuple[Inline, ...]
    href: str
    kind: LinkKind = LinkKind.EXTERNAL
    page: str = ""
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in the text: its keys, and the words that stand for it, such as `(LaValle, 2006)`."""

    keys: tuple[str, ...]
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: `src` as written, `file` its path in the course or empty when it is remote or missing.

    `size` are its width and height in pixels, None where they are not known.
    """

    src: str
    alt: str = ""
    title: str = ""
    file: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MathSpan:
    """A formula inside a line: LaTeX as written and one line of Unicode for it."""

    tex: str
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """The line ends here."""


@dataclass(frozen=True, slots=True)
class FootnoteRef:
    """The mark of a footnote: `label` is shown, `id` is the anchor of the note."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links can lead to; it shows nothing."""

    id: str


@dataclass(frozen=True, slots=True)
class Checkbox:
    """The box of a task list."""

    checked: bool


@dataclass(frozen=True, slots=True)
class Term:
    """Words of the text that the glossary explains; `name` is the term as the glossary writes it."""

    children: tuple[Inline, ...]
    name: str


Inline = Text | Styled | CodeSpan | Link | Cite | Image | MathSpan | Break | FootnoteRef | Anchor | Checkbox | Term
