"""What a page asks of the course around it while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui_course.model.block import Ask, Cue, Unknown
    from tui_course.model.inline import LinkKind
    from tui_course.model.problem import Severity


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where an address leads; fields as in `model.inline.Link`."""

    kind: LinkKind
    page: str = ""
    anchor: str = ""


class Surroundings(Protocol):
    """The course around a page: it resolves what the page names, and takes its problems."""

    def link(self, href: str) -> LinkTarget:
        """Where `href`, as written in the page, leads; reports what is broken."""

    def image(self, src: str) -> str:
        """The path of a picture in the course, empty where it is remote or missing; reports what is missing."""

    def transcript(self, sources: tuple[str, ...], tracks: tuple[str, ...]) -> tuple[Cue, ...]:
        """The lines of the first track that can be read, else of a track beside a source; reports what is missing."""

    def quiz(self, src: str) -> Ask | Unknown:
        """The assessment kept in the data file `src`."""

    def math(self, tex: str) -> str:
        """One line of Unicode for a formula."""

    def math_lines(self, tex: str) -> tuple[str, ...]:
        """The lines that draw a formula of its own."""

    def report(self, code: str, severity: Severity, message: str, subject: str = "") -> None:
        """Take a problem of the page; `subject` is the piece of source at whose line it stands."""
