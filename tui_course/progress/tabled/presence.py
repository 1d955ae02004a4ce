"""Which terminals are here, in tables: written often, and lost without harm."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from tui_course.model.workshop import Way
from tui_course.progress import bounds
from tui_course.progress.tabled.people import TabledPeople
from tui_course.progress.workshop_codec import SESSION, read_pulse, read_session, session_row
from tui_course.progress.workshops import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_course.model.workshop import Session
    from tui_course.progress.tabled.tables import Execute

_AT_ONCE: Final = 500
_BEGIN: Final = """
INSERT INTO @session (@session:columns, heard) VALUES (@session:marks, @now) ON CONFLICT (id) DO NOTHING
"""
_TELL: Final = """
UPDATE @session SET course = ?, page = ?, read = ?, pulse = ?, hand = ?, at = ?, heard = @now WHERE id = ? AND learner <> ''
"""
_HERE: Final = """
SELECT @session:columns FROM @session WHERE ended = 0 AND workshop = ? AND heard > @now - ? AND learner <> ''
"""
_OF_NOBODY: Final = "SELECT id FROM @session WHERE ended = 0 AND learner = '' AND heard > @now - ?"
_TALLY: Final = """
SELECT pulse, count(*) FROM (
    SELECT pulse, row_number() OVER (PARTITION BY learner ORDER BY pulse IS NULL, at DESC, id DESC) AS place
    FROM @session
    WHERE ended = 0 AND workshop = ? AND heard > @now - ? AND learner <> ''
    AND learner NOT IN (SELECT learner FROM @person WHERE workshop = ? AND way = ?)
) AS newest
WHERE place = 1 GROUP BY pulse
"""


class TabledPresence(TabledPeople):
    """Has the sessions as well."""

    def begin(self, session: Session) -> None:
        """A terminal is here."""
        self._tables.change(_BEGIN, *session_row(session), lasting=False)

    def tell(self, session: Session) -> None:
        """Where a terminal is now, its pulse and its hand."""
        row = dict(zip(SESSION, session_row(session), strict=True))
        told = (row[one] for one in ("course", "page", "read", "pulse", "hand", "at", "id"))
        self._tables.change(_TELL, *told, lasting=False)

    def beat(self, host: str, sessions: Iterable[str]) -> frozenset[str]:
        """The sessions of a host that are alive; every other one of it has ended. Those of them that are nobody's any more."""
        place, alive = bounds.name(host), set(map(bounds.name, sessions))

        def work(execute: Execute) -> frozenset[str]:
            there = execute("SELECT id, learner FROM @session WHERE ended = 0 AND host = ?", place).fetchall()
            # In their order, so that two of them at once do not wait for each other.
            for some in _parts(sorted({one for one, _ in there} - alive)):
                execute("UPDATE @session SET ended = 1 WHERE id IN (??)", *some)
            for some in _parts(sorted(alive)):
                execute("UPDATE @session SET heard = @now, ended = 0 WHERE host = ? AND id IN (??)", place, *some)
            return frozenset(one for one, learner in there if not learner and one in alive)

        return self._tables.write(work, lasting=False)

    def of_nobody(self, within: float) -> frozenset[str]:
        """The ids of terminals that are here, and whose learners were forgotten."""
        found = self._tables.read(lambda execute: execute(_OF_NOBODY, within).fetchall())
        return frozenset(bounds.text(one) for (one,) in found)

    def end(self, session: str) -> None:
        """A terminal is gone."""
        self._tables.change("UPDATE @session SET ended = 1 WHERE id = ?", bounds.name(session), lasting=False)

    def sessions(self, workshop: str, within: float) -> tuple[Session, ...]:
        """The terminals that are here, in the order in which they began."""
        found = self._tables.read(lambda execute: execute(_HERE, bounds.name(workshop), within).fetchall())
        return tuple(sorted(map(read_session, found), key=lambda one: (one.began, one.id)))

    def tally(self, workshop: str, within: float) -> Tally:
        """How many are here; of somebody with several terminals the pulse that was given last."""
        place = bounds.name(workshop)
        found = self._tables.read(lambda execute: execute(_TALLY, place, within, place, Way.INSTRUCTOR.value).fetchall())
        pulses = ((read_pulse(pulse), count) for pulse, count in found)
        return Tally(sum(count for _, count in found), {pulse: count for pulse, count in pulses if pulse is not None})


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Some hundred at a time: a statement takes no more values than that."""
    left = iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        yield some
