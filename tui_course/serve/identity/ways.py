"""The ways in that a workshop has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.serve.identity.authorized import NOBODY, Roster
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.serve.identity.codes import Code

INSTRUCTOR: str = "instructor"
"""The account under which listed keys alone are taken: who has several is asked for the right one."""
GUEST: str = "guest"
"""The account of guests, where they are let in."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How people come in: newcomers by a `code`, or by none; `remember_keys` lets the keys that clients offer stand for them.

    The keys of `roster` are learners by the names there, those of `instructors` see all. `guests` come without anything.
    """

    code: Code | None = None
    remember_keys: bool = False
    guests: bool = False
    roster: Roster = NOBODY
    instructors: Roster = NOBODY

    @property
    def only_guests(self) -> bool:
        """Whether there is no other way for a learner: then everybody is a guest, whatever account they name."""
        return self.guests and self.code is None and not self.remember_keys and not self.roster.keys

    def takes_guest(self, account: str) -> bool:
        """Whether somebody who names this account is a guest."""
        return self.guests and (account.casefold() == GUEST or (self.only_guests and account.casefold() != INSTRUCTOR))
