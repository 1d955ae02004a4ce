"""Links: to the next one, along it, its address, and what opens in place."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.block import DiagramBlock, Reveal
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_questions, opens_in_place, question_words
from tui_course.pictures.picture import ENDINGS
from tui_course.study import Elsewhere, Nowhere, Place
from tui_course.tui.screens.paging import PagingScreen

if TYPE_CHECKING:
    from tui_course.model.course import Page
    from tui_course.study import Study
    from tui_course.tui.diagram.standpoint import Standpoint
    from tui_course.tui.screens.picture import Captioned
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.page import PageView
    from tui_course.typeset.line import Target

_OPENED = ("http://", "https://", "mailto:")


class FollowingScreen(PagingScreen, room=True):
    """Follows links."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.diagrams: tuple[DiagramBlock, ...] = ()
        self._standpoints: dict[tuple[str, str], Standpoint] = {}

    @property
    def target(self) -> Target | None:
        """The link in focus."""
        return self.page_view.target if self.is_ready else None

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """A link was clicked."""
        self.follow(message.target)

    def action_link(self, by: int) -> None:
        """Focus the next link or the one before."""
        self.page_view.focus()
        if self.is_ready and not self.page_view.focus_target(by):
            self.say(_("no link further down") if by > 0 else _("no link further up"))

    def action_follow(self) -> None:
        """Follow the link in focus."""
        if self.target is None:
            self.say(_("no link has the focus; Tab goes to the next one"))
        else:
            self.follow(self.target)

    def follow(self, target: Target) -> None:
        """Go where a target leads, show its address, open or close what it hides, or say why it leads nowhere."""
        if target.kind == "reveal":
            self._toggle(target)
            return
        if target.kind == "diagram":
            self._open_diagram(target.href)
            return
        match self.study.destination(target):
            case Nowhere(reason):
                self.say(reason)
            case Elsewhere("external", address):
                self.say(address)
            case Elsewhere("picture", _):
                self._open_picture(target)
            case Elsewhere("file", address) if address.lower().endswith(ENDINGS):
                self._open_picture(target)
            case Elsewhere(_, address):
                self.say(_("a file of the course: {address}").format(address=address))
            case Place() as place if place.page == self.study.place.page and place.anchor:
                self._follow_inside(place)
            case Place() as place:
                self.go(place)

    def _follow_inside(self, place: Place) -> None:
        if self.page_view.has_anchor(place.anchor):
            self.go(place)
        else:
            self.say(_("this page has no place called {name}").format(name=visible(place.anchor)))

    def _toggle(self, target: Target) -> None:
        page = self.page
        if page is None:
            return
        opened = self.open_reveals.get(page.ref.id)
        if opened is None:
            opening = (block for block in all_blocks(page.blocks) if opens_in_place(block))
            opened = frozenset(number for number, block in enumerate(opening) if isinstance(block, Reveal) and block.open)
        self.open_reveals[page.ref.id] = opened ^ {int(target.href)}
        self.page_view.typeset_again(keep=target.number)

    # Diagrams

    def course_changed(self) -> None:
        """Where the learner was in a diagram says nothing of another one."""
        super().course_changed()
        self._standpoints.clear()

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived."""
        # What is said after an answer may be drawn too.
        said = (block for one in all_questions(page.blocks) for run in question_words(one) for block in run)
        found = (block for block in all_blocks((*page.blocks, *said)) if isinstance(block, DiagramBlock))
        diagrams: dict[str, DiagramBlock] = {}
        for block in found:
            diagrams.setdefault(block.id, block)
        self.diagrams = tuple(diagrams.values())
        super().show_page(page, place)

    def action_diagram(self) -> None:
        """Open the diagram in focus, else the first one in view, else the first of the page."""
        if self.page is None or not self.is_ready:
            return
        first, last = self.page_view.blocks_in_view
        inside = all_blocks(self.page.blocks[first : last + 1])
        in_view = [block for block in inside if isinstance(block, DiagramBlock)]
        if self.target is not None and self.target.kind == "diagram":
            self._open_diagram(self.target.href)
        elif in_view or self.diagrams:
            self._open_diagram((in_view or self.diagrams)[0].id)
        else:
            self.say(_("no diagram on this page"))

    def _open_diagram(self, name: str) -> None:
        """Show a diagram of the page in full, from where the learner looked at it last."""
        block = next((block for block in self.diagrams if block.id == name), None)
        if self.page is None or block is None:
            return
        from tui_course.model.diagram import Diagram
        from tui_course.tui.screens.diagram import DiagramScreen, diagram_sheet

        title = visible(block.diagram.title or self.page.ref.name)
        if not isinstance(block.diagram, Diagram):
            self.app.push_screen(diagram_sheet(self.look, block, title))
            return
        key = self.page.ref.id, block.id
        screen = DiagramScreen(
            self.look, self.study, block.diagram, title, self._standpoints.get(key), follow=self._follow_from_diagram
        )

        def keep(_: None) -> None:
            self._standpoints[key] = screen.standpoint

        self.app.push_screen(screen, keep)

    def _follow_from_diagram(self, target: Target) -> None:
        self.follow(target)
        if not self.bottom_line.message:
            self.say(_("Backspace leads back, D to the diagram"))

    # Pictures

    def action_picture(self) -> None:
        """Open the picture in focus, else the first one in view, else the first of the page."""
        if self.page is None or not self.is_ready:
            return
        if self.target is not None and self.target.kind == "picture":
            self._open_picture(self.target)
            return
        from tui_course.tui.screens.picture import captioned_images

        first, last = self.page_view.blocks_in_view
        found = next(chain(captioned_images(self.page.blocks[first : last + 1]), captioned_images(self.page.blocks)), None)
        if found is None:
            self.say(_("no picture on this page"))
        else:
            self._show_picture(found)

    def _open_picture(self, target: Target) -> None:
        from tui_course.tui.screens.picture import image_of

        self._show_picture(image_of(self.page.blocks if self.page is not None else (), target))

    def _show_picture(self, shown: Captioned) -> None:
        from tui_course.tui.screens.picture import PictureScreen

        self.app.push_screen(PictureScreen(self.look, self.study, shown, local=self.local))

    def action_open_outside(self) -> None:
        """Open the link in focus in a browser, where browser and learner are on one machine."""
        where = self.study.destination(self.target) if self.target is not None else None
        if not isinstance(where, Elsewhere) or where.kind != "external":
            self.say(_("o opens a link that leads outside the course; Tab goes to the next link"))
        elif not self.local:
            self.say(_("there is no browser here: {address}").format(address=where.address))
        elif not where.address.lower().startswith(_OPENED):
            self.say(_("only http, https and mailto open in a browser: {address}").format(address=where.address))
        else:
            self.app.open_url(where.address)
            self.say(_("opened in the browser: {address}").format(address=where.address))
