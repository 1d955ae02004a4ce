"""How the text looks: its colours, its width, how dense it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui_course.config import DENSITIES, WIDTHS
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.block import DiagramBlock
from tui_course.model.walk import all_blocks
from tui_course.tui.loading import draw_in_background
from tui_course.tui.screens.paging import PagingScreen

if TYPE_CHECKING:
    from concurrent.futures import Future

    from tui_course.study import Study
    from tui_course.tui.theme import Look

_WIDTH_STEP = 4
_DENSITIES = {"compact": later("compact"), "normal": later("normal"), "airy": later("airy")}


class DressingScreen(PagingScreen, room=True):
    """Changes how the text looks; what is chosen is remembered."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._wanted_width: int | None = None

    def action_widen(self) -> None:
        """Make the text wider; the line that is read stays."""
        self._widen(1)

    def action_narrow(self) -> None:
        """Make the text narrower."""
        self._widen(-1)

    def _widen(self, by: int) -> None:
        room = self.page_view.room if self.is_ready else self.look.width
        chosen = self._wanted_width or self.look.width
        now = min(chosen, room)
        least, most = WIDTHS
        # From a width between two steps, to the next step.
        steps = now // _WIDTH_STEP + 1 if by > 0 else (now - 1) // _WIDTH_STEP
        width = max(least, min(steps * _WIDTH_STEP, most))
        if by > 0 and chosen >= most:
            self.say(_("the text is as wide as it gets: {width}").format(width=most))
        elif by < 0 and now <= least:
            self.say(_("the text is as narrow as it gets: {width}").format(width=now))
        elif by > 0 and chosen > room:
            self.say(_("the window has room for {width} cells of text").format(width=room))
        else:
            self._wanted_width = width
            self.say(_("text width {width}").format(width=width))
            if self.page is not None and any(isinstance(block, DiagramBlock) for block in all_blocks(self.page.blocks)):
                drawing = draw_in_background(self.study, self.page, min(width, room))
                self.begin(partial(self._set_width, width, drawing), "width", alone=False)
            else:
                self._take_width(width)

    async def _set_width(self, width: int, drawing: Future[None]) -> None:
        """Set the text anew once its diagrams are drawn, which takes longer than a key may."""
        await asyncio.wrap_future(drawing)
        if self.is_attached and width == self._wanted_width:
            self._take_width(width)

    def _take_width(self, width: int) -> None:
        self._wanted_width = None
        self.dress({"width": width})

    def action_density(self) -> None:
        """Go to the next density."""
        following = DENSITIES[(DENSITIES.index(self.look.density) + 1) % len(DENSITIES)]
        self.dress({"density": following})
        self.say(_("density: {name}").format(name=_(_DENSITIES[following])))

    def action_themes(self) -> None:
        """Choose a theme."""
        from tui_course.tui.screens.themes import ThemesScreen

        self.app.push_screen(ThemesScreen(self.look))

    def course_changed(self) -> None:
        """The course may have another colour now."""
        super().course_changed()
        if self.look.accent != self.study.course.accent:
            self.look = replace(self.look, accent=self.study.course.accent)
            self.wear(self.look)
