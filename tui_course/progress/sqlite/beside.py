"""The tables of a store beside those of events, where a store is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.progress.workshop_codec import NOTICE, PERSON, SESSION, VOTE, WORKSHOP

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from tui_course.progress.codec import Row

BESIDE: Final = {
    "workshop": WORKSHOP,
    "person": [*PERSON, "folded", "token", "preferences"],
    "person_key": ["workshop", "key", "learner"],
    "session": [*SESSION, "heard", "ended"],
    # With their numbers: whoever listens goes on behind the last that they heard.
    "notice": ["sequence", *NOTICE],
    "vote": VOTE,
}
"""The columns of each of these tables."""


def insert_beside(connection: sqlite3.Connection, found: Mapping[str, Sequence[Row]]) -> None:
    """Add rows to the tables beside events where nothing is in their way; raises sqlite3.Error."""
    for table, rows_ in found.items():
        names = BESIDE[table]
        connection.executemany(
            f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608 - our own names
            rows_,
        )
