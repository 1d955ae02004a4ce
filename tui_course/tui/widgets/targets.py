"""A text in which one target at a time may have the focus: a link, a term, a picture, a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from tui_course.tui.pictures import has_picture
from tui_course.tui.strips import character_at, overlaid
from tui_course.tui.widgets.text import TextView
from tui_course.typeset.anchors import question_cursor, question_end, question_start

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.strip import Strip

    from tui_course.study import Place, Spot
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.theme import Look
    from tui_course.typeset.document import Placed
    from tui_course.typeset.line import Target


class TargetView(TextView, can_focus=True):
    """`focused_target` is the number of the target that has the focus; `question` is its id where it is a question."""

    class Turned(Message):
        """The focus went to a question, by its id, or away from one, where that is empty."""

        def __init__(self, now: str) -> None:
            super().__init__()
            self.now = now

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.focused_target: int | None = None
        self.question = ""
        self._sought = ""
        self._labels: dict[int, list[tuple[int, str]]] = {}

    def show(self, typesetter: Callable[[int], Scroll], place: Place | None = None) -> None:
        """Show another text from a place in it; a spot brings back the focus as well."""
        self._labels = {}
        self.focused_target = place.spot.target if place and place.spot else None
        self._sought = place.focus if place and not place.spot else ""
        self.question = (place.question or (place.spot.question if place.spot else "")) if place else ""
        if place is not None and place.question:
            place = replace(place, anchor=question_start(place.question))
        super().show(typesetter, place)

    def _settle(self, scroll: Scroll) -> None:
        """Go to where the text is to be read; a question that has the focus may be another target now."""
        super()._settle(scroll)
        if self._sought:
            self._find_sought(scroll)
        if self.question:
            targets = scroll.targets()
            self.focused_target = _number_of(targets, self.question)
            if self.focused_target is None:
                self.question = ""

    def _find_sought(self, scroll: Scroll) -> None:
        """Give the focus to what a place asks for, with some of the text above it in view."""
        kind, _, name = self._sought.partition(" ")
        self._sought = ""
        for number, placed in enumerate(scroll.targets()):
            target = placed.target
            names = {"cite": target.href.split(), "note": (target.anchor,), "term": (target.href,)}.get(kind, ())
            if target.kind == kind and name in names:
                self.focused_target = number
                self.top = self._clamped(placed.line - self.size.height // 3)
                return

    def set_with_terms(self) -> None:
        """Set the same text again in which terms were marked since; the focus stays on what had it."""
        number = self.focused_target
        self.set_again()
        if number is not None:
            others = [at for at, placed in enumerate(self.scroll.targets()) if placed.target.kind != "term"]
            self.focused_target = others[number] if number < len(others) else None

    def clear(self) -> None:
        """Show nothing."""
        self.focused_target = None
        self.question = ""
        super().clear()

    @property
    def spot(self) -> Spot | None:
        """Where the learner reads, and what has the focus."""
        spot = super().spot
        return replace(spot, target=self.focused_target, question=self.question) if spot is not None else None

    def typeset_again(self, keep: int | None) -> None:
        """Set the same text again, because something in it changed; the line of target `keep`, else the top, does not move."""
        targets = self.scroll.targets()
        row = targets[keep].line - self.top if keep is not None and keep < len(targets) else None
        self.set_again()
        if keep is None or row is None:
            return
        targets = self.scroll.targets()
        if keep < len(targets):
            self._spot = None
            self.top = self._clamped(targets[keep].line - row)
        self._changed()

    # Links

    @property
    def target(self) -> Target | None:
        """What has the focus."""
        if self.focused_target is None or self.focused_target >= len(self.scroll.targets()):
            return None
        return self.scroll.targets()[self.focused_target].target

    def _focus(self, number: int | None) -> None:
        """Give the focus to a target; a question that gets or loses it is drawn anew."""
        targets = self.scroll.targets()
        target = targets[number].target if number is not None and number < len(targets) else None
        question = target.href if target is not None and target.kind == "question" else ""
        self.focused_target = number
        if question != self.question:
            self.question = question
            self.post_message(self.Turned(question))
        self._changed()

    def turn_to(self, question_id: str) -> bool:
        """Give the focus to a question of the page; False where it has none such."""
        number = _number_of(self.scroll.targets(), question_id)
        if number is None:
            return False
        self.bring_question_into_view(question_id)
        self._focus(number)
        return True

    def lines_of_question(self, question_id: str) -> tuple[int, int] | None:
        """The first line of a question and the one after its last; None where the page has none such."""
        first = self.scroll.anchor(question_start(question_id))
        last = self.scroll.anchor(question_end(question_id))
        return (first, last + 1) if first is not None and last is not None else None

    def bring_question_into_view(self, question_id: str) -> None:
        """Have all of a question in view if it has room, with its end at the lower edge; else the row of its cursor."""
        lines = self.lines_of_question(question_id)
        if lines is None:
            return
        first, stop = lines
        cursor = self.scroll.anchor(question_cursor(question_id))
        if cursor is not None and stop - first > self.size.height - 2 * self.lead:
            self.move_to_line(cursor)
            return
        view = self.view
        room = self.size.height - 2 * self.lead
        if first < view.first or stop - first > room:
            if not (first < view.first and stop <= view.last and stop - first > room):
                self.move_to(first - self.lead)
        elif stop > view.last:
            self.move_to(stop - self.size.height + self.lead)

    def focus_target(self, by: int) -> bool:
        """Focus the next (1) or previous (-1) target, from the view where none has the focus; False where there is none."""
        targets = self.scroll.targets()
        found = self._beside(targets, by)
        if found is None:
            return False
        if targets[found].target.kind == "question":
            self.bring_question_into_view(targets[found].target.href)
        else:
            self._bring_into_view(*self._lines_of(targets[found]))
        self._focus(found)
        return True

    def _lines_of(self, placed: Placed) -> tuple[int, int]:
        """The line where a target begins and the one after it; of a picture in the page the one after its last."""
        stop = placed.line + 1
        if has_picture(self.scroll.lines(placed.line, stop)[0]):
            while any(run.target == placed.target for line in self.scroll.lines(stop, stop + 1) for run in line.runs):
                stop += 1
        return placed.line, stop

    def _bring_into_view(self, first: int, stop: int) -> None:
        """Have all of some lines in view if they have room, else their first; nothing moves where they are."""
        room = self.size.height - 2 * self.lead
        if stop - first == 1 or stop - first > room:
            self.move_to_line(first)
        elif first < self.view.first:
            self.move_to(first - self.lead)
        elif stop > self.view.last:
            self.move_to(stop - self.size.height + self.lead)

    def _beside(self, targets: Sequence[Placed], by: int) -> int | None:
        if self.focused_target is not None:
            found = self.focused_target + by
            return found if 0 <= found < len(targets) else None
        view = self.view
        if by > 0:
            return next((number for number, placed in enumerate(targets) if placed.line >= view.first), None)
        return next((number for number in range(len(targets) - 1, -1, -1) if targets[number].line < view.last), None)

    def targets_in_view(self) -> list[int]:
        """The numbers of the targets that begin in view, in reading order."""
        view = self.view
        return [number for number, one in enumerate(self.scroll.targets()) if view.first <= one.line < view.last]

    def focus_number(self, number: int) -> Target | None:
        """Give the focus to a target by its number; None where there is none such."""
        targets = self.scroll.targets()
        if number >= len(targets):
            return None
        self._focus(number)
        return targets[number].target

    def label(self, labels: Mapping[int, str]) -> None:
        """Write a label over the beginning of each of these targets, by their numbers; an empty mapping takes all away."""
        targets = self.scroll.targets()
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, label in labels.items():
            if number < len(targets):
                found[targets[number].line].append((targets[number].column, label))
        self._labels = dict(found)
        self.refresh()

    def row(self, y: int, width: int) -> Strip:
        """Row `y` as in any text, with the labels that stand in it."""
        strip = super().row(y, width)
        here = self._labels.get(self.top + y)
        found = self.line_in_row(y) if here else None
        if here and found is not None:
            pan = self._pan_of(cell_len(found[1].text))
            for column, label in sorted(here):
                strip = overlaid(strip, self.margin + max(0, column - pan), Segment(label.upper(), self.look.label))
        return strip

    def forget_target(self) -> bool:
        """Take the focus away; False if nothing had it."""
        if self.focused_target is None:
            return False
        self._focus(None)
        return True

    def move_to(self, top: int) -> bool:
        """Put line `top` at the upper edge; a target that leaves the view has the focus no more."""
        moved = super().move_to(top)
        if moved and self.focused_target is not None:
            targets, view = self.scroll.targets(), self.view
            known = self.focused_target < len(targets)
            lines = self._lines_of(targets[self.focused_target]) if known else (-1, 0)
            first, stop = self.lines_of_question(self.question) or lines
            if stop <= view.first or first >= view.last:
                self._focus(None)
        return moved

    def target_at(self, x: int, y: int) -> Target | None:
        """What can be followed at a cell of the widget."""
        found = self.line_in_row(y)
        if found is None:
            return None
        text = found[1].text
        cells = cell_len(text)
        cell = x - self.margin + self._pan_of(cells)
        if not 0 <= cell < cells:
            return None
        character = character_at(text, cell)
        for run in found[1].runs:
            if character < len(run.text):
                return run.target
            character -= len(run.text)
        return None


def _number_of(targets: Sequence[Placed], question_id: str) -> int | None:
    """The number of the target that is a question."""
    places = (number for number, one in enumerate(targets) if one.target.kind == "question" and one.target.href == question_id)
    return next(places, None)
