"""The course opened anew while it is read: the same place, with what its author has changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.model.block import Reveal
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.tui.loading import open_again_in_background
from tui_course.tui.screens.following import FollowingScreen
from tui_course.tui.typesetting import setting_of

if TYPE_CHECKING:
    from tui_course.model.course import Page
    from tui_course.model.inline import Inline
    from tui_course.study import Study
    from tui_course.study.edition import Edition
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Target


class ReloadingScreen(FollowingScreen, room=True):
    """Reads the course again, on demand and whenever the study says that its files have changed.

    A course that cannot be read keeps the last pages that could be.
    """

    class FilesChanged(Message):
        """Files of the course have changed."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._rereading = False
        self._once_more = False

    def on_mount(self) -> None:
        """Listen to what becomes of the course's files."""
        self.study.listener = self._heard_of_files

    def on_unmount(self) -> None:
        """The learner leaves the course."""
        self.study.listener = None

    def _heard_of_files(self) -> None:
        """Called from another thread."""
        self.post_message(self.FilesChanged())

    def on_reloading_screen_files_changed(self) -> None:
        """Show what has changed."""
        self.read_again("")

    def action_read_again(self) -> None:
        """Read the course once more."""
        if self.page_view.question:
            self.say(_("r answers again once there is a verdict; Esc leaves the question, then r reads the page again"))
            return
        self.say(_("reading the course again"))
        self.read_again(_("read again"))

    def read_again(self, words: str) -> None:
        """Read the course once more, in the background, and say `words` when that is done."""
        if self._rereading:
            self._once_more = True
            return
        self._rereading = True
        self.begin(partial(self._read_again, words), "course", alone=False)

    async def _read_again(self, words: str) -> None:
        setting = setting_of(self.look, self.page_view.text_width) if self.is_ready else None
        try:
            edition = await asyncio.wrap_future(open_again_in_background(self.study, self.study.place.page, setting))
        except (TuiCourseError, OSError) as error:
            edition = None
            reason = self.reason(error)
            self.say(_("the course cannot be read now, so it stays as it was: {reason}").format(reason=reason))
        self._rereading = False
        if not self.is_attached:
            return
        if edition is not None:
            self.adopt(edition, words)
        if self._once_more:
            # It changed while it was read.
            self._once_more = False
            self.read_again(words)

    def adopt(self, edition: Edition, words: str = "") -> None:
        """Go on in another edition of the course, at the same place, and say `words`."""
        study, was, before = self.study, self.study.page, self.page
        pan = self.page_view.pan
        target, number = self.page_view.target if self.is_ready else None, self.page_view.focused_target
        study.leave(self.spot)
        # What is on its way is of the edition before.
        self.workers.cancel_group(self, "page")
        self.workers.cancel_group(self, "reference")
        study.adopt(edition)
        page = study.held(study.place.page)
        self.course_changed()
        if page is None:
            # The learner went on while the course was read.
            self.open(study.place)
            return
        if before is not None and before.ref.id in {was.id, page.ref.id}:
            target = self._keep_reveals(before, page, target)
        self.show_again(page)
        if self.is_ready:
            self._keep_focus(target, number)
            self.page_view.pan_to(pan)
        if page.ref.id == was.id:
            self.say(words)
        elif page.ref.title == was.title:
            self.say(_("{old} is now {new}").format(old=visible(was.source), new=visible(page.ref.source)))
        else:
            self.say(_("{page} is gone; this page is at its place").format(page=visible(was.name)))

    def show_again(self, page: Page) -> None:
        """Show what has become of the page on the screen."""
        self.forget_awaited()
        self.show_page(page, self.study.place)

    def _keep_focus(self, target: Target | None, number: int | None) -> None:
        """Give the focus to the target that leads where the one in focus led before, of several to the nearest."""
        if target is None or number is None or target.kind == "question":
            return
        wanted = replace(target, number=-1)
        targets = self.page_view.scroll.targets()
        alike = [found for found, placed in enumerate(targets) if replace(placed.target, number=-1) == wanted]
        self.page_view.focused_target = min(alike, key=lambda found: abs(found - number), default=None)
        self.tell()

    def _keep_reveals(self, before: Page, after: Page, target: Target | None) -> Target | None:
        """Let what was open be open again; returns the target in focus as it is in the page `after`."""
        old, new = _summaries(before), _summaries(after)
        opened = self.open_reveals.pop(before.ref.id, None)
        if opened is not None:
            kept = (_same(number, old, new) for number in opened)
            self.open_reveals[after.ref.id] = frozenset(number for number in kept if number is not None)
        if target is not None and target.kind == "reveal":
            found = _same(int(target.href), old, new)
            return replace(target, href=str(found)) if found is not None else None
        return target


def _summaries(page: Page) -> list[tuple[Inline, ...]]:
    return [block.summary for block in all_blocks(page.blocks) if isinstance(block, Reveal)]


def _same(number: int, old: list[tuple[Inline, ...]], new: list[tuple[Inline, ...]]) -> int | None:
    """The number of a reveal among the new ones; one with other words is the same if as many are there as before."""
    if not new or number >= len(old):
        return None
    from tui_course.study.moved import place_of

    found, same = place_of(number, old, new)
    return found if same or len(old) == len(new) else None
