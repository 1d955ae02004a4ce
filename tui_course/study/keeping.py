"""One learner's events between courses and a store: read at the start of each course, recorded without waiting."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_course.errors import StoreError
from tui_course.language import gettext as _
from tui_course.progress.recorder import Recorder
from tui_course.study.learning import Learning

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.annotation import Annotation
    from tui_course.model.attempt import Event
    from tui_course.progress.recorder import State
    from tui_course.progress.store import Store

CLOSING_SECONDS = 5.0


class Keeping:
    """What `learner` does, kept in `store`, which is closed with this.

    `clock` gives seconds since 1970. `listener`, where it is set, is called from another thread whenever `state` changes.
    """

    def __init__(self, store: Store, learner: str, clock: Callable[[], float] = time.time) -> None:
        self.store = store
        self.learner = learner
        self.clock = clock
        self.listener: Callable[[], None] | None = None
        self.recorded = 0
        self._trouble = ""
        self._recorder = Recorder(store, self._tell)

    @property
    def notice(self) -> str:
        """A sentence that the learner should always have before them; empty where all is well."""
        return self.store.notice or self._trouble

    @property
    def lasting(self) -> bool:
        """Whether what is recorded now outlives the program."""
        return self.store.lasting

    @property
    def state(self) -> State:
        """Whether everything is saved."""
        return self._recorder.state

    def learning(self, course: str) -> Learning:
        """The learner in a course; one whose events cannot be read begins with none, and `notice` says so."""
        try:
            attempts, visits = self.store.attempts(self.learner, course), self.store.visits(self.learner, course)
            annotations = self.store.annotations(self.learner, course)
        except StoreError as error:
            self._trouble = _("what you did before cannot be read: {reason}").format(reason=error)
            attempts, visits, annotations = (), (), ()
        learning = Learning(self.learner, course, attempts=attempts, visits=visits, keep=self.record, clock=self.clock)
        learning.add_annotations(annotations)
        return learning

    def annotations(self, course: str) -> tuple[Annotation, ...]:
        """Every state of the learner's annotations in a course, also those of other windows; none where they cannot be read.

        From any thread.
        """
        try:
            return self.store.annotations(self.learner, course)
        except StoreError:
            return ()

    def record(self, event: Event) -> None:
        """Take an event; it is saved in the background."""
        self.recorded += 1
        self._recorder.record(event)

    def close(self, seconds: float = CLOSING_SECONDS) -> int:
        """Save what waits, for so long at most, and let go of the store; how many events are not saved."""
        self.listener = None
        lost = self._recorder.close(seconds)
        self.store.close()
        return lost

    def _tell(self) -> None:
        # Another thread may take it away in between.
        listener = self.listener
        if listener is not None:
            listener()
