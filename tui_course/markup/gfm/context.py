"""What the rules of one page share: the works it may cite, what it cited, and its problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from tui_course.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

MAX_PROBLEMS: Final = 500
_KEY: Final = "tui-course"


class Works(Protocol):
    """The works that a page may cite; `order` has their keys as a list of references shows them."""

    @property
    def order(self) -> Sequence[str]:
        """Keys in the order of the list."""

    def __contains__(self, key: object) -> bool:
        """Whether a work can be cited by `key`."""

    def in_text_pieces(
        self, keys: Sequence[str], locator: str = "", *, suppress_author: bool = False
    ) -> list[tuple[tuple[str, ...], str]]:
        """What a citation in parentheses joins, each piece with the keys that it stands for."""

    def narrative(self, keys: Sequence[str], locator: str = "") -> str:
        """A citation that is part of a sentence."""

    def entry(self, key: str) -> str:
        """The entry of the list, as HTML."""


def no_works() -> None:
    """A course without a bibliography."""


@dataclass(slots=True)
class Context:
    """One page while it is read; `first_line` is the line of its file where its text begins.

    `lists` says whether works that are cited without a list of references get one at the end. `looked` is the line up to which
    the last quotation was looked for, 0 until that is known, and `in_vain` counts lines that were looked at in vain so.
    """

    file: str
    first_line: int
    find_works: Callable[[], Works | None]
    lists: bool = True
    cited: dict[str, None] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    closed: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)
    looked: int = 0
    in_vain: int = 0

    def report(self, code: str, severity: Severity, message: str, line: int = -1) -> None:
        """Take a problem; `line` counts from 0 in the page's text, -1 means nowhere in particular."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems[Problem(code, severity, message, self.file, self.line_of(line))] = None

    def line_of(self, line: int) -> int:
        """The line of the file for one that counts from 0 in the page's text; 0 for -1."""
        return line + self.first_line if line >= 0 else 0

    def put(self, env: dict[str, Any]) -> dict[str, Any]:
        """The parser's environment with this context in it."""
        env[_KEY] = self
        return env

    @staticmethod
    def of(env: Any) -> Context:  # noqa: ANN401 - the parser's own
        """The context of the page that is being read."""
        return cast("Context", env[_KEY])


def lines_of(block: Token) -> list[int]:
    """The lines, from 0, of the children of an inline token; -1 where the parser does not know."""
    line = block.map[0] if block.map else -1
    out = []
    for child in block.children or ():
        out.append(line)
        line += line >= 0 and child.type in {"softbreak", "hardbreak"}
    return out
