"""The figures of a workshop as CSV: into a file of this machine, or the clipboard of the instructor's terminal."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.visible import visible
from tui_course.tui.instructor.exporting import csv_text, file_name, write_new
from tui_course.tui.loading import in_background
from tui_course.tui.screens.saying import Here, SayingScreen
from tui_course.workshop.tables import learners_csv, questions_csv

if TYPE_CHECKING:
    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.theme import Look

# What some terminals take of a sequence is 74,994 bytes, in which four stand for three.
_MOST_COPIED: Final = 56_000


class ExportingScreen(SayingScreen, room=True):
    """Exports learners or questions; where it is `hosted` the files of this machine are somebody else's."""

    at_questions: bool

    def __init__(self, look: Look, observed: Observed, here: Here | None, *, hosted: bool) -> None:
        super().__init__(look, observed, here)
        self._hosted = hosted

    # Keys

    def action_export(self) -> None:
        """Give the figures of the course that is shown as CSV."""
        self.begin(self._export, "export")

    async def _export(self) -> None:
        board, course = self.board, self.course
        if self.at_questions:
            found = board.course(course)
            count = len(found.questions) if found is not None else 0
            kind, rows = "questions", questions_csv(board, course)
            what = ngettext("{n} question", "{n} questions", count).format(n=count)
        else:
            count = len(board.learners)
            kind, rows = "learners", learners_csv(board, course)
            what = ngettext("{n} learner", "{n} learners", count).format(n=count)
        text = await asyncio.wrap_future(in_background(partial(csv_text, rows), "export"))
        if self._hosted:
            self.app.copy_to_clipboard(text)
            size = len(text.encode())
            said = _("{what} copied as CSV to your terminal's clipboard, if it takes that")
            if size > _MOST_COPIED:
                said = _("{what} copied as CSV, {n} KiB, more than many terminals take: see --csv on the host")
            self.say(said.format(what=what, n=size // 1024))
            return
        name = file_name(board.workshop, kind, board.at)
        try:
            path = await asyncio.wrap_future(in_background(partial(write_new, Path(), name, text), "export"))
        except OSError as error:
            self.say(_("not written: {reason}").format(reason=visible(str(error))))
            return
        self.say(_("{what} written to {file}").format(what=what, file=path.name))
