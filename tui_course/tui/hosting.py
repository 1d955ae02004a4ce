"""What is around a reader: a machine of the learner's or of somebody else, a workshop or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.pictures.gallery import Gallery

if TYPE_CHECKING:
    from tui_course.config import Settings
    from tui_course.workshop.attending import Attendance
    from tui_course.workshop.host_words import HostWords
    from tui_course.workshop.observing import Observation

# An absolute path as the messages of the operating system and of databases have it, with its folders as a group.
_PATH: Final = re.compile(r"(?<![\w.:/~-])(?:~|[A-Za-z]:)?(?:/[^\s/'\"<>|:;,()]+)+/?")


class Surroundings(NamedTuple):
    """Where the reader runs: `hosted` on a machine of somebody else, as a learner of a workshop, as its instructor.

    On a machine that is not the learner's nothing is started, written or told of that is the machine's own. `attendance` is
    the learner's side of a workshop, which is started once the first frame is painted; who gave it closes it. `observation` is
    an instructor's side, likewise; `board_first` begins with its board. `host` is what the host says to somebody who attends
    no workshop.
    """

    hosted: bool = False
    attendance: Attendance | None = None
    observation: Observation | None = None
    board_first: bool = False
    host: HostWords | None = None


def gallery_of(settings: Settings, *, hosted: bool) -> Gallery:
    """What draws pictures on this machine and keeps them in its cache; nothing for a hosted reader, which starts no process."""
    folder = settings.cache_folder if not hosted else None
    return Gallery(folder / "pictures" if folder is not None else None, able=False if hosted else None)


def without_places(words: str) -> str:
    """Words without the folders of this machine: of an absolute path its last name stays."""
    return _PATH.sub(lambda found: found[0].rstrip("/").rpartition("/")[2], words)
