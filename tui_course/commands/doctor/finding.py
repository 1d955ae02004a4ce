"""One thing that was looked at, and how it is."""

from __future__ import annotations

from enum import StrEnum

from tui_course.model.visible import visible
from tui_course.values import dataclass

_MOST: int = 200


class State(StrEnum):
    """How a thing is: as it should be, only said, worth changing, or so that something does not work."""

    FINE = "fine"
    SAID = "said"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing of a section: `id` for programs, its name, how it is, what it is, and what to do, which may be empty."""

    id: str
    name: str
    state: State
    value: str = ""
    advice: str = ""


def shown(text: str) -> str:
    """What somebody else wrote, on one line and without anything that a terminal obeys."""
    line = " ".join(visible(text.replace("\t", " ")).split())
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"
