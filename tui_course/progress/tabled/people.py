"""Workshops, who takes part in them, and how somebody is forgotten, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.progress import bounds
from tui_course.progress.workshop_codec import (
    folded,
    person_row,
    read_person,
    read_session,
    read_votes,
    read_workshop,
    workshop_row,
)
from tui_course.progress.workshops import MAX_PREFERENCES, Kept

if TYPE_CHECKING:
    from tui_course.model.workshop import Person, Workshop
    from tui_course.progress.tabled.tables import Execute, Tables

_DAY: Final = 86_400.0
_OPEN: Final = """
INSERT INTO @workshop (@workshop:columns) VALUES (@workshop:marks)
ON CONFLICT (name) DO UPDATE SET line = excluded.line, courses = excluded.courses, at = excluded.at
"""
_JOIN: Final = "INSERT INTO @person (@person:columns, folded, token) VALUES (@person:marks, ?, ?)"
_ADD_KEY: Final = """
INSERT INTO @person_key (workshop, key, learner) VALUES (?, ?, ?)
ON CONFLICT (workshop, key) DO UPDATE SET learner = excluded.learner
"""
_BY_KEY: Final = """
SELECT @person:columns FROM @person
WHERE workshop = ? AND learner = (SELECT learner FROM @person_key WHERE workshop = ? AND key = ?)
"""
_FORGET_VOTES: Final = "DELETE FROM @vote WHERE learner = ? AND poll IN (SELECT id FROM @notice WHERE ? IN ('', workshop))"
_FORGET: Final = (
    "DELETE FROM @person WHERE learner = ? AND ? IN ('', workshop)",
    "DELETE FROM @person_key WHERE learner = ? AND ? IN ('', workshop)",
    # The host that has one finds that it is nobody's, and ends it.
    """
    UPDATE @session SET learner = '', began = 0, course = '', page = '', read = 0, pulse = NULL, hand = 0, at = 0
    WHERE learner = ? AND ? IN ('', workshop) AND ended = 0
    """,
    "DELETE FROM @session WHERE learner = ? AND ? IN ('', workshop)",
)
_CLEAR_SESSIONS: Final = "DELETE FROM @session WHERE learner = '' AND ended = 1"
_FORGET_HANDS: Final = "DELETE FROM @notice WHERE kind = 'hand' AND subject = ? AND ? IN ('', workshop)"
_FORGET_EVENTS: Final = (
    "DELETE FROM @attempt WHERE learner = ?",
    "DELETE FROM @visit WHERE learner = ?",
    "DELETE FROM @annotation WHERE learner = ?",
)
_KEPT_VOTES: Final = """
SELECT @vote:columns FROM @vote WHERE learner = ? AND poll IN (SELECT id FROM @notice WHERE ? IN ('', workshop))
"""


class TabledPeople:
    """Keeps workshops and people in `tables`, which are closed with this."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def open(self, workshop: Workshop) -> None:
        """Note that a workshop takes place, and that terminals have ended of which nobody heard for a day."""
        row = workshop_row(workshop)

        def work(execute: Execute) -> None:
            execute(_OPEN, *row)
            execute("UPDATE @session SET ended = 1 WHERE ended = 0 AND heard < @now - ?", _DAY)
            execute(_CLEAR_SESSIONS)
            self._tables.settle(execute)

        self._tables.write(work, alone=True)

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""
        found = self._tables.read(lambda execute: execute("SELECT @workshop:columns FROM @workshop").fetchall())
        return tuple(sorted(map(read_workshop, found), key=lambda one: (-one.at, one.name)))

    def join(self, person: Person, *, key: str = "", token: str = "") -> bool:
        """Take a person in, all or nothing; False where the id, the name, the key or the token is somebody's already."""
        row = person_row(person)
        kept = read_person(row)
        digest, fold = bounds.name(token) or None, folded(kept.name)

        def work(execute: Execute) -> bool:
            query = "SELECT @person:columns FROM @person WHERE workshop = ? AND (learner = ? OR folded = ? OR token = ?)"
            there = execute(query, kept.workshop, kept.learner, fold, digest).fetchall()
            if there:
                return any(read_person(one) == kept for one in there)
            if key and execute(_BY_KEY, kept.workshop, kept.workshop, bounds.name(key)).fetchone():
                return False
            execute(_JOIN, *row, fold, digest)
            if key:
                execute(_ADD_KEY, kept.workshop, bounds.name(key), kept.learner)
            return True

        return self._tables.write(work, alone=True)

    def bind(self, workshop: str, learner: str, *, key: str = "", token: str = "") -> None:
        """Let a person be found by another key, or by another token in place of the last."""
        place, whose = bounds.name(workshop), bounds.name(learner)

        def work(execute: Execute) -> None:
            if not execute("SELECT 1 FROM @person WHERE workshop = ? AND learner = ?", place, whose).fetchone():
                return
            if key:
                execute(_ADD_KEY, place, bounds.name(key), whose)
            if token:
                digest = bounds.name(token)
                execute("UPDATE @person SET token = NULL WHERE workshop = ? AND token = ?", place, digest)
                execute("UPDATE @person SET token = ? WHERE workshop = ? AND learner = ?", digest, place, whose)

        self._tables.write(work, alone=True)

    def find(self, workshop: str, *, key: str = "", token: str = "", name: str = "") -> Person | None:
        """The person of a key, else of a token, else of a name."""
        place = bounds.name(workshop)
        if key:
            query, values = _BY_KEY, [place, bounds.name(key)]
        elif token:
            query, values = "SELECT @person:columns FROM @person WHERE workshop = ? AND token = ?", [bounds.name(token)]
        elif name:
            query, values = "SELECT @person:columns FROM @person WHERE workshop = ? AND folded = ?", [folded(name)]
        else:
            return None
        found = self._tables.read(lambda execute: execute(query, place, *values).fetchone())
        return read_person(found) if found else None

    def people(self, workshop: str) -> tuple[Person, ...]:
        """Everybody who ever joined, by when they did."""
        query = "SELECT @person:columns FROM @person WHERE ? IN ('', workshop)"
        found = self._tables.read(lambda execute: execute(query, bounds.name(workshop)).fetchall())
        return tuple(sorted(map(read_person, found), key=lambda one: (one.joined, one.workshop, one.learner)))

    def forget(self, workshop: str, learner: str) -> int:
        """Forget a person: who they are, their sessions and votes, and every event of theirs; how many rows that were."""
        place, whose = bounds.name(workshop), bounds.name(learner)

        def work(execute: Execute) -> int:
            count = execute(_FORGET_VOTES, whose, place).rowcount
            execute(_FORGET_HANDS, whose, place)
            execute(_CLEAR_SESSIONS)
            count += sum(execute(one, whose, place).rowcount for one in _FORGET)
            events = sum(execute(one, whose).rowcount for one in _FORGET_EVENTS)
            if events:
                execute("UPDATE @numbering SET number = number + 1")
            return count + events

        count = self._tables.write(work, alone=True)
        if count:
            self._tables.purge()
        return count

    def kept(self, workshop: str, learner: str) -> Kept:
        """All that is kept of a person in a workshop, or in all."""
        place = (bounds.name(learner), bounds.name(workshop))

        def work(execute: Execute) -> Kept:
            people = execute("SELECT @person:columns FROM @person WHERE learner = ? AND ? IN ('', workshop)", *place).fetchall()
            query = "SELECT @session:columns FROM @session WHERE learner = ? AND ? IN ('', workshop)"
            sessions = execute(query, *place).fetchall()
            query = "SELECT preferences FROM @person WHERE learner = ? AND ? IN ('', workshop) AND preferences <> ''"
            preferences = execute(query, *place).fetchall()
            query = "SELECT count(*) FROM @person_key WHERE learner = ? AND ? IN ('', workshop)"
            return Kept(
                tuple(sorted(map(read_person, people), key=lambda one: (one.joined, one.workshop))),
                tuple(sorted(map(read_session, sessions), key=lambda one: (one.began, one.id))),
                tuple(sorted(read_votes(execute(_KEPT_VOTES, *place).fetchall()), key=lambda one: (one.at, one.poll))),
                tuple(sorted(bounds.text(chosen) for (chosen,) in preferences)),
                execute(query, *place).fetchall()[0][0],
            )

        return self._tables.read(work)

    def preferences(self, workshop: str, learner: str) -> str:
        """What the person chose of how the reader looks."""
        query = "SELECT preferences FROM @person WHERE workshop = ? AND learner = ?"
        found = self._tables.read(lambda execute: execute(query, bounds.name(workshop), bounds.name(learner)).fetchone())
        return bounds.text(found[0]) if found else ""

    def prefer(self, workshop: str, learner: str, text: str) -> None:
        """Keep what they chose."""
        chosen = bounds.text(text)
        if len(chosen) <= MAX_PREFERENCES:
            change = "UPDATE @person SET preferences = ? WHERE workshop = ? AND learner = ?"
            self._tables.change(change, chosen, bounds.name(workshop), bounds.name(learner))

    def close(self) -> None:
        """Let go of files and connections; twice is once."""
        self._tables.close()
