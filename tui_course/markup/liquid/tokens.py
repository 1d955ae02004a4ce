"""What a template is cut into."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    OUTPUT = auto()
    TAG = auto()
    UNCLOSED = auto()
    """A delimiter that opens and never closes: the rest of the page is read as if it were text."""
    OPEN_BLOCK = auto()
    """A block tag without its end."""
    DEEP_BLOCK = auto()
    """The start or end of a block nested deeper than blocks may be."""
    END = auto()
    """The end of the template."""


class Token(NamedTuple):
    """The piece of `source` from the index `start` up to `stop`; a raw block is one piece, a line of `{% liquid %}` is one.

    `value` is a tag's name, nothing for an output, else the text itself; `markup` is what stands in the tag or the output.
    """

    kind: Kind
    value: str
    start: int
    stop: int
    source: str
    markup: str = ""
