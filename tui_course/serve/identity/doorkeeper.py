"""Who is let in: judges keys and codes for every connection, and makes persons of who comes."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError
from tui_course.language import later
from tui_course.model.workshop import MAX_DISPLAY_NAME, Person, Way
from tui_course.serve.audit import Event
from tui_course.serve.figures import Outcome, Refusal
from tui_course.serve.identity.codes import Digests, new_learner, token_shaped
from tui_course.serve.identity.dialogue import Dialogue, Gone
from tui_course.serve.identity.door import LISTED, Door
from tui_course.serve.identity.doorstep import Displaced, Doorstep
from tui_course.serve.identity.guesses import Guesses, TooMany
from tui_course.serve.identity.newcomers import Newcomers
from tui_course.serve.identity.people import People
from tui_course.serve.identity.proof import Proof
from tui_course.serve.identity.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.progress.workshops import WorkshopStore
    from tui_course.serve.audit import Audit
    from tui_course.serve.figures import Figures
    from tui_course.serve.identity.authorized import Listed
    from tui_course.serve.identity.dialogue import Teletype
    from tui_course.serve.identity.ways import Ways

_NAMESAKES: Final = 100


class Doorkeeper:
    """Lets people into the workshop of a name, one for all connections; `title` is what the door says it is.

    `ways` may be set anew while the server stands, such as when the roster was edited. `secret` is the host keys'. With
    `addresses` wrong guesses and newcomers are counted by address too, which says nothing behind a balancer. Used in one event
    loop.
    """

    def __init__(  # noqa: PLR0913 - what the server has
        self,
        workshop: str,
        ways: Ways,
        store: WorkshopStore,
        secret: bytes,
        *,
        audit: Audit,
        figures: Figures | None = None,
        title: str = "",
        addresses: bool = True,
        guesses: Guesses | None = None,
        doorstep: Doorstep | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.ways = ways
        self.title = title or workshop
        self.digests = Digests(secret, workshop)
        self.people = People(store, workshop)
        # A strong code needs no more than the delay for each name.
        short = ways.code is not None and not ways.code.strong
        self.guesses = guesses or Guesses(addresses=addresses and short)
        self.doorstep = doorstep or Doorstep()
        self.newcomers = Newcomers() if addresses else None
        self._workshop = workshop
        self._audit = audit
        self._figures = figures
        self._clock = clock

    def visit(self, address: str) -> Visit:
        """Somebody comes from an address."""
        return Visit(self, address)

    def close(self) -> None:
        """Let nobody in any more."""
        self.people.close()

    def listed(self, fingerprint: str) -> tuple[Way, Listed] | None:
        """Whose key it is by the instructor's files."""
        if found := self.ways.instructors.keys.get(fingerprint):
            return Way.INSTRUCTOR, found
        if found := self.ways.roster.keys.get(fingerprint):
            return Way.ROSTER, found
        return None

    async def guess(self, text: str, account: str, address: str, fingerprint: str = "") -> Proof | None:
        """What somebody proves by typing the code or a token, or None where it is neither.

        Raises StoreError where it may be a token and the store cannot be asked, and TooMany where it was not looked at.
        """
        who = f"key {fingerprint}" if fingerprint else f"account {account}"
        await self.guesses.turn(address, who)
        code = self.ways.code
        if code is not None and code.open(self._clock()) and code.matches(text):
            self.guesses.right(address, who)
            return Proof(account, fingerprint, code=True)
        # Counted before anything is waited for: who goes at once to guess elsewhere has guessed.
        self.guesses.missed(address, who)
        if token := token_shaped(text):
            person = await self.people.of_token(self.digests.token(token))
            if person is not None:
                self.guesses.right(address, who)
                return Proof(account, fingerprint, person=person)
        self.refused(address, "a wrong code", Refusal.CREDENTIALS)
        return None

    def refused(self, address: str, reason: str, refusal: Refusal) -> None:
        """Note that somebody was not let in."""
        self._audit.note(Event.REFUSED, address=address, reason=reason)
        if self._figures is not None:
            self._figures.refused(refusal)

    async def admit(self, proof: Proof, address: str, teletype: Teletype, language: str = "") -> Person | None:
        """Who comes in by a proof, asked for what is missing on their terminal; None where they do not, which was said there.

        `language` is a locale's name.
        """
        dialogue = Dialogue(teletype, language)
        way = self._way(proof)
        try:
            person = await self._person(proof, address, dialogue)
        except StoreError:
            dialogue.say(
                "\n" + dialogue.words(later("The records of the workshop cannot be reached now. Try again in a moment."))
            )
            self.refused(address, "the store cannot be reached", Refusal.STORE)
            self._count(way, Outcome.REFUSED)
            return None
        except TooMany as error:
            dialogue.say("\n" + dialogue.words(later("Many are at the door now. Try again in a moment.")))
            self.refused(address, str(error), Refusal.CROWDED)
            self._count(way, Outcome.REFUSED)
            return None
        except Gone as error:
            if isinstance(error, Displaced):
                dialogue.say("\n" + dialogue.words(later("Others wait at the door. Connect again when you have the code.")))
            self._audit.note(Event.REFUSED, address=address, way=way, reason=str(error))
            self._count(way, Outcome.LEFT)
            return None
        if person is None:
            self._count(way, Outcome.REFUSED)
            return None
        self._audit.note(Event.LOGIN, address=address, way=person.way, learner=person.learner)
        self._count(person.way, Outcome.ADMITTED)
        return person

    def _count(self, way: Way, outcome: Outcome) -> None:
        if self._figures is not None:
            self._figures.login(way, outcome)

    def _way(self, proof: Proof) -> Way:
        if proof.guest:
            return Way.GUEST
        if found := self.listed(proof.fingerprint):
            return found[0]
        return Way.KEY if proof.fingerprint else Way.CODE

    async def _person(self, proof: Proof, address: str, dialogue: Dialogue) -> Person | None:
        if proof.guest:
            return Person(self._workshop, new_learner("guest"), f"Guest {secrets.token_hex(2)}", Way.GUEST, self._clock())
        if found := self.listed(proof.fingerprint):
            return await self._of_list(*found)
        if proof.person is not None:
            return proof.person
        if proof.fingerprint:
            person = await self.people.of_key(self.digests.key(proof.fingerprint))
            if person is not None and person.way not in LISTED:
                return person
        return await Door(self, dialogue, proof, address, self._workshop, self._clock).admit()

    async def _of_list(self, way: Way, listed: Listed) -> Person:
        """Who has a listed key: let in even where the store cannot be asked, for the list says who they are."""
        key = self.digests.key(listed.fingerprint)
        made = Person(self._workshop, self.digests.learner(way, listed.name), listed.name, way, self._clock())
        try:
            found = await self.people.of_key(key)
            if found is None:
                return await self._enrolled(made, key)
        except StoreError:
            return made
        # Who came by this key before it was listed goes on as who they were; what they may do is what the list says now.
        return replace(found, way=way)

    async def _enrolled(self, made: Person, key: str) -> Person:
        """Somebody from a list as they are known here: with a number behind the name where a learner was called so before."""
        for number in range(1, _NAMESAKES):
            name = made.name if number == 1 else f"{made.name[: MAX_DISPLAY_NAME - 3]} {number}"
            person = Person(made.workshop, made.learner, name, made.way, made.joined)
            if await self.people.join(person, key=key):
                self._audit.note(Event.JOINED, way=person.way, learner=person.learner)
                return person
            known = await self.people.of_name(name)
            if known is not None and known.learner == made.learner:
                # Another key of theirs.
                await self.people.bind(known, key)
                return known
        return made

    def joined(self, person: Person, address: str) -> None:
        """Note that somebody takes part from now on."""
        self._audit.note(Event.JOINED, address=address, way=person.way, learner=person.learner)
