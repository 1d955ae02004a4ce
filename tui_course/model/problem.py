"""What is wrong with a course, said with file and line."""

from __future__ import annotations

from enum import StrEnum

from tui_course.model.visible import visible, visible_line
from tui_course.values import dataclass


class Severity(StrEnum):
    """How much a problem costs the reader: an error loses something, a warning misleads, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a course.

    `file` is relative to the course folder, with forward slashes; `line` counts from 1, and 0 means the whole file.
    `code` is a stable name such as `figure-missing`: words in lower case joined by hyphens.
    """

    code: str
    severity: Severity
    message: str
    file: str = ""
    line: int = 0

    def __post_init__(self) -> None:
        """Let no message carry a control character: it may quote what is wrong."""
        object.__setattr__(self, "message", " ".join(visible(self.message).split("\n")))
        object.__setattr__(self, "file", visible_line(self.file))

    def __str__(self) -> str:
        """`file:line: code message`, the line of `tui-course check`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.code} {self.message}" if place else f"{self.code} {self.message}"
