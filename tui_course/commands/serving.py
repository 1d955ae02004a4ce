"""A course served over SSH: everything that a host has is made here, and ended."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.admitting import opened_in_spite, page, reached_at, read_again, ways_in
from tui_course.commands.configuring import settings_for, without_password
from tui_course.commands.places import found
from tui_course.commands.tokens import KEYS
from tui_course.commands.waiting import Waiting
from tui_course.errors import CourseError, ServeError
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.workshop import Workshop
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_course.config import Settings
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.serve.admission import Limits
    from tui_course.serve.audit import Audit
    from tui_course.serve.drawing import Artist
    from tui_course.serve.exposure import Exposure
    from tui_course.serve.host_keys import HostKeys
    from tui_course.serve.identity.ways import Ways
    from tui_course.serve.publishing import Publisher
    from tui_course.serve.starting import Hosting, NewEdition, Readers

_PROGRAM: Final = "tui_course.commands.hosted"
_LOADED: Final = "tui_course.commands.preloaded"
_PICTURES: Final = "hosted-pictures"
_EDITIONS: Final = "editions"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. Of numbers 0 leaves it to us, of `remember_keys` None; no `code` has one made.

    `host` and `port` are where to listen, `status` where health and metrics are told.
    """

    courses: Sequence[str]
    host: str
    port: int
    name: str = ""
    code: str = ""
    code_hours: float = 0.0
    guests: bool = False
    remember_keys: bool | None = None
    roster: Path | None = None
    instructors: Path | None = None
    sessions: int = 0
    from_address: int = 0
    keys: Path | None = None
    audit: Path | None = None
    status: tuple[str, int] | None = None
    unsafe: bool = False


def serve(asked: Asked, flags: Mapping[str, Any]) -> int:
    """Serve courses until a signal ends it; raises CourseError, SettingsError, StoreError and ServeError."""
    settings = _absolute(settings_for(flags).settings)
    from tui_course.progress.open import open_workshops
    from tui_course.serve.audit import Audit
    from tui_course.serve.exposure import exposure
    from tui_course.serve.host_keys import host_keys
    from tui_course.serve.listening import listen, raise_file_limit

    roots = [root for given in asked.courses for root in _courses(given, settings)]
    exposed = exposure(asked.host)
    ways = ways_in(asked, exposed, _complain)
    unsafe = opened_in_spite(exposed, ways, unsafe=asked.unsafe)
    raise_file_limit()
    keys = host_keys(asked.keys or settings.state_folder / KEYS)
    with ExitStack() as stack:
        # The port first: who has it already serves, and need not wait to learn that.
        sockets = listen(asked.host, asked.port)
        for one in sockets:
            stack.callback(one.close)
        workshops = open_workshops(settings.store, settings.state_folder)
        stack.callback(workshops.close)
        audit = Audit(asked.audit or settings.state_folder / "workshop.log", _complain)
        stack.callback(audit.close)
        publishers = [stack.enter_context(_published(root, settings)) for root in roots]
        artist = _artist(publishers, settings)
        if artist is not None:
            stack.callback(artist.close)
        kept = _Kept(settings, keys, workshops, audit, publishers, artist, sockets, exposed, ways, unsafe)
        return asyncio.run(_host(asked, kept))


@dataclass(frozen=True)
class _Kept:
    """What there is before the event loop, and is let go of after it."""

    settings: Settings
    keys: HostKeys
    workshops: WorkshopStore
    audit: Audit
    publishers: Sequence[Publisher]
    artist: Artist | None
    sockets: Sequence[socket.socket]
    exposed: Exposure
    ways: Ways
    unsafe: Sequence[str]


def _noted(workshop: str, line: str, roots: Sequence[Path]) -> Workshop:
    return Workshop(workshop, line, tuple(str(root.resolve()) for root in roots), time.time())


async def _host(asked: Asked, kept: _Kept) -> int:
    from tui_course.serve.announcing import Standing, announcement, command
    from tui_course.serve.audit import Event
    from tui_course.serve.draining import on_signals
    from tui_course.serve.figures import Figures
    from tui_course.serve.front import Front
    from tui_course.serve.house import Parts
    from tui_course.serve.identity.doorkeeper import Doorkeeper
    from tui_course.serve.presence import Presence
    from tui_course.serve.readers import ForkedReaders
    from tui_course.serve.status import Status

    loop = asyncio.get_running_loop()
    roots = [publisher.root for publisher in kept.publishers]
    workshop = asked.name or (roots[0] if len(roots) == 1 else roots[0].parent).name or "workshop"
    port = kept.sockets[0].getsockname()[1]
    figures = Figures()
    limits = _limits(asked)
    readers = ForkedReaders(_hosting(workshop, kept), _PROGRAM, _LOADED, artist=kept.artist, log=_complain)
    for publisher in kept.publishers:
        if publisher.current is not None:
            readers.tell(publisher.current)
    with Waiting(_("loading the reader"), ascii=kept.settings.ascii):
        await readers.open()
    host = f"{socket.gethostname()}:{port}"
    addresses = reached_at(kept.exposed, asked.host)
    title = _title(kept.publishers, workshop)
    # By this an instructor finds the workshop, its line and, on the host, its courses.
    kept.workshops.open(_noted(workshop, command(addresses[0], port), roots))
    door = Doorkeeper(
        workshop,
        kept.ways,
        kept.workshops,
        kept.keys.secret,
        audit=kept.audit,
        figures=figures,
        title=title,
        # Who expects hundreds from one address has a balancer in front, and addresses say nothing.
        addresses=not asked.from_address,
    )
    presence = Presence(kept.workshops, host, lambda _error: figures.store_failed())
    parts = Parts(
        line=command(addresses[0], port),
        host=host,
        readers=readers,
        door=door,
        presence=presence,
        figures=figures,
        audit=kept.audit,
        limits=limits,
        complain=_complain,
    )
    front = Front(parts, kept.keys.keys, kept.sockets)

    def look_again() -> None:
        kept.audit.reopen()
        door.ways = read_again(asked, door.ways, _complain)

    on_signals(front.drain, look_again)
    for publisher in kept.publishers:
        publisher.watch(partial(_told, loop, readers))
    status = None
    if asked.status is not None:
        status = Status(figures, front.health, loop)
        status.start(*asked.status)
    front.start()
    kept.audit.note(Event.STARTED)
    standing = Standing(
        title=title,
        host=addresses[0],
        port=port,
        ways=kept.ways,
        fingerprint=kept.keys.fingerprint,
        store=_store(kept.settings),
        exposure=kept.exposed,
        others=addresses[1:] if kept.exposed.reach else (),
        unsafe=kept.unsafe,
    )
    print(announcement(standing, page(kept.settings)), end="", flush=True)
    try:
        await front.closed()
    finally:
        door.close()
        if status is not None:
            status.close()
        kept.audit.note(Event.STOPPED)
    return 0


def _hosting(workshop: str, kept: _Kept) -> Hosting:
    from tui_course.serve.starting import Hosting

    return Hosting(workshop, kept.settings, os.fspath(kept.artist.folder) if kept.artist is not None else "")


def _artist(publishers: Sequence[Publisher], settings: Settings) -> Artist | None:
    """What draws pictures for readers; None where what reads pictures is not installed."""
    from importlib.util import find_spec

    from tui_course.serve.drawing import Artist

    if find_spec("PIL") is None:
        return None
    folder = (settings.cache_folder or settings.state_folder) / _PICTURES
    return Artist(folder.absolute(), lambda: {publisher.files for publisher in publishers if publisher.files})


def _told(loop: asyncio.AbstractEventLoop, readers: Readers, edition: NewEdition) -> None:
    """A course has another edition, says a thread."""
    with suppress(RuntimeError):  # the loop has ended
        loop.call_soon_threadsafe(readers.tell, edition)


def _title(publishers: Sequence[Publisher], workshop: str) -> str:
    """What the door says it is: the course's title, or the workshop's name where there are several."""
    from tui_course.sources.published import PublishedCourse

    if len(publishers) == 1 and publishers[0].current is not None:
        return visible(PublishedCourse(Path(publishers[0].current.folder)).course.title) or workshop
    return workshop


def _store(settings: Settings) -> str:
    """Where answers are kept, without a password that may be in it."""
    return without_password(settings.store) or os.fspath(settings.state_folder)


def _limits(asked: Asked) -> Limits:
    from tui_course.serve.admission import Limits

    given = {"sessions": asked.sessions, "from_address": asked.from_address}
    return replace(Limits(), **{name: value for name, value in given.items() if value})


def _courses(given: str, settings: Settings) -> list[Path]:
    from tui_course.sources.open import find_courses

    root = found(given, settings).root
    return list(find_courses(root)) or [root]


def _published(root: Path, settings: Settings) -> Publisher:
    from tui_course.serve.publishing import Publisher

    folder = (settings.cache_folder or settings.state_folder) / _EDITIONS
    publisher = Publisher(root, folder, _complain)
    try:
        with Waiting(_("reading {name}").format(name=root.resolve().name), ascii=settings.ascii) as tell:
            publisher.open(tell)
    except OSError as error:
        publisher.close()
        raise ServeError(f"{root} cannot be published in {folder}: {error.strerror or error}") from error
    except CourseError:
        publisher.close()
        raise
    return publisher


def _absolute(settings: Settings) -> Settings:
    """Settings that mean the same wherever they are read: readers stand in no folder of the host."""
    store = settings.store
    if store and store not in {"memory", "off"} and "://" not in store:
        store = os.path.abspath(os.path.expanduser(store))  # noqa: PTH100, PTH111 - Path's own fails where there is no home
    return replace(settings, store=store, state=os.path.abspath(settings.state_folder))  # noqa: PTH100


def _complain(line: str) -> None:
    """A line for whoever runs the server."""
    print(f"tui-course: {visible(line)}", file=sys.stderr, flush=True)
