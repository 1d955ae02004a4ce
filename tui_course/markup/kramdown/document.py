"""What one page says about itself while it is read: definitions, options and problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    from tui_course.markup.kramdown.options import Options
    from tui_course.markup.kramdown.rules import Rules

# How deep blocks and spans may stand in each other.
DEEPEST: Final = 100
_MOST_PROBLEMS: Final = 500
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class LinkDefinition:
    """Where a named link leads."""

    url: str
    title: str | None
    attributes: AttributeList


@dataclass(slots=True)
class FootnoteDefinition:
    """A note's blocks, and the line where it is written."""

    tokens: list[Token]
    line: int
    used: bool = False


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What an abbreviation means; an empty title shows none."""

    title: str
    attributes: AttributeList


@dataclass(slots=True)
class Document:
    """Everything that the rules share about one page; `reading` is how many characters may be read inside other blocks."""

    options: Options
    rules: Rules
    links: dict[str, LinkDefinition] = field(default_factory=dict)
    footnotes: dict[str, FootnoteDefinition] = field(default_factory=dict)
    abbreviations: dict[str, Abbreviation] = field(default_factory=dict)
    attribute_lists: dict[str, AttributeList] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    reading: int = 1_000_000

    def __post_init__(self) -> None:
        """Take over the links that the site has defined."""
        for name, url, title in self.options.link_defs:
            self.links[normalize_label(name)] = LinkDefinition(url, title, AttributeList())

    def report(self, code: str, message: str, line: int, severity: Severity = Severity.WARNING) -> None:
        """Note a problem, once; a page without end has enough of them at some point."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems[Problem(code, severity, message, line=line)] = None


def document_of(env: EnvType) -> Document:
    """The document that a parser's environment carries; raises TypeError where there is none."""
    document = env.get(_DOCUMENT)
    if not isinstance(document, Document):
        raise TypeError("not an environment of kramdown's")
    return document


def environment(document: Document) -> EnvType:
    """The environment that carries a document through the parser."""
    return {_DOCUMENT: document}


def normalize_label(label: str) -> str:
    """A link's name as it is looked up."""
    return _SPACES.sub(" ", label).lower()
