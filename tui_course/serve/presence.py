"""Tells the workshop's store which terminals are here: from a thread, and as often as it takes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tui_course.model.workshop import Session
    from tui_course.progress.workshops import WorkshopStore

BEAT: Final = 5.0
"""Seconds between two beats: a server from which none came for some of them is gone."""
_RETRY: Final = 1.0
_CLOSING: Final = 2.0


class Presence:
    """The terminals of one `host`, as a name that no other server has. `failed` is called from a thread for each failure.

    What could not be told is told later; meanwhile nobody waits. `say` takes a line for whoever runs the server when the store
    begins to fail, and when that is over; from the thread.
    """

    def __init__(
        self,
        store: WorkshopStore,
        host: str,
        failed: Callable[[Exception], None],
        every: float = BEAT,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._store = store
        self._host = host
        self._failed = failed
        self._say = say
        self._away = False
        self._every = every
        self._here: dict[str, Session] = {}
        self._begun: set[str] = set()
        self._gone: list[str] = []
        self._changed = threading.Condition()
        self._over = False
        self._forgotten: Callable[[Collection[str]], None] | None = None
        self._told: frozenset[str] = frozenset()
        self._thread = threading.Thread(target=self._run, name="presence", daemon=True)

    def start(self, forgotten: Callable[[Collection[str]], None] | None = None) -> None:
        """Begin to tell: what a host of this name had before, as far as anybody knows, has ended.

        `forgotten` is called from the thread, once, with the ids of terminals whose learners were forgotten.
        """
        self._forgotten = forgotten
        self._thread.start()

    def begin(self, session: Session) -> None:
        """A terminal is here."""
        with self._changed:
            self._here[session.id] = session
            self._changed.notify()

    def end(self, session: str) -> None:
        """A terminal is gone."""
        with self._changed:
            if self._here.pop(session, None) is not None:
                self._gone.append(session)
                self._changed.notify()

    def close(self) -> None:
        """Tell what is left, for some seconds at most; the store stays open. Twice is once."""
        with self._changed:
            self._over = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(_CLOSING)

    def _run(self) -> None:
        pause = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._news(), pause)
                over = self._over
            told = self._tell()
            if over:
                return
            # A store that is down is not asked again for each terminal that comes or goes.
            pause = self._every
            if not told:
                with self._changed:
                    self._changed.wait_for(lambda: self._over, _RETRY)

    def _news(self) -> bool:
        return bool(self._gone or self._here.keys() - self._begun)

    def _tell(self) -> bool:
        """Whether the store knows all now."""
        with self._changed:
            coming = [session for key, session in self._here.items() if key not in self._begun]
            gone, here = list(self._gone), list(self._here)
        try:
            for session in coming:
                self._store.begin(session)
            for session_id in gone:
                self._store.end(session_id)
            of_nobody = self._store.beat(self._host, here)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: were it to end, everybody here would seem to be gone
            self._failed(error)
            if not self._away:
                self._away = True
                reason = str(error) if isinstance(error, StoreError) else repr(error)
                self._say(f"the store fails, so that nobody new is known and what learners do waits: {reason}")
            return False
        if self._away:
            self._away = False
            self._say("the store takes what it is given again")
        with self._changed:
            self._begun.update(session.id for session in coming)
            self._begun.difference_update(gone)
            del self._gone[: len(gone)]
        news, self._told = of_nobody - self._told, of_nobody
        if news and self._forgotten is not None:
            self._forgotten(news)
        return True
