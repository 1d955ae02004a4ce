"""What a host is asked for by the command line, what it has, and how it tells whoever runs it that something is wrong."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence
    from pathlib import Path

    from tui_course.config import Settings
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.serve.audit import Audit
    from tui_course.serve.drawing import Artist
    from tui_course.serve.exposure import Exposure
    from tui_course.serve.host_keys import HostKeys
    from tui_course.serve.identity.ways import Ways
    from tui_course.serve.publishing import Publisher


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. Of numbers 0 leaves it to us, of `remember_keys` None; no `code` has one made.

    `host` and `port` are where to listen, `address` what learners type where it is another, whose port may be 0 for the same,
    `status` is where health and metrics are told.
    """

    courses: Sequence[str]
    host: str
    port: int
    address: tuple[str, int] | None = None
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


@dataclass(frozen=True, slots=True)
class Kept:
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
    files: int


def complain(line: str) -> None:
    """A line for whoever runs the server; where nobody listens any more it goes on."""
    with suppress(OSError):
        print(f"tui-course: {visible(line)}", file=sys.stderr, flush=True)
