"""What the front asks of who keeps the door: whether a key or a code is good, and who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncssh

    from tui_course.model.workshop import Person
    from tui_course.serve.identity.dialogue import Teletype


class Visit(Protocol):
    """One connection at the door. `username` is what the client calls itself: nothing that is to be believed."""

    def must_prove(self, username: str) -> bool:
        """Whether somebody of that name has to show a key or a code."""

    @property
    def takes_keys(self) -> bool:
        """Whether a key may be shown."""

    @property
    def takes_codes(self) -> bool:
        """Whether a code may be typed."""

    @property
    def hint(self) -> str:
        """What is said above the question for the code: that the last one was wrong, or nothing."""

    async def key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Whether a key is good. It is shown before it is proved, so that nothing is done for it yet."""

    async def code(self, username: str, code: str) -> bool:
        """Whether a code is good; wrong guesses wait before they are told."""

    async def admit(self, username: str, teletype: Teletype, language: str) -> Person | None:
        """Who has come in, after the client has proved what it has shown last; asks on the teletype where that is not known."""


class Doorkeeper(Protocol):
    """Who lets people in."""

    def visit(self, address: str) -> Visit:
        """Somebody comes from an address."""
