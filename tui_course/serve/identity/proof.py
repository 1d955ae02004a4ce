"""What a connection has proved of who is at its other end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_course.model.workshop import Person


class Proof(NamedTuple):
    """What a connection has proved.

    `account` is the name that the client gave, and proves nothing. `fingerprint` is that of the key whose private half it has,
    `code` says that it knows the workshop's code, `person` is who it is by a token, and a `guest` proves nothing else.
    """

    account: str
    fingerprint: str = ""
    code: bool = False
    person: Person | None = None
    guest: bool = False
