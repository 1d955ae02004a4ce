"""The line of a source where something stands."""

from __future__ import annotations

from dataclasses import dataclass, field


def _shorter(subject: str) -> tuple[str, ...]:
    """What may stand in the source instead of an address that a template put together: without ending, or its end."""
    tail = subject.rsplit("/", 1)[-1]
    parts = (subject.rsplit(".", 1)[0], tail, tail.rsplit(".", 1)[0])
    return tuple(part for part in parts if part != subject and len(part) > 3)  # noqa: PLR2004 - less stands anywhere


@dataclass(slots=True)
class Locator:
    """Finds subjects in a text, each search beginning after the last place of the same subject.

    Templates move text, so a place after expansion is no place in the file; the words themselves are.
    """

    text: str
    _next: dict[str, int] = field(default_factory=dict)

    def line(self, subject: str) -> int:
        """The line of the next place where `subject` stands, from 1; else of its last place, else 0."""
        if not subject:
            return 0
        start = self._next.get(subject, 0)
        place = self.text.find(subject, start)
        if place < 0:
            place = self.text.rfind(subject)
        if place < 0:
            return next((line for part in _shorter(subject) if (line := self.line(part))), 0)
        self._next[subject] = place + len(subject)
        return self.text.count("\n", 0, place) + 1
