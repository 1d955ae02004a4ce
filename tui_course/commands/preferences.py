"""What a learner of a host chose of how the reader looks."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_course.config.remembered import CHOSEN
from tui_course.config.settings import read_value
from tui_course.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.config import Settings
    from tui_course.progress.workshops import WorkshopStore


class Preferences:
    """What a learner chose of how the reader looks, kept with the workshop; nothing is kept of nobody.

    `keep` does not wait: a thread writes what was chosen last.
    """

    def __init__(self, workshops: WorkshopStore, workshop: str, learner: str) -> None:
        self._workshops = workshops
        self._workshop = workshop
        self._learner = learner
        self._chosen = self._read()
        self._changed = threading.Condition()
        self._waits = False
        self._over = False
        self._thread: threading.Thread | None = None

    def over(self, settings: Settings) -> Settings:
        """Settings with the learner's choices in place of the host's."""
        return replace(settings, **self._chosen)

    def keep(self, changes: Mapping[str, Any]) -> None:
        """Remember what was chosen."""
        if not self._learner:
            return
        with self._changed:
            self._chosen = {**self._chosen, **_understood(changes)}
            self._waits = True
            self._changed.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="preferences", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Write what waits, for a second at most."""
        with self._changed:
            self._over = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(1.0)

    def _read(self) -> dict[str, Any]:
        if not self._learner:
            return {}
        try:
            said = json.loads(self._workshops.preferences(self._workshop, self._learner) or "{}")
        except (StoreError, ValueError, RecursionError):
            # The look of the host is as good.
            return {}
        return _understood(said) if isinstance(said, dict) else {}

    def _write(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waits or self._over)
                if not self._waits:
                    return
                self._waits, text = False, json.dumps(self._chosen)
            try:
                self._workshops.prefer(self._workshop, self._learner, text)
            except StoreError as error:
                print(f"what a learner chose is not kept: {error}", file=sys.stderr)


def _understood(said: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in CHOSEN:
        if name in said:
            try:
                found[name] = read_value(name, said[name])
            except ValueError:
                continue
    return found
