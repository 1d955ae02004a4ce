"""A diagram on the screen: drawn in the background, shown with what stands out, and told about in the lines around it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.visible import visible
from tui_course.study import Elsewhere, Place
from tui_course.tui.diagram.about import about, target_of
from tui_course.tui.diagram.emphasis import emphasis_of, shown_as, step_number
from tui_course.tui.diagram.finding import Finding
from tui_course.tui.diagram.nesting import Nesting
from tui_course.tui.diagram.panel import Told, panel_lines
from tui_course.tui.diagram.scope import scope_of
from tui_course.tui.diagram.view import DiagramView
from tui_course.tui.loading import compose_in_background
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint, Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from tui_course.model.diagram import Diagram
    from tui_course.study import Study
    from tui_course.tui.diagram.picture import Picture
    from tui_course.tui.diagram.standpoint import Standpoint
    from tui_course.tui.theme import Look

_PATIENCE = 0.3
_NAME_CELLS = 24
WHOLE = later("whole map")


class DrawnScreen(DressedScreen):
    """Shows a diagram of the page where `study` is from a standpoint; `title` has no control characters.

    The last drawing stays until the next one is there, and no more than one is made at a time.
    """

    def __init__(self, look: Look, study: Study, diagram: Diagram, title: str, standpoint: Standpoint) -> None:
        super().__init__(look)
        self.study = study
        self.diagram = diagram
        self.standpoint = standpoint
        self.nesting = Nesting(diagram)
        self.finding = Finding(self.nesting)
        self.view = DiagramView(look)
        self._title = title
        self._wanted = False
        self._drawing = False

    def compose(self) -> ComposeResult:
        """The diagram between the two lines."""
        yield self.top_line
        yield self.view
        yield self.bottom_line
        self.tell()

    def on_mount(self) -> None:
        """The diagram has the focus."""
        self.view.focus()

    @property
    def picture(self) -> Picture | None:
        """The last drawing; None until the first is there."""
        return self.view.picture

    # Drawing

    def on_diagram_view_resized(self) -> None:
        """Draw for another size."""
        self.redraw()

    def redraw(self) -> None:
        """Have the diagram drawn as the standpoint and the window are now."""
        self._wanted = True
        if not self._drawing and self.view.size:
            self._drawing = True
            self.begin(self._draw, "drawing", alone=False)

    async def _draw(self) -> None:
        try:
            while self._wanted:
                self._wanted = False
                scope = scope_of(self.nesting, self.standpoint.group)
                future = compose_in_background(scope, self.standpoint, self.view.size, plain=self.look.ascii)
                arriving = asyncio.wrap_future(future)
                await asyncio.wait((arriving,), timeout=_PATIENCE)
                if not arriving.done() and self.picture is None:
                    self.say(_("drawing {dots}").format(dots=self.look.mark("…", "...")))
                picture = await arriving
                if not self.is_attached:
                    return
                # One that was asked for with another size or standpoint is shown only where there is none.
                if not self._wanted or self.picture is None:
                    self._show(picture)
        finally:
            self._drawing = False

    def _show(self, picture: Picture) -> None:
        if self.picture is None:
            self.say("")
        self.view.show(picture)
        self.focus_on(self.standpoint.focus)

    # Focus

    def focus_on(self, item: str, beside: Iterable[str] = ()) -> None:
        """Give the focus to what stands for an item in the drawing, else to the first box that belongs there.

        The boxes of `beside` come into view too, if there is room.
        """
        picture = self.picture
        if picture is None:
            self.standpoint = replace(self.standpoint, focus=item)
            return
        order = picture.order
        inside = [box for box in order if box in picture.scope.inside]
        shown = set(shown_as(self.nesting, picture.drawing, item))
        found = [box for box in order if box in shown] or inside or list(order)
        self.standpoint = replace(self.standpoint, focus=found[0] if found else "")
        if found:
            boxes = picture.drawing.boxes
            self.view.reveal(*(boxes[box] for box in beside if box in boxes))
            self.view.reveal(boxes[found[0]])
        self.emphasise()

    def emphasise(self) -> None:
        """Have what the standpoint says stand out, and tell about it."""
        picture, here = self.picture, self.standpoint
        if picture is not None:
            emphasis = emphasis_of(self.nesting, picture, here.focus, here.step, self._found(picture), plain=self.look.ascii)
            self.view.emphasise(emphasis, panel_lines(self._told(picture), self.look, *self.view.panel_size))
        self.tell()

    def _found(self, picture: Picture) -> set[str]:
        return {box for item in self.finding.matches for box in shown_as(self.nesting, picture.drawing, item)}

    # What is told

    def _told(self, picture: Picture) -> Told:
        here = self.standpoint
        if picture.drawing.refused:
            return Told(step=_("{reason}. t tells it as text.").format(reason=visible(picture.drawing.refused)))
        sign, words = "", ""
        if here.step:
            step = self.diagram.steps[here.step - 1]
            sign, words = step_number(here.step, plain=self.look.ascii), visible(step.text or step.title)
        return Told(sign, words, about(self.nesting, here.focus) if here.focus else None, self._leads(here.focus))

    def _leads(self, item: str) -> str:
        link = about(self.nesting, item).link if item else None
        if link is None:
            return ""
        match self.study.destination(target_of(link)):
            case Place() as place if place.page == self.study.place.page:
                return _("explained on this page: Enter")
            case Place(page):
                return _("explained in: {page}").format(page=visible(self.study.ref(page).name))
            case Elsewhere(_, address):
                return _("more at {address}").format(address=address)
            case _:
                return ""

    def tell(self) -> None:
        """Bring the lines above and below up to date."""
        here, steps = self.standpoint, self.diagram.steps
        path = [self._title]
        if here.step:
            said = _("step {number} of {count}: {title}")
            path.append(said.format(number=here.step, count=len(steps), title=visible(steps[here.step - 1].title)))
        notes = []
        if self.view.beyond:
            notes.append(Note(_("more: {sides}").format(sides=self.view.beyond), self.view.beyond))
        if here.group:
            joint = self.look.mark(" ▸ ", " > ")
            names = [self.nesting.words(group) for group in (*self.nesting.around(here.group), here.group)]
            brief = shortened(names[-1], _NAME_CELLS, self.look.mark("…", "..."))
            notes.append(Note(joint.join((_(WHOLE), *names)), joint.lstrip() + brief))
        self.top_line.tell(path, notes)
        self.bottom_line.offer(self.hints())
        if self.finding.typing:
            answer = f"  {self.finding.count}" if self.finding.query.strip() else ""
            self.bottom_line.ask(f"/{self.finding.query}", answer)
        else:
            self.bottom_line.ask(None)

    def on_diagram_view_moved(self) -> None:
        """Another part of the drawing is in view."""
        self.tell()

    def hints(self) -> tuple[Hint, ...]:
        """The keys that matter here."""
        return (Hint("Esc", _("back")), Hint("?", _("help")))
