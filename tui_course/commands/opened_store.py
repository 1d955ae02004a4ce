"""The learner's store as commands open it: at once, or by a thread while other things load."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from tui_course.config import Settings
    from tui_course.study.keeping import Keeping


class OpenedStore:
    """The learner's store, opened by a thread while Textual is loaded; as a context manager it saves what waits at the end."""

    def __init__(self, settings: Settings, *, bounded: bool = False) -> None:
        """What a learner is `bounded` to is the quota of a workshop."""
        from concurrent.futures import Future

        self._future: Future[Keeping] = Future()
        self._settings = settings
        self._bounded = bounded

    def __enter__(self) -> Self:
        """Begin to open it."""
        import tui_course.study.keeping  # noqa: F401 - loaded here, so that the thread has little to do but wait for the disk
        from tui_course.progress.open import load_store

        load_store(self._settings.store)
        threading.Thread(target=self._open, name="store", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Save what waits; what could not be saved is said."""
        lost = self.keeping.close() if self._future.exception() is None else 0
        if lost:
            print(f"tui-course: {lost} of your last steps could not be saved", file=sys.stderr)

    @property
    def keeping(self) -> Keeping:
        """The learner's events; waits until the store is open. Raises SettingsError."""
        return self._future.result()

    def _open(self) -> None:
        try:
            self._future.set_result(open_keeping(self._settings, bounded=self._bounded))
        except BaseException as error:  # noqa: BLE001  it is raised again where the result is asked for
            self._future.set_exception(error)


def open_keeping(settings: Settings, *, bounded: bool = False) -> Keeping:
    """What the learner of the settings did, in the store of the settings; raises SettingsError.

    With `bounded` no more is kept of them than the quota of a workshop has room for.
    """
    from tui_course.progress.open import open_store
    from tui_course.study.keeping import Keeping

    store = open_store(settings.store, settings.state_folder)
    if bounded:
        from tui_course.progress.quota import BoundedStore, Quota

        store = BoundedStore(store, Quota())
    return Keeping(store, settings.learner_name)
