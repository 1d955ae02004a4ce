"""A course served over SSH: everything that a host has is made here, and ended."""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.admitting import absolute_store, opened_in_spite, ways_in
from tui_course.commands.configuring import settings_for
from tui_course.commands.host import host
from tui_course.commands.hosting import Asked, Kept, complain
from tui_course.commands.places import found
from tui_course.commands.tokens import KEYS
from tui_course.commands.waiting import Waiting
from tui_course.errors import CourseError, ServeError, SettingsError
from tui_course.language import gettext as _
from tui_course.progress.open import IN_MEMORY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui_course.config import Settings
    from tui_course.serve.drawing import Artist
    from tui_course.serve.publishing import Publisher

_PICTURES: Final = "hosted-pictures"
_EDITIONS: Final = "editions"


def serve(asked: Asked, flags: Mapping[str, Any]) -> int:
    """Serve courses until a signal ends it; raises CourseError, SettingsError, StoreError and ServeError."""
    settings = _absolute(settings_for(flags).settings)
    if settings.store in IN_MEMORY:
        raise SettingsError(
            f"store is {settings.store}: each reader would have one of its own, and nobody a workshop; --store takes a file or"
            " postgresql://USER@HOST/DATABASE"
        )
    from tui_course.progress.open import open_workshops
    from tui_course.serve.audit import Audit
    from tui_course.serve.exposure import exposure
    from tui_course.serve.host_keys import host_keys
    from tui_course.serve.installed import require_ssh
    from tui_course.serve.listening import listen, raise_file_limit

    require_ssh()
    roots = [root for given in asked.courses for root in _courses(given, settings)]
    exposed = exposure(asked.host)
    ways = ways_in(asked, exposed, complain)
    unsafe = opened_in_spite(exposed, ways, unsafe=asked.unsafe, addresses=not asked.from_address)
    files = raise_file_limit()
    keys = host_keys(asked.keys or settings.state_folder / KEYS)
    with ExitStack() as stack:
        # The port first: who has it already serves, and need not wait to learn that.
        sockets = listen(asked.host, asked.port)
        for one in sockets:
            stack.callback(one.close)
        workshops = open_workshops(settings.store, settings.state_folder)
        stack.callback(workshops.close)
        audit = Audit(asked.audit or settings.state_folder / "workshop.log", complain)
        stack.callback(audit.close)
        publishers = [stack.enter_context(_published(root, settings)) for root in roots]
        artist = _artist(publishers, settings)
        if artist is not None:
            stack.callback(artist.close)
        kept = Kept(settings, keys, workshops, audit, publishers, artist, sockets, exposed, ways, unsafe, files)
        return asyncio.run(host(asked, kept))


def _artist(publishers: Sequence[Publisher], settings: Settings) -> Artist | None:
    """What draws pictures for readers; None where what reads pictures is not installed."""
    from importlib.util import find_spec

    from tui_course.serve.drawing import Artist

    if find_spec("PIL") is None:
        return None
    folder = (settings.cache_folder or settings.state_folder) / _PICTURES
    return Artist(folder.absolute(), lambda: {publisher.files for publisher in publishers if publisher.files})


def _courses(given: str, settings: Settings) -> list[Path]:
    from tui_course.sources.open import find_courses

    root = found(given, settings).root
    return list(find_courses(root)) or [root]


def _published(root: Path, settings: Settings) -> Publisher:
    from tui_course.serve.publishing import Publisher

    folder = (settings.cache_folder or settings.state_folder) / _EDITIONS
    publisher = Publisher(root, folder, complain)
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
    return replace(settings, store=absolute_store(settings.store), state=os.path.abspath(settings.state_folder))  # noqa: PTH100
