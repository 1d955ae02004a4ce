"""Letters on the links in view: to type one is to follow its link."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.tui.screens.following import FollowingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui_course.model.course import Page
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look

# Those under the fingers first.
_LETTERS = "fjdkslaghrueiwoqptyvmcnxbz"


def labels(count: int) -> Sequence[str]:
    """So many different labels of letters, all of one length, so that none begins another."""
    length = 1
    while len(_LETTERS) ** length < count:
        length += 1
    found = ("".join(letters) for letters in product(_LETTERS, repeat=length))
    return [label for label, _number in zip(found, range(count), strict=False)]


class JumpingScreen(FollowingScreen, room=True):
    """Puts a label on each target in view, on demand, and goes to the one whose label is typed."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._labels: dict[str, int] = {}
        self._typed = ""

    @property
    def jumping(self) -> bool:
        """Whether labels are shown."""
        return bool(self._labels)

    def action_jump(self) -> None:
        """Show the labels."""
        if not self.is_ready:
            return
        self.page_view.focus()
        numbers = self.page_view.targets_in_view()
        if not numbers:
            self.say(_("no link in view"))
            return
        self._labels = dict(zip(labels(len(numbers)), numbers, strict=True))
        self._show("")

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived; the labels were of other links."""
        if self.jumping:
            self._end()
        super().show_page(page, place)

    def course_changed(self) -> None:
        """The labels were of links of another edition."""
        super().course_changed()
        if self.jumping:
            self._end()

    def leave_page(self) -> None:
        """The labels go with their links."""
        super().leave_page()
        if self.jumping:
            self._end()

    def _show(self, typed: str) -> None:
        """Show the labels that begin with what was typed."""
        self._typed = typed
        left = {number: label for label, number in self._labels.items() if label.startswith(typed)}
        self.page_view.label(left)
        self.bottom_line.ask(_("type the letters of a link: ") + visible(typed))

    def _end(self) -> None:
        self._labels = {}
        self.page_view.label({})
        self.bottom_line.ask(None)

    def on_key(self, event: events.Key) -> None:
        """While labels are shown, letters go to them; any other key takes them away."""
        if not self.jumping:
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + event.key
        if event.key == "backspace" and self._typed:
            self._show(self._typed[:-1])
        elif typed in self._labels:
            number = self._labels[typed]
            self._end()
            self._jump(number)
        elif any(label.startswith(typed) for label in self._labels):
            self._show(typed)
        else:
            self._end()
            self.tell()

    def on_click(self) -> None:
        """A click takes the labels away."""
        if self.jumping:
            self._end()

    def _jump(self, number: int) -> None:
        target = self.page_view.focus_number(number)
        if target is not None and target.kind != "question":
            self.follow(target)
        self.tell()
