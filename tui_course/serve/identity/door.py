"""What newcomers are asked before a reader is started: the code, a name; and their token is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.language import later
from tui_course.model.workshop import Person, Way
from tui_course.serve.figures import Refusal
from tui_course.serve.identity.codes import grouped, new_learner, new_token, token_shaped
from tui_course.serve.identity.dialogue import Gone
from tui_course.serve.identity.guesses import A_CONNECTION
from tui_course.serve.identity.names import display_name, impersonates, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.serve.identity.dialogue import Dialogue
    from tui_course.serve.identity.doorkeeper import Doorkeeper
    from tui_course.serve.identity.proof import Proof

LISTED: Final = frozenset((Way.INSTRUCTOR, Way.ROSTER))
"""Ways in that a list gives, and that end with it."""
_MOST_NAMES: Final = 20


class Door:
    """One newcomer at the door: `proof` is what their connection has shown so far."""

    def __init__(
        self,
        keeper: Doorkeeper,
        dialogue: Dialogue,
        proof: Proof,
        address: str,
        workshop: str,
        clock: Callable[[], float],
    ) -> None:
        self._keeper = keeper
        self._dialogue = dialogue
        self._proof = proof
        self._address = address
        self._workshop = workshop
        self._clock = clock
        self._key = keeper.digests.key(proof.fingerprint) if proof.fingerprint else ""

    async def admit(self) -> Person | None:
        """Who they are, or None where they did not get in, which was said; raises StoreError, TooMany and Gone."""
        async with self._keeper.doorstep.place():
            self._dialogue.say(f"\n{self._keeper.title}\n")
            if not self._proof.code and not await self._asked_code():
                return None
            if self._proof.person is not None:
                return await self._back(self._proof.person)
            return await self._of_key() or await self._asked_name()

    def _say(self, message: str, **values: object) -> None:
        self._dialogue.say(self._dialogue.words(message).format(**values))

    async def _ask(self, message: str, *, secret: bool = False, **values: object) -> str:
        return await self._dialogue.ask(self._dialogue.words(message).format(**values), secret=secret)

    async def _asked_code(self) -> bool:
        """Whether they know the code, or have a token."""
        code = self._keeper.ways.code
        question = later("Workshop code (it is not shown while you type):")
        if code is None or not code.open(self._clock()):
            # A token is good for longer than the code.
            self._say(later("Nobody new can come in any more: ask your instructor for a new code."))
            self._dialogue.say()
            question = later("Your token (it is not shown while you type):")
        for left in reversed(range(A_CONNECTION)):
            text = await self._ask(question, secret=True)
            if not text:
                continue
            proof = await self._keeper.guess(text, self._proof.account, self._address, self._proof.fingerprint)
            if proof is not None:
                self._proof = proof
                self._dialogue.say()
                return True
            if left:
                self._say(later("That is not right. Spaces and dashes do not matter."))
                self._dialogue.say()
        self._say(later("That is not right either. Ask your instructor, and connect again."))
        return False

    async def _asked_name(self) -> Person | None:
        offered = suggestion(self._proof.account)
        self._say(later("Been here before? Then type your token in place of a name."))
        self._dialogue.say()
        taken = ""
        for _ in range(_MOST_NAMES):
            if taken:
                text = await self._ask(later("Your token, or another name:"))
            elif offered:
                text = await self._ask(later("Your name, as your instructor sees it [{name}]:"), name=offered) or offered
            else:
                text = await self._ask(later("Your name, as your instructor sees it:"))
            if token := token_shaped(text):
                person = await self._of_token(token)
                if person is not None:
                    return await self._back(person)
                if _meant_as_token(text, token):
                    self._say(later("Nobody here has that token."))
                    continue
            name = display_name(text)
            if not name:
                self._say(later("A name has a letter or a digit in it."))
            elif impersonates(name, (*self._keeper.ways.instructors.names, *self._keeper.ways.roster.names)):
                self._say(later("That name is kept for somebody else: take another one."))
                offered = ""
            elif person := await self._join(name):
                return person
            else:
                self._say(
                    later("{name} is here already. If that is you, type your token; if not, choose another name."), name=name
                )
                taken = name
        raise Gone("no name")

    async def _of_token(self, token: str) -> Person | None:
        """Whose token it is; a wrong one is a guess."""
        keeper, who = self._keeper, f"token {self._proof.account}"
        await keeper.guesses.turn(self._address, who)
        person = await keeper.people.of_token(keeper.digests.token(token))
        if person is None:
            keeper.guesses.missed(self._address, who)
            keeper.refused(self._address, "a wrong token", Refusal.CREDENTIALS)
        return person

    async def _join(self, name: str) -> Person | None:
        """Take them in; None where somebody has the name."""
        way = Way.KEY if self._key else Way.CODE
        token = new_token()
        newcomers = self._keeper.newcomers
        if newcomers is not None:
            newcomers.take(self._address)
        person = Person(self._workshop, new_learner("learner"), name, way, self._clock())
        people = self._keeper.people
        if not await people.join(person, key=self._key, token=self._keeper.digests.token(token)):
            if newcomers is not None:
                newcomers.give_back(self._address)
            # Somebody who logs in from two windows at once has become somebody in the other one meanwhile.
            return await self._of_key()
        self._keeper.joined(person, self._address)
        await self._show_token(person, token)
        return person

    async def _show_token(self, person: Person, token: str) -> None:
        self._dialogue.say()
        self._say(later("Welcome, {name}."), name=person.name)
        self._dialogue.say()
        if self._key:
            self._say(
                later("Your key is remembered: from here you need nothing else. From another computer, this token is you:")
            )
        else:
            self._say(later("When you come back, this token is you, with all that you have done:"))
        self._dialogue.say(f"\n    {token}\n")
        self._say(later("It is shown only now. Write it down."))
        await self._ask(later("Enter begins."))

    async def _of_key(self) -> Person | None:
        """Whose key it is already; who was on a list is a learner like others now."""
        person = await self._keeper.people.of_key(self._key) if self._key else None
        return replace(person, way=Way.KEY) if person is not None and person.way in LISTED else person

    async def _back(self, person: Person) -> Person:
        """Somebody by their token: from now on also by the key that they have here."""
        if self._key:
            await self._keeper.people.bind(person, self._key)
        return person


def _meant_as_token(text: str, token: str) -> bool:
    """Whether a text that has the shape of a token is hardly a name of twelve letters."""
    return text.casefold() == grouped(token) or any(char.isdigit() for char in token)
