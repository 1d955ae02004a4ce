"""The store of workshops in tables: what is said to all, and what all have done, beside people and presence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.progress import bounds
from tui_course.progress.tabled.presence import TabledPresence
from tui_course.progress.workshop_codec import notice_row, read_notice, read_votes, vote_row
from tui_course.progress.workshops import GOES_ON_SECONDS, START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.workshop import Notice, Vote
    from tui_course.progress.tabled.tables import Execute
    from tui_course.progress.workshops import Events

_LAST: Final = 1 << 62
_POST: Final = "INSERT INTO @notice (@notice:columns) VALUES (@notice:marks) ON CONFLICT (id) DO NOTHING"
_GOES_ON: Final = f"""
said.at >= coalesce((SELECT opened.at FROM @workshop AS opened WHERE opened.name = said.workshop) - {GOES_ON_SECONDS}, said.at)
"""  # noqa: S608 - our own words
_NOTICES: Final = f"""
SELECT sequence, @notice:columns FROM @notice AS said WHERE sequence > ? AND workshop = ? AND {_GOES_ON} ORDER BY sequence
"""  # noqa: S608 - likewise
_STATE: Final = f"""
SELECT DISTINCT kind FROM @notice AS said WHERE (id = ? AND {_GOES_ON}) OR (kind = 'closed' AND subject = ?)
"""  # noqa: S608 - likewise
_VOTE: Final = """
INSERT INTO @vote (@vote:columns) VALUES (@vote:marks)
ON CONFLICT (poll, learner) DO UPDATE SET answer = excluded.answer, at = excluded.at
"""


class TabledWorkshops(TabledPresence):
    """A `WorkshopStore` in tables."""

    def post(self, notice: Notice) -> None:
        """Say something to all of its workshop; twice is once."""
        # Alone, so that numbers are seen in their order: whoever has read one has read all before.
        self._tables.change(_POST, *notice_row(notice), alone=True)

    def notices(self, workshop: str, after: int = 0) -> tuple[int, tuple[Notice, ...]]:
        """What was said after a number, as it was said, and the number to go on from."""
        after = min(max(0, after), _LAST)
        found = self._tables.read(lambda execute: execute(_NOTICES, after, bounds.name(workshop)).fetchall())
        notices = (read_notice(row[1:]) for row in found)
        return found[-1][0] if found else after, tuple(one for one in notices if one is not None)

    def vote(self, vote: Vote) -> bool:
        """Take a vote in place of the learner's last in the poll; False where the poll is closed, or there is none."""
        row = vote_row(vote)
        if row is None:
            return False

        def work(execute: Execute) -> bool:
            if execute(_STATE, bounds.name(vote.poll), bounds.name(vote.poll)).fetchall() != [("poll",)]:
                return False
            execute(_VOTE, *row)
            return True

        return self._tables.write(work, alone=True)

    def votes(self, poll: str) -> tuple[Vote, ...]:
        """What was voted, each learner once, by the learners' ids."""
        query = "SELECT @vote:columns FROM @vote WHERE poll = ?"
        found = self._tables.read(lambda execute: execute(query, bounds.name(poll)).fetchall())
        return tuple(sorted(read_votes(found), key=lambda one: one.learner))

    def events(self, course: str, after: str = START, learners: Sequence[str] | None = None) -> Events:
        """What was done in a course since a cursor: by everybody, or by some learners only."""
        wanted = None if learners is None else sorted(map(bounds.name, learners))
        return self._tables.events(bounds.text(course), after, wanted)
