"""The parts of a formula, free of LaTeX and of layout."""

from __future__ import annotations

from enum import Enum, auto

from tui_course.values import dataclass


class Role(Enum):
    """What a symbol does in a formula: TeX's classes of atoms, with the ordinary ones told apart by what may touch what."""

    LETTER = auto()
    DIGIT = auto()
    NAME = auto()  # an upright word
    MARK = auto()  # an ordinary sign that is no operand: a slash, a dot
    BAR = auto()  # opens, closes or divides, by its place
    PREFIX = auto()  # a binary sign with nothing to its left
    FUNCTION = auto()
    BIG = auto()
    BINARY = auto()
    RELATION = auto()
    OPEN = auto()
    CLOSE = auto()
    POSTFIX = auto()
    PUNCTUATION = auto()
    DOTS = auto()
    FRACTION = auto()
    VULGAR = auto()  # a fraction that is one character
    ROOT = auto()
    SCRIPTED = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Symbol:
    """One sign, number or name; `limits` says that a drawing sets scripts above and below it."""

    text: str
    role: Role
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """Room that the author asked for, in cells; negative where two signs shall touch."""

    cells: int


@dataclass(frozen=True, slots=True)
class Words:
    """Text inside a formula, blanks as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side; inside another row, what braces held."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """`top` over `bottom`; without a bar, a binomial coefficient; `small` ones stay in the line."""

    top: Row
    bottom: Row
    bar: bool = True
    small: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `index` is empty for the square root."""

    body: Row
    index: Row


@dataclass(frozen=True, slots=True)
class Script:
    """`base` with what hangs on it; primes are counted."""

    base: Node
    below: Row | None = None
    above: Row | None = None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Accent:
    """`body` under (or over) the mark that the command `name` puts there."""

    body: Row
    name: str


@dataclass(frozen=True, slots=True)
class Fence:
    """Delimiters that grow with what they hold; `middles` stand between the `parts`; an empty delimiter is invisible."""

    left: str
    parts: tuple[Row, ...]
    middles: tuple[str, ...]
    right: str


class Style(Enum):
    """How the rows of an array read."""

    MATRIX = auto()
    CASES = auto()
    ALIGNED = auto()
    GATHERED = auto()
    STACKED = auto()


@dataclass(frozen=True, slots=True)
class Array:
    """Rows of cells.

    `columns` holds an l, c or r per column, with | before, between and after them for rules; the last letter repeats.
    `rules` are the rows before which a line runs (the number of rows: after the last).
    """

    rows: tuple[tuple[Row, ...], ...]
    style: Style
    columns: str = "c"
    left: str = ""
    right: str = ""
    rules: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Stack:
    """`base` with a small formula over or under it."""

    base: Row
    over: Row | None = None
    under: Row | None = None


@dataclass(frozen=True, slots=True)
class Brace:
    """`body` with a brace over or under it, and what the brace says."""

    body: Row
    over: bool
    label: Row | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow as long as its labels; `shaft` is its head and line: "─→", "←─" and so on."""

    head: str
    over: Row
    under: Row


@dataclass(frozen=True, slots=True)
class Boxed:
    """`body` in a frame."""

    body: Row


Node = Symbol | Space | Words | Row | Fraction | Root | Script | Accent | Fence | Array | Stack | Brace | Arrow | Boxed

NOTHING = Row(())
EMPTY = Symbol("", Role.EMPTY)


class Malformed(Exception):
    """The source is no formula, or is larger or deeper than a formula may be."""
