"""One connection at the door: what it has shown, and what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError
from tui_course.language import gettext as _
from tui_course.model.workshop import Way
from tui_course.serve.figures import Refusal
from tui_course.serve.identity.guesses import A_CONNECTION, TooMany
from tui_course.serve.identity.proof import Proof
from tui_course.serve.identity.ways import INSTRUCTOR

if TYPE_CHECKING:
    from asyncssh import SSHKey

    from tui_course.model.workshop import Person
    from tui_course.serve.identity.dialogue import Teletype
    from tui_course.serve.identity.doorkeeper import Doorkeeper

_MOST_KEYS: Final = 20


class Visit:
    """A connection from an address, as asyncssh asks about it.

    asyncssh asks whether a key is good before the client has proved that it is theirs, and a client may show one and then prove
    another, or a code. What is believed is therefore what was judged last before the login was complete: after each judgement
    asyncssh verifies the client's signature and completes the login without waiting for anything, else it judges anew.
    """

    def __init__(self, keeper: Doorkeeper, address: str) -> None:
        self._keeper = keeper
        self._address = address
        self._shown: Proof | None = None
        self._account = ""
        self._wrong = 0
        self._keys = 0

    @property
    def instructs(self) -> bool:
        """Whether what was shown last is the key of an instructor."""
        found = self._keeper.listed(self._shown.fingerprint) if self._shown is not None else None
        return found is not None and found[0] is Way.INSTRUCTOR

    def must_prove(self, username: str) -> bool:
        """Whether somebody of that name has to show a key or a code: all but guests."""
        self._account = username.casefold()
        guest = self._keeper.ways.takes_guest(username)
        self._shown = Proof(username, guest=True) if guest else None
        return not guest

    @property
    def takes_keys(self) -> bool:
        """Whether a key may be shown."""
        ways = self._keeper.ways
        return self._keys < _MOST_KEYS and bool(ways.remember_keys or ways.roster.keys or ways.instructors.keys)

    @property
    def takes_codes(self) -> bool:
        """Whether a code may be typed; who means to instruct is not made a learner instead."""
        return self._wrong < A_CONNECTION and self._account != INSTRUCTOR and self._keeper.ways.code is not None

    @property
    def hint(self) -> str:
        """What is said above the question for the code; in the host's language, since a client tells its own later."""
        return _("That is not the code of this workshop. Spaces and dashes do not matter.") if self._wrong else ""

    async def key(self, username: str, key: SSHKey) -> bool:
        """Whether a key is good, should it be theirs; it waits for nothing.

        Where keys are remembered every key is: what an unknown one is worth is found out when a terminal is there to ask at. A
        client shows its keys one by one until one is taken; the account `instructor` takes listed ones alone.
        """
        self._shown = None
        if not self.takes_keys:
            return False
        fingerprint = key.get_fingerprint()
        listed = self._keeper.listed(fingerprint) is not None
        if listed or (self._keeper.ways.remember_keys and self._account != INSTRUCTOR):
            self._shown = Proof(username, fingerprint)
            return True
        self._keys += 1
        if self._keys == 1 and not self.takes_codes:
            self._keeper.refused(self._address, "an unknown key", Refusal.CREDENTIALS)
        return False

    async def code(self, username: str, code: str) -> bool:
        """Whether a code is good, or a token is; wrong guesses wait before they are told."""
        self._shown = None
        if not self.takes_codes:
            return False
        self._wrong += 1
        try:
            proof = await self._keeper.guess(code, username, self._address)
        except TooMany as error:
            self._keeper.refused(self._address, str(error), Refusal.CREDENTIALS)
            return False
        except StoreError:
            self._keeper.refused(self._address, "the store cannot be reached", Refusal.STORE)
            return False
        self._shown = proof
        return proof is not None

    async def admit(self, username: str, teletype: Teletype, language: str) -> Person | None:
        """Who has come in, after the client has proved what it has shown last; asks on the teletype where that is not known."""
        if self._shown is None or self._shown.account != username:
            self._keeper.refused(self._address, "nothing was proved", Refusal.CREDENTIALS)
            return None
        return await self._keeper.admit(self._shown, self._address, teletype, language)
