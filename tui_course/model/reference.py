"""A work that a course refers to."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a body; a body has only `family`."""

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography, in Unicode.

    `fields` has lower-case names and clean text (no LaTeX), in the order of the file. `others` says that the list of
    authors (else editors) ends with "and others". `line` counts from 1 in `file`.
    """

    key: str
    kind: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    others: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    line: int = 0
