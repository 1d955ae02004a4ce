"""The source of the page in the author's editor, at the line in view."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.sources.open import built_in, manual
from tui_course.tui.loading import source_in_background
from tui_course.tui.screens.reloading import ReloadingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.course import Page


class EditingScreen(ReloadingScreen, room=True):
    """Opens the page's source, where reader and author are on one machine, and reads the course again afterwards."""

    def action_edit(self) -> None:
        """Open the source of the page."""
        if self.page is None or not self.is_ready:
            return
        if not self.local:
            self.say(_("the source opens only where the reader runs on your own machine"))
            return
        from tui_course.tui.editor import find_editor

        editor, wrong = find_editor(os.environ)
        if editor is not None:
            self.begin(partial(self._open_editor, editor, self.page), "editor")
        elif wrong:
            self.say(_("{setting} is no program that could be started").format(setting=visible(wrong)))
        else:
            self.say(_("no editor is here: set EDITOR to the name of yours"))

    async def _open_editor(self, editor: Sequence[str], page: Page) -> None:
        from tui_course.tui.editor import command, run

        rows, near = self._rows_in_view(page)
        try:
            path, line = await asyncio.wrap_future(source_in_background(self.study, page.ref.source, rows, near))
        except (TuiCourseError, OSError) as error:
            self.say(self.reason(error))
            return
        if not self.is_attached:
            return
        line = self._line_of_question(page) or line
        read_only = not os.access(path, os.W_OK)
        try:
            with self.app.suspend():
                status = run(command(editor, path, line, read_only=read_only))
        except SuspendNotSupported:
            self.say(_("this terminal cannot be lent to an editor"))
        except OSError as error:
            self.say(
                _("{editor} cannot be started: {reason}").format(editor=visible(Path(editor[0]).name), reason=error.strerror)
            )
        else:
            self.read_again(_remark(path, editor[0], status, read_only=read_only))

    def _rows_in_view(self, page: Page) -> tuple[list[str], float]:
        """The rows from the target in focus, else from the upper edge, and how far down in the page they begin, 0 to 1."""
        view, scroll = self.page_view.view, self.page_view.scroll
        first = view.first
        targets, number = scroll.targets(), self.page_view.focused_target
        if number is not None and number < len(targets) and view.first <= targets[number].line < view.last:
            first = targets[number].line
        rows = [line.text for line in scroll.lines(first, view.last)]
        return [row for row in rows if row.strip()] or [page.ref.title], first / max(1, view.total)

    def _line_of_question(self, page: Page) -> int:
        """The line of the question in focus, where it stands in the page's own source; else 0."""
        wanted = self.page_view.question
        question = next((one for one in all_questions(page.blocks) if one.id == wanted), None) if wanted else None
        return question.line if question is not None and question.file == page.ref.source else 0


def _remark(path: Path, editor: str, status: int, *, read_only: bool) -> str:
    """What to say of the file after it was edited; empty where all is well."""
    if status:
        return _("{editor} ended with status {status}").format(editor=visible(Path(editor).name), status=status)
    if path.is_relative_to(built_in()) or path.is_relative_to(manual()):
        return _("this course comes with the program, which may replace it; `tui-course init` begins one of your own")
    if read_only:
        return _("{file} may not be written here").format(file=visible(path.name))
    return ""
