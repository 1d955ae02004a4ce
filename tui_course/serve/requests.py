"""What a client may ask for on its session's channel: a terminal and a login on it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncssh

from tui_course.serve.figures import Refusal
from tui_course.serve.starting import Start
from tui_course.serve.terminal import DUMB, Window, colours, language, terminal_name, window

if TYPE_CHECKING:
    from tui_course.model.workshop import Person
    from tui_course.serve.connection import Channel
    from tui_course.serve.server import Server


class RequestedSession(asyncssh.SSHServerSession[bytes]):
    """A session's channel, and the terminal and language that its client has told of before the login."""

    def __init__(self, server: Server, channel: Channel) -> None:
        self._server = server
        self._channel = channel
        self._term: str | None = None
        self._window = Window(80, 24)
        self._language = ""
        self._colours = ""

    def pty_requested(self, term_type: str, term_size: tuple[int, int, int, int], term_modes: object) -> bool:
        """There is a terminal for everybody; its modes are the reader's affair."""
        del term_modes
        self._term = terminal_name(term_type)
        self._window = window(*term_size[:2])
        return True

    def shell_requested(self) -> bool:
        """What a login without a command asks for."""
        environment = {
            name.decode("ascii", "replace"): value.decode("ascii", "replace")
            for name, value in self._channel.get_environment_bytes().items()
        }
        self._language, self._colours = language(environment), colours(environment)
        self.logged_in()
        return True

    def exec_requested(self, command: str) -> bool:
        """There are no commands."""
        del command
        self._server.figures.refused(Refusal.REQUEST)
        return False

    def subsystem_requested(self, subsystem: str) -> bool:
        """Nor are there files to copy."""
        del subsystem
        self._server.figures.refused(Refusal.REQUEST)
        return False

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """The client's window has another size."""
        del pixwidth, pixheight
        self._window = window(width, height)
        self.resized()

    def start_for(self, session: str, person: Person) -> Start:
        """What a reader is told of the learner and the terminal."""
        return Start(
            session=session,
            learner=person.learner,
            name=person.name,
            role=person.way,
            term=self._term or DUMB,
            columns=self._window.columns,
            rows=self._window.rows,
            colours=self._colours,
            language=self._language,
        )

    # For a subclass

    def logged_in(self) -> None:
        """The client waits for what there is to see."""
        raise NotImplementedError

    def resized(self) -> None:
        """The window is another one."""
        raise NotImplementedError
