"""Pictures drawn by the host for readers, which start no process of their own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible
from tui_course.pictures.gallery import Wanted, key_of
from tui_course.pictures.load import Loader
from tui_course.pictures.picture import Unreadable
from tui_course.pictures.store import DrawnStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.pictures.gallery import Drawer

PROCESSES: Final = 2
MOST_BYTES: Final = 268_435_456
"""What is kept of pictures on the host: each at the sizes of all learners' terminals."""
_MOST_COLUMNS: Final = 500
_MOST_ROWS: Final = 300


class Artist:
    """Draws pictures of the served courses into the files of `folder`, in at most two processes; used in one event loop.

    `folders` gives the folders whose files may be drawn: those of the courses that are served now.
    """

    def __init__(self, folder: Path, folders: Callable[[], set[str]], drawer: Callable[[], Drawer] = Loader) -> None:
        self.folder = folder
        self._store = DrawnStore(folder, MOST_BYTES)
        self._folders = folders
        self._drawer = drawer
        self._threads = ThreadPoolExecutor(PROCESSES, "pictures")
        self._under_way: dict[str, asyncio.Future[str]] = {}
        self._drawing: set[Drawer] = set()

    async def draw(self, path: str, columns: int, rows: int) -> str:
        """Have a picture among those that are kept; empty, or why it cannot be. Who wants the same waits for the same."""
        if not (0 < columns <= _MOST_COLUMNS and 0 < rows <= _MOST_ROWS):
            return "it cannot be that large"
        wanted = Wanted(path, columns, rows)
        under_way = self._under_way.get(key := repr(wanted))
        if under_way is None:
            under_way = asyncio.get_running_loop().run_in_executor(self._threads, self._drawn, wanted)
            self._under_way[key] = under_way
            under_way.add_done_callback(lambda _: self._under_way.pop(key, None))
        # Who leaves does not take it away from others.
        return await asyncio.shield(under_way)

    def close(self) -> None:
        """Draw nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for drawer in list(self._drawing):
            drawer.close()

    # In a thread

    def _drawn(self, wanted: Wanted) -> str:
        try:
            place = Path(wanted.path).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return "it is not there"
        if not any(place.is_relative_to(folder) for folder in self._folders()):
            return "it is no picture of the course"
        drawer = self._drawer()
        self._drawing.add(drawer)
        try:
            key = key_of(wanted)
            if self._store.find(key) is None:
                self._store.keep(key, drawer.draw(place, wanted.columns, wanted.rows))
        except Unreadable as reason:
            return visible(str(reason)) or "it cannot be read"
        except (OSError, ValueError, MemoryError) as error:
            return visible(str(error)) or type(error).__name__
        finally:
            self._drawing.discard(drawer)
        return ""
