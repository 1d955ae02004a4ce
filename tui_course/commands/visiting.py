"""Who reads in a session of OpenSSH's own server: told by what that has proved, never by what a client says."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.errors import SettingsError
from tui_course.model.workshop import MAX_DISPLAY_NAME, Person, Way, Workshop
from tui_course.progress.workshops import GOES_ON_SECONDS
from tui_course.workshop.looking import HEARD_WITHIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.progress.workshops import WorkshopStore

_PROVED: Final = "SSH_USER_AUTH"
"""The variable with the file where sshd, with `ExposeAuthInfo yes`, says what a client has proved."""
_CONNECTION: Final = "SSH_CONNECTION"
_METHOD: Final = "publickey"
_SHORTEST: Final = 40  # the base64 of a key of Ed25519 has 68 characters
_MOST_BYTES: Final = 65_536
_NAMESAKES: Final = 100


class Visitor(NamedTuple):
    """Who reads, in which workshop: `learner` is the id under which what they do is kept, `name` what others may see."""

    workshop: str
    learner: str
    name: str
    way: Way = Way.LOCAL


def visitor(workshop: str, learner: str, roster: Path | None, environment: Mapping[str, str]) -> Visitor:
    """Whoever has this session: as the roster calls their key, else `learner`, else as the account is called.

    Raises SettingsError where there is a roster and they are not on it, or both are given.
    """
    from tui_course.serve.identity.names import display_name, is_a_name

    if roster is not None:
        if learner:
            raise SettingsError("a roster says who somebody is: it goes with no name for the learner")
        name = _listed(roster, environment)
        return Visitor(workshop, f"{Way.ROSTER}-{name.casefold()}", name, Way.ROSTER)
    who = learner or account()
    name = display_name(who)
    return Visitor(workshop, who, name if is_a_name(name) else "Learner")


def account() -> str:
    """The name of the account that this process runs as, which no variable can change."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def _listed(roster: Path, environment: Mapping[str, str]) -> str:
    """The name on a roster of a key that the client has proved to have; raises SettingsError."""
    from tui_course.serve.identity.authorized import name_beside

    file = environment.get(_PROVED, "")
    if not file:
        raise SettingsError("sshd does not say which key was used: a roster needs `ExposeAuthInfo yes` in sshd_config")
    for key in proved_keys(_text(Path(file))):
        if name := name_beside(roster, key):
            return name
    raise SettingsError("your key is not on the list of this workshop: ask your instructor")


def proved_keys(text: str) -> tuple[str, ...]:
    """The public keys, in base64, that sshd says were proved; what is none is passed over."""
    found = []
    for line in text.splitlines():
        match line.split(" "):
            case [method, _kind, data, *_] if method == _METHOD and len(data) >= _SHORTEST:
                found.append(data)
            case _:
                continue
    return tuple(found)


def _text(path: Path) -> str:
    from tui_course.serve.trusted_files import read_trusted

    try:
        data, _mode = read_trusted(path, _MOST_BYTES)
    except OSError as error:
        raise SettingsError(f"what sshd says of this session cannot be read: {error.strerror or error}") from error
    return data.decode("ascii", "replace")


def line_of(environment: Mapping[str, str]) -> str:
    """What is typed to come to where this session is; empty outside of one."""
    from tui_course.serve.announcing import command

    match environment.get(_CONNECTION, "").split():
        case [_client, _from, host, port] if port.isascii() and port.isdigit():
            return command(host, int(port), account())
        case _:
            return ""


def note(workshops: WorkshopStore, workshop: Workshop) -> None:
    """Note a workshop by which an instructor finds it, beside what others have noted of it; raises StoreError.

    Nobody starts such a workshop: where it is an hour old and nobody is there it begins anew, so that last week's poll is over.
    """
    known = next((one for one in workshops.workshops() if one.name == workshop.name), None)
    if known is None:
        workshops.open(workshop)
        return
    courses = (*known.courses, *(one for one in workshop.courses if one not in known.courses))
    old = known.at < workshop.at - GOES_ON_SECONDS and not workshops.sessions(workshop.name, HEARD_WITHIN)
    if old or courses != known.courses:
        workshops.open(Workshop(known.name, known.line or workshop.line, courses, workshop.at))


def join(workshops: WorkshopStore, who: Visitor, at: float) -> Person:
    """Take a visitor in, with a number behind a name that somebody else has; who was here stays who they were.

    Raises StoreError.
    """
    made = Person(who.workshop, who.learner, who.name[:MAX_DISPLAY_NAME], who.way, at)
    for number in range(2, _NAMESAKES):
        # Another terminal of theirs may have come first, also just now.
        known = next((one for one in workshops.people(who.workshop) if one.learner == who.learner), None)
        if known is not None:
            return known
        if workshops.join(made):
            break
        made = replace(made, name=f"{who.name[: MAX_DISPLAY_NAME - 3]} {number}")
    return made


def guard() -> None:
    """Bound what this session may use of the machine, and make sense of what the client says of its terminal.

    Sizes that it says later stay as they are: nothing stands between it and this process.
    """
    from tui_course.serve.limits import limit_myself
    from tui_course.serve.terminal import set_window, terminal_name, window

    os.environ["TERM"] = terminal_name(os.environ.get("TERM"))
    terminal = sys.stdin.fileno()
    columns, rows = os.get_terminal_size(terminal)
    bounded = window(columns, rows)
    if bounded != (columns, rows):
        set_window(terminal, bounded)
    limit_myself()
