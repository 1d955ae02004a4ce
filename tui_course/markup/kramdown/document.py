"""What one page says about itself while it is read: definitions, options and problems."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.model.problem import Problem, Severity
from tui_course.values import dataclass

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
    """Everything that the rules share about one page; `reading` is how many characters may be read inside other blocks.

    `first_line` is the line of its file where the page's text begins, 0 if unknown. `quizzes` says whether a question may
    begin or end in it, `quiz_ends` counts the ends to come; inside one, `outside` are the options of the page around it.
    """

    options: Options
    rules: Rules
    first_line: int = 0
    links: dict[str, LinkDefinition] = field(default_factory=dict)
    footnotes: dict[str, FootnoteDefinition] = field(default_factory=dict)
    abbreviations: dict[str, Abbreviation] = field(default_factory=dict)
    attribute_lists: dict[str, AttributeList] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    reading: int = 1_000_000
    quizzes: bool = False
    quiz_ends: int = 0
    outside: Options | None = None

    def __post_init__(self) -> None:
        """Take over the links that the site has defined."""
        for name, url, title in self.options.link_defs:
            self.links[normalize_label(name)] = LinkDefinition(url, title, AttributeList())

    def enter_question(self) -> None:
        """Read what follows as GitHub does, whatever the site's options: the site shows nothing of a question but its words."""
        if self.outside is None:
            self.outside = self.options
            self.options = replace(self.options, gfm=True, paragraph_end=True)

    def leave_question(self) -> None:
        """Read what follows with the page's own options."""
        if self.outside is not None:
            self.options = replace(self.options, gfm=self.outside.gfm, paragraph_end=self.outside.paragraph_end)
            self.outside = None

    def line_of(self, line: int) -> int:
        """The line of the file for one that counts from 1 in the page's text, 0 if unknown."""
        return line + self.first_line - 1 if self.first_line else 0

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
