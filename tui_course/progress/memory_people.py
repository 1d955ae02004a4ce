"""Workshops and who takes part in them, forgotten with the program."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from tui_course.progress import bounds
from tui_course.progress.workshop_codec import folded, person_row, read_person, read_workshop, workshop_row
from tui_course.progress.workshops import MAX_PREFERENCES

if TYPE_CHECKING:
    from tui_course.model.workshop import Person, Workshop


class Place(NamedTuple):
    """Whose something is: a learner in a workshop."""

    workshop: str
    learner: str

    def within(self, wanted: Place) -> bool:
        """Whether this is the wanted place, whose workshop may be empty for any."""
        return self.learner == wanted.learner and wanted.workshop in {"", self.workshop}


class MemoryPeople:
    """Keeps workshops and people in dictionaries."""

    def __init__(self) -> None:
        self._workshops: dict[str, Workshop] = {}
        self._people: dict[Place, Person] = {}
        self._keys: dict[tuple[str, str], Place] = {}
        self._tokens: dict[tuple[str, str], Place] = {}
        self._preferences: dict[Place, str] = {}
        self._turn = Lock()

    def open(self, workshop: Workshop) -> None:
        """Note that a workshop takes place."""
        kept = read_workshop(workshop_row(workshop))
        with self._turn:
            self._workshops[kept.name] = kept

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""
        with self._turn:
            return tuple(sorted(self._workshops.values(), key=lambda one: (-one.at, one.name)))

    def join(self, person: Person, *, key: str = "", token: str = "") -> bool:
        """Take a person in, all or nothing; False where the id, the name, the key or the token is somebody's already."""
        kept = read_person(person_row(person))
        place = Place(kept.workshop, kept.learner)
        with self._turn:
            if self._people.get(place) == kept:
                return True
            if place in self._people or any(_same_name(kept, one) for one in self._people.values()):
                return False
            found = ((self._keys, bounds.name(key)), (self._tokens, bounds.name(token)))
            if any(digest and (place.workshop, digest) in known for known, digest in found):
                return False
            self._people[place] = kept
            for known, digest in found:
                if digest:
                    known[place.workshop, digest] = place
            return True

    def bind(self, workshop: str, learner: str, *, key: str = "", token: str = "") -> None:
        """Let a person be found by another key, or by another token in place of the last."""
        place = Place(bounds.name(workshop), bounds.name(learner))
        with self._turn:
            if place not in self._people:
                return
            if key:
                self._keys[place.workshop, bounds.name(key)] = place
            if token:
                self._tokens = {digest: whose for digest, whose in self._tokens.items() if whose != place}
                self._tokens[place.workshop, bounds.name(token)] = place

    def find(self, workshop: str, *, key: str = "", token: str = "", name: str = "") -> Person | None:
        """The person of a key, else of a token, else of a name."""
        kept = bounds.name(workshop)
        with self._turn:
            if key or token:
                place = self._keys.get((kept, bounds.name(key))) if key else self._tokens.get((kept, bounds.name(token)))
                return self._people.get(place) if place is not None else None
            there = (one for one in self._people.values() if one.workshop == kept and folded(one.name) == folded(name))
            return next(there, None) if name else None

    def people(self, workshop: str) -> tuple[Person, ...]:
        """Everybody who ever joined, by when they did."""
        with self._turn:
            found = [one for one in self._people.values() if bounds.name(workshop) in {"", one.workshop}]
        return tuple(sorted(found, key=lambda one: (one.joined, one.workshop, one.learner)))

    def preferences(self, workshop: str, learner: str) -> str:
        """What the person chose of how the reader looks."""
        with self._turn:
            return self._preferences.get(Place(bounds.name(workshop), bounds.name(learner)), "")

    def prefer(self, workshop: str, learner: str, text: str) -> None:
        """Keep what they chose."""
        place, chosen = Place(bounds.name(workshop), bounds.name(learner)), bounds.text(text)
        with self._turn:
            if place in self._people and len(chosen) <= MAX_PREFERENCES:
                self._preferences[place] = chosen

    def _forget_person(self, place: Place) -> int:
        """Forget who somebody is; how many people and keys that were. In turn."""
        before = len(self._people) + len(self._keys)
        self._people = {one: person for one, person in self._people.items() if not one.within(place)}
        self._keys = {digest: one for digest, one in self._keys.items() if not one.within(place)}
        self._tokens = {digest: one for digest, one in self._tokens.items() if not one.within(place)}
        self._preferences = {one: chosen for one, chosen in self._preferences.items() if not one.within(place)}
        return before - len(self._people) - len(self._keys)


def _same_name(one: Person, other: Person) -> bool:
    return one.workshop == other.workshop and folded(one.name) == folded(other.name)
