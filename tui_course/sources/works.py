"""The works that a course cites, read from its bibliographies."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui_course.markup.decode import decode
from tui_course.model.problem import Problem, Severity
from tui_course.sources.files import CourseFiles, Refused
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.markup.bibliography import Apa
    from tui_course.model.reference import Reference

_MAX_BYTES: Final = 4_194_304


@dataclass(frozen=True)
class Works:
    """The works of bibliographies at `paths`, read when they are first asked for: their parser is slow to load."""

    files: CourseFiles
    paths: tuple[str, ...]

    @cached_property
    def _read(self) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
        if not self.paths:
            return (), ()
        from tui_course.markup.bibliography import parse_bibliography

        references: list[Reference] = []
        problems: list[Problem] = []
        for path in self.paths:
            try:
                decoded = decode(self.files.read(path, _MAX_BYTES), path)
            except Refused as refused:
                problems.append(Problem("bib-unreadable", Severity.ERROR, f"the bibliography cannot be read: {refused}", path))
                continue
            parsed = parse_bibliography(decoded.text, path)
            references += parsed.references
            problems += (*decoded.problems, *parsed.problems)
        return tuple(references), tuple(problems)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every work, in the order of the files."""
        return self._read[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the bibliographies."""
        return self._read[1]

    @cached_property
    def apa(self) -> Apa | None:
        """The works in APA style; None where the course has no bibliography."""
        if not self.paths:
            return None
        from tui_course.markup.bibliography import Apa

        return Apa(self.references)
