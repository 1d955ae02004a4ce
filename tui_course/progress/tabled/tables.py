"""A database as workshops need it: statements in transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.progress.workshops import Events

_Result = TypeVar("_Result")


class Found(Protocol):
    """What a statement found or changed."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row that it found."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row, as the drivers say it
        """The next row that it found; None where there is no more."""


class Execute(Protocol):
    """Executes a statement as `Dialect` says."""

    def __call__(self, statement: str, *values: str | float | None) -> Found:
        """What came of it."""


class Tables(Protocol):
    """A database with the tables of attempts, visits, annotations and workshops. Every method but `close` raises StoreError."""

    def read(self, work: Callable[[Execute], _Result]) -> _Result:
        """What `work` reads; it may be called again."""

    def write(self, work: Callable[[Execute], _Result], *, alone: bool = False, lasting: bool = True) -> _Result:
        """What `work` gives in a transaction, all or nothing; it may be called again.

        No two that are to be `alone` are under way at once, in any process, and they are seen in the order in which they began.
        What is not `lasting` may be lost where the power fails.
        """

    def change(self, statement: str, *values: str | float | None, alone: bool = False, lasting: bool = True) -> None:
        """Execute one statement as `write` does."""

    def events(self, course: str, after: str, learners: Sequence[str] | None) -> Events:
        """What was done in a course since a cursor."""

    def settle(self, execute: Execute) -> None:
        """Put in order what a copy of the database from elsewhere would have wrong."""

    def purge(self) -> None:
        """Leave nothing in our backups of what was taken out."""

    def close(self) -> None:
        """Let go of what was opened for these tables alone; twice is once."""
