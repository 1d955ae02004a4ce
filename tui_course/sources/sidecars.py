"""Diagrams that stand for a page's pictures: beside them on disk, or named in the page's front matter."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tui_course.markup.decode import decode
from tui_course.markup.html import Sidecar
from tui_course.model.problem import Severity
from tui_course.model.visible import visible
from tui_course.sources.files import MAX_PAGE, Refused
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.sources.surroundings import PageSurroundings

ENDING: Final = ".mmd"
_ENDING: Final = re.compile(r"\.[^./]*\Z")


@dataclass(slots=True)
class NamedDiagrams:
    """What the front matter of a page says: `first` is for its first figure, `others` are by the picture, all as written.

    What has been found a figure for is taken out.
    """

    first: str = ""
    others: dict[str, str] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> NamedDiagrams:
        """`diagram: FILE`, and `diagrams:` with a line `PICTURE: FILE` for each."""
        first, others = values.get("diagram"), values.get("diagrams")
        mistakes = []
        if first is not None and not isinstance(first, str):
            mistakes.append("`diagram` is not the name of a file")
        if others is not None and not isinstance(others, dict):
            mistakes.append("`diagrams` is not a list of `picture: diagram`")
        named = {}
        for picture, diagram in others.items() if isinstance(others, dict) else ():
            if isinstance(picture, str) and isinstance(diagram, str) and picture and diagram:
                named[visible(picture)] = visible(diagram)
            else:
                mistakes.append(f"`diagrams` names no diagram for {visible(str(picture))}")
        return cls(visible(first) if isinstance(first, str) else "", named, tuple(mistakes))

    def take(self, src: str) -> str:
        """The diagram named for the picture `src`, empty where there is none."""
        for picture in self.others:
            if src == picture or src.endswith("/" + picture.removeprefix("./").lstrip("/")):
                return self.others.pop(picture)
        first, self.first = self.first, ""
        return first

    def report_rest(self, around: PageSurroundings) -> None:
        """Report what cannot be understood, and diagrams that no figure of the page is for."""
        for mistake in self.mistakes:
            around.report("diagram-unnamed", Severity.WARNING, mistake, "diagram")
        for picture, diagram in self.others.items():
            message = f"no figure of the page shows {picture}; the diagram {diagram} is not shown"
            around.report("diagram-unplaced", Severity.WARNING, message, picture)
        if self.first:
            message = f"the page has no figure that the diagram {self.first} could stand for"
            around.report("diagram-unplaced", Severity.WARNING, message, self.first)


def read_sidecar(around: PageSurroundings, src: str, named: NamedDiagrams) -> Sidecar | None:
    """The diagram for the picture `src`, as written in the page; reports one that is named and not there."""
    name = named.take(src)
    file = next((path for path in around.candidates(name) if around.files.is_file(path)), "") if name else ""
    if name and not file:
        around.report("diagram-missing", Severity.ERROR, f"the diagram {name} is not in the course", name)
    file = file or _beside(around, src)
    if not file:
        return None
    try:
        decoded = decode(around.files.read(file, MAX_PAGE), file)
    except Refused as refused:
        around.report("diagram-missing", Severity.ERROR, f"the diagram {file} cannot be read: {refused}", name or src)
        return None
    around.take(decoded.problems)
    return Sidecar(visible(decoded.text), file)


def _beside(around: PageSurroundings, src: str) -> str:
    """The path of the file that is called like a picture but for its ending, empty where there is none."""
    address = urlsplit(src).path if not src.startswith("data:") else ""
    if not _ENDING.search(address):
        return ""
    return next((path for path in around.candidates(_ENDING.sub(ENDING, address)) if around.files.is_file(path)), "")
