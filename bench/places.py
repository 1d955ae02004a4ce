"""Where things are that the repository does not hold: courses, diagrams, peers, programs of the system."""

from __future__ import annotations

import shutil
import string
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import peers

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ROS = "intro-ros-ros2"


class Missing(Exception):
    """Something is not here; says what, and why."""


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Missing(f"{name} is not installed")
    return found


class Places:
    """`courses` is a folder with the five reference courses, `diagrams` one with a corpus of flowcharts and its scorer."""

    def __init__(self, courses: Path | None = None, diagrams: Path | None = None) -> None:
        self._courses = courses or SHARED / "courses" / "robomaker"
        self._diagrams = diagrams or SHARED / "diagrams"
        self._ways: dict[str, Callable[[], str]] = {
            "courses": lambda: self._below(self._courses, "", "--courses"),
            "ros": lambda: self._below(self._courses, ROS, "--courses"),
            "robomaker": lambda: self._below(self._courses, "getting-started-with-aws-robomaker", "--courses"),
            "fidelity": lambda: self._below(self._courses.parent, "fidelity.py", "--courses"),
            "corpus": lambda: self._below(self._diagrams, "corpus", "--diagrams"),
            "score": lambda: self._below(self._diagrams, "score.py", "--diagrams"),
            "jekyll": lambda: _program("jekyll"),
            "sshd": lambda: _program("sshd"),
            **{f"peer_{one.key}": partial(self._peer, one) for one in peers.listed()},
        }

    @property
    def names(self) -> frozenset[str]:
        """What a measurement may ask for."""
        return frozenset(self._ways)

    def filled(self, arguments: str) -> list[str]:
        """Arguments with the places in them; raises Missing."""
        names = {name for _, name, _, _ in string.Formatter().parse(arguments) if name}
        found = {name: self._ways[name]() for name in sorted(names)}
        return [one.format_map(found) for one in arguments.split()]

    @staticmethod
    def _below(folder: Path, name: str, option: str) -> str:
        path = folder / name
        if not path.exists():
            raise Missing(f"no {path.name} (say where with {option})")
        return str(path)

    @staticmethod
    def _peer(peer: peers.Peer) -> str:
        try:
            return str(peers.installed(peer))
        except peers.NotInstalled as error:
            raise Missing(f"{peer.name} could not be installed: {error}") from error
