"""The pictures of pages, drawn in the background, what is looked at first, and kept."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tui_course.model.visible import visible
from tui_course.pictures.load import Loader
from tui_course.pictures.picture import Unreadable
from tui_course.pictures.store import DrawnStore
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_course.pictures.drawn import Drawn

_THREADS: Final = 2
_MOST_BYTES: Final = 16_777_216
_MOST_KEPT: Final = 1000
_AT_ONCE: Final = 64
_PATIENCE: Final = 0.5


class Wanted(NamedTuple):
    """A picture at a place on disk, in at most so many columns and rows of cells."""

    path: str
    columns: int
    rows: int


class Failed(NamedTuple):
    """Why a picture cannot be shown."""

    reason: str


class Drawer(Protocol):
    """What draws one picture, and may be stopped meanwhile, as `load.Loader` does."""

    def draw(self, path: Path, columns: int, rows: int) -> Drawn:
        """The picture, drawn; raises Unreadable."""

    def close(self) -> None:
        """Stop drawing."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What became of a wanted picture, and how its file stood then."""

    stamp: str
    found: Drawn | Failed


class Gallery:
    """Draws pictures in at most two processes at a time, and keeps them in memory and, with a `folder`, on disk.

    All of it may be called from any thread and waits for no process. `listener` is called from a thread of its own whenever a
    picture has arrived or failed. `close` ends what runs. `able` says whether what reads pictures is installed; it is not
    loaded for that. `keeps` is false where the drawer itself puts what it drew into the folder.
    """

    def __init__(
        self,
        folder: Path | None = None,
        drawer: Callable[[], Drawer] = Loader,
        *,
        able: bool | None = None,
        keeps: bool = True,
    ) -> None:
        self.able = find_spec("PIL") is not None if able is None else able
        self.listener: Callable[[], None] | None = None
        self._store = DrawnStore(folder) if folder is not None else None
        self._drawer = drawer
        self._keeps = keeps
        self._changed = threading.Condition()
        self._kept: OrderedDict[Wanted, _Entry] = OrderedDict()
        self._weight = 0
        self._missed: dict[Wanted, str] = {}
        self._seen: list[Wanted] = []
        self._ahead: list[Wanted] = []
        self._drawing: dict[Wanted, Drawer] = {}
        self._foreseeing = 0
        self._threads: list[threading.Thread] = []
        self._closed = threading.Event()

    def find(self, wanted: Wanted) -> Drawn | Failed | None:
        """What is at hand of a picture: in memory, else on disk; None where it is still to be drawn."""
        with self._changed:
            entry = self._kept.get(wanted)
            if entry is not None:
                self._kept.move_to_end(wanted)
                return entry.found
            if wanted in self._missed:
                return None
        stamp = _stamp(wanted.path)
        found = self._store.find(_key(wanted, stamp)) if self._store is not None and stamp else None
        with self._changed:
            if found is None:
                self._missed[wanted] = stamp
                return None
            self._keep(wanted, _Entry(stamp, found))
        return found

    def want(self, seen: Iterable[Wanted], ahead: Iterable[Wanted] = ()) -> None:
        """Have pictures drawn that are not at hand: what is `seen` first, what may be seen next after that, each in order.

        What was wanted before and has not begun is given up. A file that has changed is drawn again.
        """
        seen, ahead = list(dict.fromkeys(seen)), list(dict.fromkeys(ahead))
        stamps = {path: _stamp(path) for path in {one.path for one in (*seen, *ahead)}}
        with self._changed:
            for one in (*seen, *ahead):
                entry = self._kept.get(one)
                if entry is not None and entry.stamp != stamps[one.path]:
                    self._drop(one)
            if len(self._missed) > _MOST_KEPT:
                self._missed.clear()
            self._seen = [one for one in seen if one not in self._kept]
            self._ahead = [one for one in ahead[:_AT_ONCE] if one not in self._kept]
            self._start(min(_THREADS, len(self._seen) + bool(self._ahead)))
            self._changed.notify_all()

    def close(self) -> None:
        """Draw nothing any more."""
        with self._changed:
            self._closed.set()
            self._seen.clear()
            self._ahead.clear()
            running = list(self._drawing.values())
            self._changed.notify_all()
        for drawer in running:
            drawer.close()
        for thread in self._threads:
            # What it was drawing has left a folder, which goes with it.
            thread.join(_PATIENCE)

    # What follows is called with the lock held, up to the threads.

    def _start(self, threads: int) -> None:
        while len(self._threads) < threads and not self._closed.is_set():
            thread = threading.Thread(target=self._work, name=f"pictures {len(self._threads) + 1}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _keep(self, wanted: Wanted, entry: _Entry) -> None:
        self._drop(wanted)
        self._missed.pop(wanted, None)
        self._kept[wanted] = entry
        self._weight += _weight(entry)
        while len(self._kept) > 1 and (self._weight > _MOST_BYTES or len(self._kept) > _MOST_KEPT):
            self._weight -= _weight(self._kept.popitem(last=False)[1])

    def _drop(self, wanted: Wanted) -> None:
        entry = self._kept.pop(wanted, None)
        if entry is not None:
            self._weight -= _weight(entry)

    def _next(self) -> tuple[Wanted, bool] | None:
        """What is to be drawn next, and whether it is only foreseen: of that, one at a time leaves room for what is seen."""
        for one in self._seen:
            if one not in self._drawing:
                return one, False
        if not self._foreseeing:
            for one in self._ahead:
                if one not in self._drawing:
                    return one, True
        return None

    # Threads

    def _work(self) -> None:
        while True:
            with self._changed:
                while (following := self._next()) is None and not self._closed.is_set():
                    self._changed.wait()
                if self._closed.is_set() or following is None:
                    return
                wanted, foreseen = following
                drawer = self._drawing[wanted] = self._drawer()
                self._foreseeing += foreseen
            entry = self._drawn(wanted, drawer)
            with self._changed:
                del self._drawing[wanted]
                self._foreseeing -= foreseen
                self._seen = [one for one in self._seen if one != wanted]
                self._ahead = [one for one in self._ahead if one != wanted]
                if self._closed.is_set():
                    return
                self._keep(wanted, entry)
                self._changed.notify_all()
            if self.listener is not None:
                self.listener()

    def _drawn(self, wanted: Wanted, drawer: Drawer) -> _Entry:
        """Look on disk, else draw and keep it there; a failure is not kept on disk, for its reason may pass."""
        stamp = _stamp(wanted.path)
        key = _key(wanted, stamp)
        if self._store is not None and stamp and (kept := self._store.find(key)) is not None:
            return _Entry(stamp, kept)
        try:
            found = drawer.draw(Path(wanted.path), wanted.columns, wanted.rows)
        except Unreadable as reason:
            return _Entry(stamp, Failed(visible(str(reason))))
        except (OSError, ValueError, MemoryError) as error:
            # No process can be started, or there is no room for one.
            return _Entry(stamp, Failed(visible(str(error)) or type(error).__name__))
        if self._store is not None and stamp and self._keeps:
            self._store.keep(key, found)
        return _Entry(stamp, found)


def _weight(entry: _Entry) -> int:
    return 200 if isinstance(entry.found, Failed) else entry.found.weight


def _stamp(path: str) -> str:
    """Size and time of a file, which change when it is replaced; empty where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path a look costs
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def key_of(wanted: Wanted) -> str:
    """The key under which a picture is kept, as its file is now; empty where there is none."""
    stamp = _stamp(wanted.path)
    return _key(wanted, stamp) if stamp else ""


def _key(wanted: Wanted, stamp: str) -> str:
    return f"{wanted.path}\0{stamp}\0{wanted.columns} {wanted.rows}"
