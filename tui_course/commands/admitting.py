"""What the command line asks about who may come in, and what is said of it when the server stands."""

from __future__ import annotations

import math
import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import SettingsError
from tui_course.progress.open import IN_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.commands.hosting import Asked
    from tui_course.config import Settings
    from tui_course.serve.announcing import Page
    from tui_course.serve.exposure import Exposure
    from tui_course.serve.identity.authorized import Roster
    from tui_course.serve.identity.codes import Code
    from tui_course.serve.identity.ways import Ways

_HOURS: Final = 24.0
"""For how long a code is good that is made for an address which everybody can reach."""
_MOST_HOURS: Final = 10_000.0
_CODE_VARIABLE: Final = "TUI_COURSE_CODE"
"""Arguments can be seen by everybody on the machine, variables of a service cannot."""
_STORE: Final = "--store"
_PATHS: Final = frozenset(("--audit", "--host-keys", "--instructors", "--roster"))
_WORDS: Final = frozenset(("--address", "--code", "--listen", "--name"))
"""Options before a word that is no course, should it be spelled like one."""


def ways_in(asked: Asked, exposed: Exposure, complain: Callable[[str], None]) -> Ways:
    """The ways in that are asked for; what is not asked for, as it is right where the server can be reached from.

    `complain` takes what cannot be used of lists. Raises SettingsError for a code or list that is none.
    """
    from tui_course.serve.exposure import Reach
    from tui_course.serve.identity.ways import Ways

    public = exposed.reach is Reach.PUBLIC
    code = _code(asked, public=public)
    return Ways(
        code=code,
        remember_keys=code is not None and not public if asked.remember_keys is None else asked.remember_keys,
        guests=asked.guests,
        roster=_roster(asked.roster, complain),
        instructors=_roster(asked.instructors, complain),
    )


def read_again(asked: Asked, ways: Ways, complain: Callable[[str], None]) -> Ways:
    """Ways in with the lists as they are in their files now; a list that cannot be read stays as it was, which is said."""
    try:
        return replace(ways, roster=_roster(asked.roster, complain), instructors=_roster(asked.instructors, complain))
    except SettingsError as error:
        complain(str(error))
        return ways


def opened_in_spite(exposed: Exposure, ways: Ways, *, unsafe: bool, addresses: bool = True) -> tuple[str, ...]:
    """What is opened in spite of a reason against it, a sentence each; raises SettingsError without `unsafe`.

    `addresses` says that wrong guesses are counted by address.
    """
    from tui_course.serve.exposure import Reach, refusals

    found = refusals(exposed, ways)
    if not addresses and exposed.reach is not Reach.PUBLIC and ways.code is not None and not ways.code.strong:
        reason = "the code is short enough to be found by trying, for with --from-address guesses are not counted by address"
        found = (*found, f"{reason}: leave out --code, and a longer one is made")
    if found and not unsafe:
        lines = [f"this would be open to everybody ({exposed.why}), and therefore is refused:" if exposed.why else "refused:"]
        lines += [f"  {sentence}" for sentence in found]
        raise SettingsError("\n".join([*lines, "  --unsafe does it all the same"]))
    return found


def reached_at(exposed: Exposure, host: str) -> tuple[str, ...]:
    """The addresses at which learners reach the server, the likeliest first."""
    named = () if not host or host[0].isdigit() or ":" in host or host == "*" else (host,)
    return (*named, *exposed.addresses) or ("localhost",)


def page(settings: Settings) -> Page:
    """The terminal that the server stands on, or a log."""
    from tui_course.serve.announcing import Page

    if not sys.stdout.isatty():
        return Page()
    size = shutil.get_terminal_size()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    letters = settings.ascii or "utf" not in (sys.stdout.encoding or "").lower()
    return Page(size.columns, size.lines, colours=not plain, ascii=letters)


def print_service(given: Sequence[str], asked: Asked) -> int:
    """Print the unit of a service that serves as the arguments `given` say, with paths that are absolute; the exit code."""
    from tui_course.serve.unit import SESSIONS, unit

    python = Path(sys.executable)
    # What Python itself is made of may lie in a home folder too.
    made_of = (Path(sys.prefix), Path(sys.base_prefix), python.parent.parent, Path(__file__).parents[2])
    files = [*asked.courses, asked.roster, asked.instructors, asked.keys]
    read = [Path(_absolute(str(file))) for file in files if file is not None and Path(file).exists()]
    command = [str(python), "-m", "tui_course", "serve", *_from_anywhere(given, asked)]
    print(unit(command, read=[*read, *made_of], port=asked.port, sessions=asked.sessions or SESSIONS), end="")
    return 0


def _from_anywhere(given: Sequence[str], asked: Asked) -> list[str]:
    """Arguments that mean the same in every folder."""
    courses = {course for course in asked.courses if Path(course).exists()}
    words: list[str] = []
    before = ""
    for word in given:
        name, equals, value = word.partition("=")
        if before in _PATHS or (word in courses and before not in _WORDS):
            words.append(_absolute(word))
        elif equals and name in _PATHS:
            words.append(f"{name}={_absolute(value)}")
        elif before == _STORE:
            words.append(absolute_store(word))
        elif equals and name == _STORE:
            words.append(f"{name}={absolute_store(value)}")
        elif word != "--systemd":
            words.append(word)
        before = word
    return words


def absolute_store(store: str) -> str:
    """The address of a store such that it means the same in every folder; empty stays empty."""
    if not store or store in IN_MEMORY or "://" in store:
        return store
    return _absolute(os.path.expanduser(store))  # noqa: PTH111 - Path's own fails where there is no home


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - links stay links


def _code(asked: Asked, *, public: bool) -> Code | None:
    from tui_course.serve.identity.codes import Code, new_code, unusable

    hours = asked.code_hours
    if hours and not (math.isfinite(hours) and 0 < hours <= _MOST_HOURS):
        raise SettingsError(f"--code-hours is a number of hours, at most {_MOST_HOURS:,.0f}")
    given = asked.code or os.environ.get(_CODE_VARIABLE, "")
    if given and (reason := unusable(given)):
        raise SettingsError(reason)
    if not given and (asked.guests or asked.roster is not None):
        return None
    if not given and public:
        hours = hours or _HOURS
    # Where addresses say nothing, as behind a balancer, guesses at a short one would be slowed down too little.
    return Code(given or new_code(strong=public or asked.from_address > 0), time.time() + hours * 3600 if hours else 0.0)


def _roster(path: Path | None, complain: Callable[[str], None]) -> Roster:
    from tui_course.serve.identity.authorized import NOBODY, read_roster

    if path is None:
        return NOBODY
    roster = read_roster(path)
    for sentence in roster.complaints:
        complain(sentence)
    return roster
