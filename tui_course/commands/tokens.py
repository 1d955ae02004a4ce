"""The command for a learner who has lost their token, and has no key that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_course.commands.configuring import settings_for
from tui_course.commands.people import meant
from tui_course.commands.printing import prepare_output
from tui_course.errors import SettingsError
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.workshop import Way
from tui_course.progress.open import IN_MEMORY, open_workshops

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui_course.model.workshop import Person

KEYS: str = "host-keys"
"""The folder of the host's keys, in that of the program's state."""


def token(wanted: str, *, workshop: str, keys: Path | None, flags: Mapping[str, Any]) -> int:
    """Print a new token for a learner of a workshop, given by id or display name; the one before is good for nothing then.

    `keys` is the folder of the host's keys, None for the program's own. The exit code; raises SettingsError and StoreError.
    """
    from tui_course.serve.host_keys import NAME, host_keys
    from tui_course.serve.identity.codes import Digests, new_token

    prepare_output()
    settings = settings_for(flags).settings
    folder = keys or settings.state_folder / KEYS
    if settings.store in IN_MEMORY:
        raise SettingsError(f"store is {settings.store}, where nobody is kept; --store says where to look")
    if not (folder / NAME).exists():
        # A new key would give tokens that no server knows.
        raise SettingsError(f"{folder} has no host key: --host-keys says where the server of the workshop has it")
    workshops = open_workshops(settings.store, settings.state_folder)
    try:
        person = _found(wanted, workshop, workshops.people(workshop))
        made = new_token()
        workshops.bind(person.workshop, person.learner, token=Digests(host_keys(folder).secret, person.workshop).token(made))
    finally:
        workshops.close()
    said = _("{name} in the workshop {workshop}: {token}")
    print(said.format(name=visible(person.name), workshop=visible(person.workshop), token=made))
    print(_("It is typed in place of a name, or of the code. The token before it is no longer good."))
    return 0


def _found(wanted: str, workshop: str, people: Sequence[Person]) -> Person:
    """The one person who is meant; raises SettingsError."""
    found = meant(wanted, people)
    if not found:
        raise SettingsError(f"nobody{f' in the workshop {workshop}' if workshop else ''} has the id or the name {wanted}")
    if len(found) > 1:
        those = "; ".join(f"{one.learner} in {one.workshop}" for one in found)
        raise SettingsError(f"{visible(wanted)} may be {those}: name the --workshop")
    if found[0].way not in {Way.CODE, Way.KEY}:
        raise SettingsError(f"{found[0].name} comes in by a listed key, and needs no token")
    return found[0]
