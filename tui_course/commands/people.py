"""The commands about those who took part in workshops: what is kept of somebody, written out or forgotten."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.configuring import settings_for
from tui_course.commands.printing import json_line, prepare_output
from tui_course.commands.records import agreed
from tui_course.errors import SettingsError, StoreError
from tui_course.language import SOURCE, ngettext, number, speak
from tui_course.language import gettext as _
from tui_course.linear.talk import Talk
from tui_course.model.tabular import moment
from tui_course.own_files import output as written
from tui_course.progress.bounds import name
from tui_course.progress.codec import answer_text
from tui_course.progress.memory import MemoryStore
from tui_course.progress.open import IN_MEMORY, open_store, open_workshops
from tui_course.progress.workshop_codec import folded
from tui_course.values import dataclass
from tui_course.workshop.looking import HEARD_WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from tui_course.model.attempt import Event
    from tui_course.model.workshop import Person
    from tui_course.progress.store import Store
    from tui_course.progress.workshops import Kept, WorkshopStore

DONE: Final = 0
IN_TROUBLE: Final = 1
VERSION: Final = 1
"""Of the form of what `export` writes."""

_CLOSING_SECONDS: Final = 30.0
"""How long hosts have to end the terminals of somebody who was forgotten: they beat every few seconds, and a reader saves."""
_LOOK_SECONDS: Final = 0.5
_TIMES: Final = frozenset(("at", "joined", "began", "hand"))


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept of a learner."""

    learner: str
    kept: Kept
    events: tuple[Event, ...]

    @property
    def count(self) -> int:
        """How many things that are."""
        return len(self.kept.people) + len(self.kept.sessions) + len(self.kept.votes) + len(self.events)


def forget(wanted: str, *, workshop: str, sure: bool, flags: Mapping[str, Any]) -> int:
    """Forget a learner, given by id or display name, in a workshop or in all; asks first unless `sure`.

    1 where it was not done. Raises SettingsError and StoreError.
    """
    prepare_output()
    with _opened(flags) as (store, workshops):
        talk = Talk(sys.stdin, sys.stdout, typed=True)
        learner = _learner(wanted, workshop, store, workshops)
        found = _everything(learner, workshop, store, workshops)
        talk.say(*_told(found))
        if workshop and len(workshops.kept("", learner).people) > len(found.kept.people):
            talk.say(_("They took part in other workshops as well: their answers and notes in those go, too."))
        here = _here(found, workshops)
        if here:
            talk.say(_("They are here now: their session will be ended."))
        if not sure and not agreed(talk, "forget"):
            talk.say(_("Nothing was forgotten."))
            return IN_TROUBLE
        forgotten = workshops.forget(workshop, learner)
        if here:
            ended = _wait_for_the_end(here, workshops)
            # What their reader saved at its end.
            forgotten += workshops.forget(workshop, learner)
            if not ended:
                said = _("Their session has not ended yet: forget {learner} again when it has.")
                talk.say(said.format(learner=learner))
        talk.say(ngettext("{count} entry forgotten.", "{count} entries forgotten.", forgotten).format(count=number(forgotten)))
        for file in _set_aside(store):
            said = _("{file} was damaged and set aside, and is as it was: delete it, if they may be in it.")
            talk.say(said.format(file=file))
        return DONE


def export(wanted: str | None, *, workshop: str, output: str | None, flags: Mapping[str, Any]) -> int:
    """Write all that is kept of a learner, or of everybody where `wanted` is None, as JSON: to the file `output`, or print it.

    1 where the file cannot be written. Raises SettingsError and StoreError.
    """
    prepare_output()
    with _opened(flags) as (store, workshops):
        if wanted is not None:
            learners = [_learner(wanted, workshop, store, workshops)]
        else:
            learners = list(dict.fromkeys(one.learner for one in workshops.people(workshop)))
        people = (_everything(learner, workshop, store, workshops) for learner in learners)
        if output is None:
            speak(SOURCE)  # what programs read does not change with the language
            write(people, sys.stdout)
            return DONE
        try:
            # Its owner's alone: it says who somebody is and what they got wrong.
            with written(Path(output), private=True) as file:
                write(people, file)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            said = _("{file} cannot be written: {reason}").format(file=output, reason=reason or error)
            Talk(sys.stdin, sys.stderr).say(f"tui-course: {said}")
            return IN_TROUBLE
        said = ngettext("{count} person written to {file}", "{count} people written to {file}", len(learners))
        Talk(sys.stdin, sys.stdout).say(said.format(count=number(len(learners)), file=output))
        return DONE


def write(people: Iterable[Everything], out: TextIO) -> None:
    """Write people as one JSON object, a line for each, however many they are."""
    out.write(f'{{"version": {VERSION}, "exported_at": "{moment(time.time())}", "people": [')
    separator = "\n"
    for one in people:
        out.write(f"{separator}{json_line(person_data(one))}")
        separator = ",\n"
    out.write("\n]}\n")


def person_data(found: Everything) -> dict[str, Any]:
    """All that is kept of a learner as JSON can hold it; times are in UTC."""
    data: dict[str, Any] = {
        "learner": found.learner,
        "workshops": [_values(one, "learner") for one in found.kept.people],
        "keys": found.kept.keys,
        "preferences": [_parsed(one) for one in found.kept.preferences],
        "sessions": [_values(one, "learner") for one in found.kept.sessions],
        "votes": [_values(one, "learner") for one in found.kept.votes],
    }
    for kind in ("attempt", "visit", "annotation"):
        events = (one for one in found.events if type(one).__name__.lower() == kind)
        data[f"{kind}s"] = [_values(one, "learner") for one in events]
    return data


def _values(value: Any, *without: str) -> dict[str, Any]:  # noqa: ANN401 - any of our own values
    found = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return {key: _plain(key, one) for key, one in found.items() if key not in without}


def _plain(key: str, value: Any) -> Any:  # noqa: ANN401 - what JSON can hold of it
    if key == "answer":
        written = answer_text(value)
        return json.loads(written) if written is not None else None
    if key in _TIMES:
        return moment(value) if value else None
    return _values(value) if dataclasses.is_dataclass(value) else value


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


@contextmanager
def _opened(flags: Mapping[str, Any]) -> Iterator[tuple[Store, WorkshopStore]]:
    """The store that the settings name, of events and of workshops; raises SettingsError and StoreError."""
    settings = settings_for(flags).settings
    if settings.store in IN_MEMORY:
        raise SettingsError(f"store is {settings.store}, where nothing is kept of anybody; --store says where to look")
    with ExitStack() as stack:
        store = open_store(settings.store, settings.state_folder)
        stack.callback(store.close)
        if isinstance(store, MemoryStore):
            raise StoreError(store.notice)
        workshops = open_workshops(settings.store, settings.state_folder, store)
        stack.callback(workshops.close)
        yield store, workshops


def _learner(wanted: str, workshop: str, store: Store, workshops: WorkshopStore) -> str:
    """The id of a learner, given by it or by the name that others see; raises SettingsError for that of nobody, or several."""
    found = meant(wanted, workshops.people(workshop))
    if len({one.learner for one in found}) > 1:
        raise SettingsError(
            f"{wanted} is the name of several: {'; '.join(map(_identity, found))}. Choose one by the id, or name the --workshop"
        )
    if found:
        return found[0].learner
    if not workshop and _everything(wanted, "", store, workshops).count:
        return name(wanted)
    where = f" in the workshop {workshop}" if workshop else ""
    raise SettingsError(f"nobody{where} has the id or the name {wanted}")


def meant(wanted: str, people: Sequence[Person]) -> list[Person]:
    """Those of some people who are meant by an id, else by a name that others see."""
    return [one for one in people if one.learner == name(wanted)] or [
        one for one in people if folded(one.name) == folded(wanted)
    ]


def _identity(person: Person) -> str:
    return f"{person.learner} in {person.workshop}"


def _everything(learner: str, workshop: str, store: Store, workshops: WorkshopStore) -> Everything:
    events: tuple[Event, ...] = (*store.attempts(learner), *store.visits(learner), *store.annotations(learner))
    return Everything(learner, workshops.kept(workshop, learner), events)


def _set_aside(store: Store) -> list[Path]:
    """The files that stood where the store is, and were damaged."""
    from tui_course.progress.sqlite.repair import set_aside
    from tui_course.progress.sqlite.store import SqliteStore

    if not isinstance(store, SqliteStore):
        return []
    try:
        return set_aside(store.path)
    except OSError:
        return []


def _here(found: Everything, workshops: WorkshopStore) -> frozenset[str]:
    """The ids of the terminals that somebody has open now."""
    names = {one.workshop for one in found.kept.sessions}
    sessions = (one for each in names for one in workshops.sessions(each, HEARD_WITHIN))
    return frozenset(one.id for one in sessions if one.learner == found.learner)


def _wait_for_the_end(sessions: frozenset[str], workshops: WorkshopStore) -> bool:
    """Wait until the hosts have ended sessions, for some seconds at most; whether they have."""
    deadline = time.monotonic() + _CLOSING_SECONDS
    while sessions & workshops.of_nobody(HEARD_WITHIN):
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_SECONDS)
    return True


def _told(found: Everything) -> Sequence[str]:
    """Who that is, and how much is kept of them."""
    lines = [
        _("{name} in the workshop {workshop}, id {learner}").format(name=one.name, workshop=one.workshop, learner=one.learner)
        for one in found.kept.people
    ] or [found.learner]
    events = ngettext(
        "{count} event: answers, visits of pages, notes", "{count} events: answers, visits of pages, notes", len(found.events)
    ).format(count=number(len(found.events)))
    sessions = ngettext("{count} session", "{count} sessions", len(found.kept.sessions)).format(
        count=number(len(found.kept.sessions))
    )
    votes = ngettext("{count} vote", "{count} votes", len(found.kept.votes)).format(count=number(len(found.kept.votes)))
    return [*lines, f"{events}; {sessions}; {votes}"]
