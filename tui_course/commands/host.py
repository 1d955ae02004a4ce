"""A host from the first connection to the last: its parts put together in an event loop, and taken apart when it ends."""

from __future__ import annotations

import asyncio
import os
import socket
import time
import uuid
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.commands.admitting import page, reached_at, read_again
from tui_course.commands.configuring import without_password
from tui_course.commands.hosting import complain
from tui_course.commands.waiting import Waiting
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.commands.hosting import Asked, Kept
    from tui_course.serve.admission import Limits
    from tui_course.serve.figures import Figures
    from tui_course.serve.front import Front
    from tui_course.serve.identity.doorkeeper import Doorkeeper
    from tui_course.serve.publishing import Publisher
    from tui_course.serve.readers import ForkedReaders
    from tui_course.serve.server import ServerParts
    from tui_course.serve.starting import NewEdition, Readers

_PROGRAM: Final = "tui_course.commands.hosted"
_LOADED: Final = "tui_course.commands.preloaded"
_FILES_OF_HOST: Final = 128
_FILES_OF_SESSION: Final = 6
"""Its socket, its terminal, its pipe, a handle of its process, and what is open while it starts."""


class _Names(NamedTuple):
    """What a host is called: `title` is what its door says, `line` what learners type, `host` what no other host is called."""

    workshop: str
    title: str
    line: str
    host: str
    addresses: Sequence[str]
    port: int


async def host(asked: Asked, kept: Kept) -> int:
    """Let learners in until a signal ends it; the exit code. Raises ServeError, SettingsError and StoreError."""
    from tui_course.serve.audit import Event
    from tui_course.serve.figures import Figures
    from tui_course.serve.front import Front

    names, figures = _names(asked, kept), Figures()
    # By this an instructor finds the workshop, its line and, on the host, its courses.
    roots = tuple(str(publisher.root.resolve()) for publisher in kept.publishers)
    kept.workshops.open(Workshop(names.workshop, names.line, roots, time.time()))
    readers = await _readers(names, kept)
    door = _door(names, asked, kept, figures)
    front = Front(_parts(names, asked, kept, figures, readers, door), kept.keys.keys, kept.sockets)
    with ExitStack() as stack:
        stack.callback(door.close)
        _attend(stack, front, door, asked, kept, figures)
        loop = asyncio.get_running_loop()
        for publisher in kept.publishers:
            publisher.watch(partial(_told, loop, readers))
        front.start()
        kept.audit.note(Event.STARTED)
        stack.callback(kept.audit.note, Event.STOPPED)
        _announce(names, kept)
        await front.closed()
    return 0


def _names(asked: Asked, kept: Kept) -> _Names:
    from tui_course.serve.announcing import command

    roots = [publisher.root.resolve() for publisher in kept.publishers]
    workshop = asked.name or (roots[0] if len(roots) == 1 else roots[0].parent).name or "workshop"
    port = kept.sockets[0].getsockname()[1]
    # Two machines, or two servers on one, may be called the same.
    name = f"{socket.gethostname()}:{port} {uuid.uuid4()}"
    addresses: Sequence[str] = reached_at(kept.exposed, asked.host)
    if asked.address is not None:
        addresses, port = asked.address[:1], asked.address[1] or port
    return _Names(workshop, _title(kept.publishers, workshop), command(addresses[0], port), name, addresses, port)


def _title(publishers: Sequence[Publisher], workshop: str) -> str:
    """The course's title, or the workshop's name where there are several."""
    from tui_course.sources.published import PublishedCourse

    if len(publishers) == 1 and publishers[0].current is not None:
        return visible(PublishedCourse(Path(publishers[0].current.folder)).course.title) or workshop
    return workshop


async def _readers(names: _Names, kept: Kept) -> ForkedReaders:
    """What starts readers, with all that they run loaded."""
    from tui_course.serve.readers import ForkedReaders
    from tui_course.serve.starting import Hosting

    pictures = os.fspath(kept.artist.folder) if kept.artist is not None else ""
    hosting = Hosting(names.workshop, kept.settings, pictures)
    readers = ForkedReaders(hosting, _PROGRAM, _LOADED, artist=kept.artist, log=complain)
    for publisher in kept.publishers:
        if publisher.current is not None:
            readers.tell(publisher.current)
    with Waiting(_("loading the reader"), ascii=kept.settings.ascii):
        await readers.open()
    return readers


def _door(names: _Names, asked: Asked, kept: Kept, figures: Figures) -> Doorkeeper:
    from tui_course.serve.identity.doorkeeper import Doorkeeper

    return Doorkeeper(
        names.workshop,
        kept.ways,
        kept.workshops,
        kept.keys.secret,
        audit=kept.audit,
        figures=figures,
        title=names.title,
        # Who expects hundreds from one address has a balancer in front, and addresses say nothing.
        addresses=not asked.from_address,
    )


def _parts(names: _Names, asked: Asked, kept: Kept, figures: Figures, readers: Readers, door: Doorkeeper) -> ServerParts:
    from tui_course.serve.presence import Presence
    from tui_course.serve.server import ServerParts

    return ServerParts(
        line=names.line,
        host=names.host,
        readers=readers,
        door=door,
        presence=Presence(kept.workshops, names.host, lambda _error: figures.store_failed(), say=complain),
        figures=figures,
        audit=kept.audit,
        limits=_limits(asked, kept.files),
        complain=complain,
    )


def _limits(asked: Asked, files: int) -> Limits:
    """What the server bears: as asked for, and as many sessions as there may be files open."""
    from tui_course.serve.admission import Limits

    given = {"sessions": asked.sessions, "from_address": asked.from_address}
    limits = replace(Limits(), **{name: value for name, value in given.items() if value})
    most = max(1, (files - _FILES_OF_HOST - limits.unauthenticated) // _FILES_OF_SESSION)
    if most < limits.sessions:
        complain(f"{files} files may be open at once, so there are {most} sessions at most, not {limits.sessions}: `ulimit -n`")
        return replace(limits, sessions=most)
    return limits


def _attend(stack: ExitStack, front: Front, door: Doorkeeper, asked: Asked, kept: Kept, figures: Figures) -> None:
    """Listen to signals, and tell how the server is, if that is asked for."""
    from tui_course.serve.signals import on_signals
    from tui_course.serve.status import Status

    def look_again() -> None:
        kept.audit.reopen()
        door.ways = read_again(asked, door.ways, complain)

    on_signals(front.drain, look_again)
    if asked.status is not None:
        status = Status(figures, front.health, asyncio.get_running_loop())
        status.start(*asked.status)
        stack.callback(status.close)


def _told(loop: asyncio.AbstractEventLoop, readers: Readers, edition: NewEdition) -> None:
    """A course has another edition, says a thread."""
    with suppress(RuntimeError):  # the loop has ended
        loop.call_soon_threadsafe(readers.tell, edition)


def _announce(names: _Names, kept: Kept) -> None:
    """Print what learners type, and how they know that it is the right host."""
    from tui_course.serve.announcing import Standing, announcement

    standing = Standing(
        title=names.title,
        host=names.addresses[0],
        port=names.port,
        ways=kept.ways,
        fingerprint=kept.keys.fingerprint,
        # A password that may be in it is nobody's affair.
        store=without_password(kept.settings.store) or os.fspath(kept.settings.state_folder),
        exposure=kept.exposed,
        others=names.addresses[1:] if kept.exposed.reach else (),
        unsafe=kept.unsafe,
    )
    print(announcement(standing, page(kept.settings)), end="", flush=True)
