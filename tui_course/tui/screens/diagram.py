"""A diagram in full: from node to node, step by step, into groups, and along links into the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.language import later, ngettext
from tui_course.model.diagram import Outline
from tui_course.study import Elsewhere, Nowhere
from tui_course.tui.diagram.about import about, target_of
from tui_course.tui.diagram.emphasis import shown_as
from tui_course.tui.diagram.standpoint import Standpoint
from tui_course.tui.diagram.steering import nearest
from tui_course.tui.diagram.walking import WalkingScreen
from tui_course.tui.keys import bindings
from tui_course.tui.keys.drawings import DIAGRAM_KEYS
from tui_course.tui.widgets.bars import Hint
from tui_course.typeset.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from tui_course.model.block import DiagramBlock
    from tui_course.model.diagram import Diagram
    from tui_course.study import Study
    from tui_course.tui.diagram.view import DiagramView
    from tui_course.tui.screens.sheet import SheetScreen
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Target

_PAN_COLUMNS = 8
_PAN_ROWS = 4
_NOTHING = {
    (1, 0): later("there is nothing at the right of it"),
    (-1, 0): later("there is nothing at the left of it"),
    (0, 1): later("there is nothing below it"),
    (0, -1): later("there is nothing above it"),
}


class DiagramScreen(WalkingScreen):
    """Lets the learner explore a diagram; `follow` is called with where a node's link leads, once this screen is left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("diagram", DIAGRAM_KEYS)

    def __init__(
        self,
        look: Look,
        study: Study,
        diagram: Diagram,
        title: str,
        standpoint: Standpoint | None = None,
        *,
        follow: Callable[[Target], None],
    ) -> None:
        super().__init__(look, study, diagram, title, standpoint or Standpoint())
        self._follow = follow

    def hints(self) -> tuple[Hint, ...]:
        """The keys that matter here."""
        if self.finding.typing:
            return (Hint("Enter", _("go there")), Hint("Esc", _("stop")))
        if self.finding.active:
            return (Hint("n N", _("next, before")), Hint("Esc", _("end search")), Hint("?", _("help")))
        here, look = self.standpoint, self.look
        link = about(self.nesting, here.focus).link if here.focus else None
        return (
            Hint(look.mark("←↑↓→", "hjkl"), _("move")),
            *((Hint("n p", _("step")),) if self.diagram.steps else ()),
            *((Hint("Enter", _("page")),) if link is not None else ()),
            *((Hint("u", _("out")),) if here.group else ()),
            *((Hint("z", _("into")),) if self._group_to_enter() else ()),
            Hint("t", _("outline")),
            Hint("/", _("find")),
            Hint("f", _("fit") if here.natural else _("full size")),
            Hint("Esc", _("back")),
            Hint("?", _("help")),
        )

    # From box to box

    def action_move(self, right: int, down: int) -> None:
        """Focus the nearest box in a direction, preferably a connected one."""
        picture, here = self.picture, self.standpoint.focus
        if picture is None:
            return
        connected: set[str] = set()
        for edge in picture.scope.diagram.edges:
            ends = [shown_as(self.nesting, picture.drawing, end) for end in (edge.source, edge.target)]
            if (here,) in ends:
                connected.update(*ends)
        found = nearest(picture.drawing.boxes, here, (right, down), connected)
        if found:
            self.focus_on(found)
        else:
            self.say(_(_NOTHING[right, down]))

    def action_order(self, by: int) -> None:
        """Focus the next box in reading order or the one before, around the ends."""
        picture = self.picture
        if picture is not None and picture.order:
            order = picture.order
            at = order.index(self.standpoint.focus) if self.standpoint.focus in order else -by
            self.focus_on(order[(at + by) % len(order)])

    def action_end(self, at: int) -> None:
        """Focus the first (0) or the last (-1) box."""
        if self.picture is not None and self.picture.order:
            self.focus_on(self.picture.order[at])

    def on_diagram_view_pressed(self, message: DiagramView.Pressed) -> None:
        """A box was clicked; the one in focus is followed."""
        if message.box != self.standpoint.focus:
            self.focus_on(message.box)
        elif about(self.nesting, message.box).link is not None:
            self.action_follow()

    def action_follow(self) -> None:
        """Go to the page that explains what has the focus, or into a folded group."""
        here = self.standpoint.focus
        link = about(self.nesting, here).link if here else None
        if link is None:
            if here in self.nesting.groups:
                self.action_zoom()
            else:
                self.say(_("no page explains this: it has no link"))
            return
        target = target_of(link)
        match self.study.destination(target):
            case Elsewhere(_, address):
                self.say(address)
            case Nowhere(reason):
                self.say(reason)
            case _:
                self.dismiss()
                self._follow(target)

    # Groups

    def _group_to_enter(self) -> str:
        """The group in focus, else the innermost one around the focus; empty where it is not further in than the learner is."""
        here = self.standpoint
        around = (*self.nesting.around(here.focus), *((here.focus,) if here.focus in self.nesting.groups else ()))
        return around[-1] if around and around[-1] != here.group else ""

    def action_zoom(self) -> None:
        """Go into the group that has the focus, or that the focus is in."""
        group = self._group_to_enter()
        if group:
            self.stand(group=group, collapsed=None, natural=False)
        else:
            self.say(_("it is in no group further in") if self.standpoint.group else _("it is in no group"))

    def action_out(self) -> None:
        """Go out of the group that was zoomed into, to the one around it."""
        group = self.standpoint.group
        if group:
            around = self.nesting.around(group)
            self.stand(group=around[-1] if around else "", collapsed=None, focus=self.standpoint.focus or group)
        else:
            self.say(_("this is the whole map"))

    def action_collapse(self) -> None:
        """Fold the group that the focus is in, or unfold the one in focus."""
        picture, here = self.picture, self.standpoint
        if picture is None:
            return
        collapsed = picture.drawing.collapsed - picture.scope.folded
        around = [group for group in self.nesting.around(here.focus) if not here.group or group in picture.scope.inside]
        if here.focus in picture.scope.folded:
            self.say(_("this is outside of the group: u zooms out"))
        elif here.focus in collapsed:
            self.stand(collapsed=collapsed - {here.focus})
        elif around:
            self.stand(collapsed=collapsed | {around[-1]})
        else:
            self.say(_("it is in no group that could be folded"))

    def action_fit(self) -> None:
        """Change between the size of the window and the drawing's own."""
        natural = not self.standpoint.natural
        self.stand(natural=natural, collapsed=self.standpoint.collapsed if natural else None)
        self.say(_("full size; f fits it to the window") if natural else _("fitted to the window"))

    def action_pan(self, columns: int, rows: int) -> None:
        """Move the view over a drawing that is larger."""
        if not self.view.pan(_PAN_COLUMNS * columns, _PAN_ROWS * rows):
            self.say(_("the drawing goes no further") if self.view.beyond else _("all of it is in view"))

    # What else

    def action_outline(self) -> None:
        """Tell the diagram as text."""
        from tui_course.tui.diagram.outline import outline_lines
        from tui_course.tui.screens.sheet import Sheet, SheetScreen

        diagram = self.diagram
        title = _("Outline: {title}").format(title=self._title)
        self.app.push_screen(SheetScreen(self.look, title, lambda _look, width: Sheet(outline_lines(diagram, width))))

    def action_copy(self) -> None:
        """Copy the drawing as text."""
        if self.picture is None or self.picture.drawing.refused:
            self.say(_("there is no drawing to copy"))
            return
        lines = self.picture.drawing.lines()
        self.app.copy_to_clipboard("\n".join(lines) + "\n")
        said = ngettext("copied the drawing: {count} line", "copied the drawing: {count} lines", len(lines))
        self.say(said.format(count=len(lines)))

    def action_help(self) -> None:
        """List the keys."""
        from tui_course.tui.screens.sheet import help_sheet

        self.app.push_screen(help_sheet(self.look, DIAGRAM_KEYS, _("back")))

    def action_leave(self) -> None:
        """End the search, else go back to the text."""
        if self.finding.end():
            self.emphasise()
        else:
            self.dismiss()


def diagram_sheet(look: Look, block: DiagramBlock, title: str) -> SheetScreen:
    """A diagram that has no nodes to walk through: as it stands in the page, and as text."""
    from tui_course.tui.diagram.outline import outline_lines
    from tui_course.tui.screens.sheet import Sheet, SheetScreen
    from tui_course.tui.typesetting import setting_of
    from tui_course.typeset.document import Document

    def typeset(worn: Look, width: int) -> Sheet:
        if isinstance(block.diagram, Outline):
            return Sheet(outline_lines(block.diagram, width))
        page = Document((block,), setting_of(worn, width))
        return Sheet([*page.lines(0, page.height), Line(), *outline_lines(block.diagram, width)])

    return SheetScreen(look, title, typeset)
