"""Code: copied to the clipboard of the learner's terminal, and numbered on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.block import CodeBlock
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.study import Elsewhere
from tui_course.tui.screens.following import FollowingScreen
from tui_course.tui.strips import shortened

if TYPE_CHECKING:
    from textual import events

    from tui_course.study import Study
    from tui_course.tui.theme import Look

_BEGINNING_CELLS = 36


class CopyingScreen(FollowingScreen, room=True):
    """Copies what is selected, the address of the link in focus, or the blocks of code in view, one after the other."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._copied: CodeBlock | None = None

    def on_key(self, event: events.Key) -> None:
        """Any other key: the next copy begins with the first block in view again."""
        if event.key != "y":
            self._copied = None

    def action_copy(self) -> None:
        """Copy to the clipboard of the terminal, which is the learner's over SSH too."""
        selected = self.get_selected_text()
        if selected:
            self.app.copy_to_clipboard(selected)
            self.say(_("copied what is selected"))
            return
        where = self.study.destination(self.target) if self.target is not None else None
        if isinstance(where, Elsewhere):
            self.app.copy_to_clipboard(where.address)
            self.say(_("copied: {what}").format(what=where.address))
            return
        blocks = self._code_in_view()
        if not blocks:
            self.say(_("y copies the address of the link in focus or the code in view; here is neither"))
            return
        now = next((number for number, block in enumerate(blocks) if block is self._copied), -1)
        number = (now + 1) % len(blocks)
        self._copied = blocks[number]
        self.app.copy_to_clipboard(blocks[number].text)
        self._tell_copied(blocks, number)

    def _tell_copied(self, blocks: list[CodeBlock], number: int) -> None:
        text = blocks[number].text.rstrip("\n")
        count = text.count("\n") + 1
        lines = ngettext("{count} line", "{count} lines", count).format(count=count)
        if len(blocks) == 1:
            self.say(_("copied the code: {lines}").format(lines=lines))
            return
        beginning = shortened(visible(text.strip().partition("\n")[0].strip()), _BEGINNING_CELLS, self.look.mark("…", "..."))
        said = _("copied code {number} of {count} in view, {lines}: {beginning}")
        self.say(said.format(number=number + 1, count=len(blocks), lines=lines, beginning=beginning))

    def _code_in_view(self) -> list[CodeBlock]:
        if not self.is_ready or self.page is None:
            return []
        first, last = self.page_view.blocks_in_view
        return [block for block in all_blocks(self.page.blocks[first : last + 1]) if isinstance(block, CodeBlock)]

    def action_numbers(self) -> None:
        """Number the lines of code, or take the numbers away."""
        if not self.is_ready or self.page is None:
            return
        if not any(isinstance(block, CodeBlock) for block in all_blocks(self.page.blocks)):
            self.say(_("no code on this page"))
            return
        self.numbered_code = not self.numbered_code
        self.page_view.set_again()
        self.say(_("lines of code are numbered") if self.numbered_code else _("lines of code have no numbers"))
