"""A walk through a diagram: the steps that its author wrote, and the matches of a search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.tui.diagram.drawn import DrawnScreen
from tui_course.tui.diagram.emphasis import edges_of_step, items_of_step, shown_as

if TYPE_CHECKING:
    from textual import events


class WalkingScreen(DrawnScreen):
    """Goes from step to step and from match to match."""

    def stand(self, **changes: str | int | bool | frozenset[str] | None) -> None:
        """Look from another standpoint, which needs another drawing."""
        self.standpoint = replace(self.standpoint, **changes)  # type: ignore[arg-type]  # the callers name its fields
        self.redraw()
        self.tell()

    # Steps

    def action_next(self, by: int) -> None:
        """Go to the next match while a search is shown, else to the next step; or to the one before."""
        steps = self.diagram.steps
        if self.finding.active:
            self._step_match(by)
            return
        if not steps:
            self.say(_("this diagram has no steps; arrows go from node to node"))
            return
        step = self.standpoint.step + by
        if step < 0 or step > len(steps):
            self.say(_("this was the last step; p goes back") if by > 0 else _("n begins with the first step"))
            return
        self.standpoint = replace(self.standpoint, step=step)
        self._show_step()

    def _show_step(self) -> None:
        """Bring the step into view: out of a group that does not hold all of it, the focus to where it begins."""
        picture, here = self.picture, self.standpoint
        if picture is None or not here.step:
            self.emphasise()
            return
        step = self.diagram.steps[here.step - 1]
        items = items_of_step(step)
        shown = {box for item in items for box in shown_as(self.nesting, picture.drawing, item)}
        if here.group and not (
            edges_of_step(self.diagram, step) <= set(picture.scope.edges)
            and all(shown_as(self.nesting, picture.drawing, item) for item in items)
        ):
            self.stand(group="", collapsed=None, focus=items[0] if items else here.focus)
        else:
            self.focus_on(here.focus if here.focus in shown or not items else items[0], shown)

    # Search

    def on_key(self, event: events.Key) -> None:
        """What is typed goes to the search."""
        if not self.finding.typing:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        query = self.finding.query
        if not self.finding.key(event):
            self.finding.end()
            if query and event.key == "enter":
                self.say(_("nothing here is called {words}").format(words=query))
        self._show_match()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes to the search."""
        if self.finding.typing:
            event.stop()
            event.prevent_default()
            self.finding.look_for(self.finding.query + " ".join(event.text.split()))
            self._show_match()

    def action_search(self) -> None:
        """Search for a node by its words."""
        self.finding.begin()
        self.tell()

    def action_previous_match(self) -> None:
        """Go to the match before."""
        if self.finding.active:
            self._step_match(-1)
        else:
            self.say(_("N goes to the match before; / searches"))

    def _step_match(self, by: int) -> None:
        words = self.finding.step(by)
        self._show_match()
        if words:
            self.say(words)

    def _show_match(self) -> None:
        match, picture = self.finding.match, self.picture
        if not match or picture is None:
            self.emphasise()
        elif not shown_as(self.nesting, picture.drawing, match):
            self.stand(group="", collapsed=None, focus=match)
        else:
            self.focus_on(match)
            if match not in picture.drawing.boxes and match in self.nesting.nodes and not self.finding.typing:
                self.say(_("{name} is inside; z goes into it").format(name=self.nesting.words(match)))
