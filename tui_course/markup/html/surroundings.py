"""What a page asks of the course around it while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.block import Ask, Block, Cue, Unknown
    from tui_course.model.inline import LinkKind
    from tui_course.model.problem import Severity


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where an address leads; fields as in `model.inline.Link`."""

    kind: LinkKind
    page: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A diagram that its author drew for a picture: its source, free of control characters, and its path in the course."""

    source: str
    file: str


class Surroundings(Protocol):
    """The course around a page: it resolves what the page names, and takes its problems."""

    def link(self, href: str) -> LinkTarget:
        """Where `href`, as written in the page, leads; reports what is broken."""

    def image(self, src: str) -> str:
        """The path of a picture in the course, empty where it is remote or missing; reports what is missing."""

    def picture_size(self, path: str) -> tuple[int, int] | None:
        """Width and height in pixels of the picture at a path in the course, None where they cannot be told."""

    def sidecar(self, src: str) -> Sidecar | None:
        """The diagram that stands for the picture of a figure, None where there is none; reports one that cannot be read."""

    def transcript(self, sources: tuple[str, ...], tracks: tuple[str, ...]) -> tuple[Cue, ...]:
        """The lines of the first track that can be read, else of a track beside a source; reports what is missing."""

    def quiz(self, src: str) -> Ask | Unknown:
        """The assessment kept in the data file `src`."""

    def question(
        self, attributes: Mapping[str, str], blocks: tuple[Block, ...], answers: tuple[str, ...], line: int
    ) -> Ask | Unknown:
        """The question that `blocks` are; `attributes` and `answers` are those of its comments, `line` where it begins in the
        file, 0 if unknown.
        """

    def assessment(self, source: str, line: int) -> Ask | Unknown:
        """The questions written as data in the page; `line` is where `source` begins in the file, 0 if unknown."""

    def math(self, tex: str) -> str:
        """One line of Unicode for a formula."""

    def math_lines(self, tex: str) -> tuple[str, ...]:
        """The lines that draw a formula of its own."""

    def line(self, subject: str) -> int:
        """The line of the file where a piece of source stands, from 1; 0 if unknown."""

    def report(self, code: str, severity: Severity, message: str, subject: str = "", *, line: int = 0, file: str = "") -> None:
        """Take a problem of the page, at `line` of the file, or else where the piece of source `subject` stands; or one of
        another file.
        """
