"""The terms that a course explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.block import Block
    from tui_course.model.problem import Problem


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term and what it means; `aliases` are other words for it, `see` names terms that have to do with it.

    `page` is the id of the page that defines it, empty where a file of its own does.
    """

    term: str
    definition: tuple[Block, ...]
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a course in the order of the alphabet, and what is wrong with the file that they are read from.

    `failed` says that a page which may define more could not be read.
    """

    entries: tuple[GlossaryEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False

    def entry(self, term: str) -> GlossaryEntry | None:
        """The entry of a term as the glossary writes it."""
        return next((entry for entry in self.entries if entry.term == term), None)
