"""The text of a page: a scroll of typeset lines, drawn as they come into view."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from tui_course.tui.scroll import line_of, spot_of
from tui_course.tui.strips import Highlight, character_at, fitted, offset_segments, segments
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.selection import Selection
    from textual.strip import Strip

    from tui_course.study import Place, Spot
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.search import Piece
    from tui_course.tui.theme import Look
    from tui_course.typeset.document import Placed
    from tui_course.typeset.line import Line, Target

TEXT_WIDTH = 76
_WIDE_MARGIN = 6
_WHEEL_LINES = 3
_PAN_CELLS = 8
_LINES_KEPT = 600
_CONTEXT_LINES = 3
_TIGHT_HEIGHT = 12


class View(NamedTuple):
    """What of the page is in view: lines from `first` to before `last` of `total`."""

    first: int
    last: int
    total: int

    @property
    def percent(self) -> int:
        """How much of the page is above the end of the view."""
        return 100 if self.last >= self.total else 100 * self.last // max(1, self.total)


class PageView(LineWidget, can_focus=True):
    """Shows a `Scroll`, which `typesetter` makes for a width.

    Lines are numbered as in the scroll. `top` is the row of the scroll at the widget's upper edge, where one empty row comes
    before the first line.
    """

    ALLOW_SELECT: ClassVar[bool] = True

    class Moved(Message):
        """What is in view has changed."""

    class Chosen(Message):
        """A target was chosen with the mouse."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(look, id=id)
        self._typesetter: Callable[[int], Scroll] | None = None
        self._scroll: Scroll | None = None
        self._width = 0
        self._spot: Spot | None = None
        self._start: Place | None = None
        self._lines: dict[int, Line] = {}
        self._marks: dict[int, list[tuple[int, int, bool]]] = {}
        self._pressed: tuple[int, int] | None = None
        self._hovered: int | None = None
        self.top = 0
        self.pan = 0
        self.focused_target: int | None = None

    # What is shown

    def show(self, typesetter: Callable[[int], Scroll], place: Place | None = None) -> None:
        """Show another text from a place in it; its page does not matter here."""
        spot = place.spot if place else None
        self._typesetter = typesetter
        self._scroll = None
        self._spot = spot
        self._start = place
        self._hovered = None
        self._marks = {}
        self.top = self.pan = 0
        self.focused_target = spot.target if spot else None
        self.refresh()
        if self.is_attached:
            self.post_message(self.Moved())

    def clear(self) -> None:
        """Show nothing."""
        self._typesetter = self._scroll = None
        self._start = None
        self.focused_target = None
        self.refresh()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet, or no place to show it."""
        return self._typesetter is None or not self.size

    def typeset_again(self, keep: int | None = None) -> None:
        """Set the same text again, because something in it opened or closed; the line of target `keep` does not move."""
        scroll = self.scroll
        place = scroll.targets()[keep].line if keep is not None else None
        spot = self.spot
        row = (place - self.top) if place is not None else 0
        self._scroll = None
        self._spot = spot
        if keep is not None and keep < len(self.scroll.targets()):
            self.top = self._clamped(self.scroll.targets()[keep].line - row)
            self._spot = None
        self.refresh()
        self.post_message(self.Moved())

    @property
    def margin(self) -> int:
        """Cells left of the text."""
        spare = self.size.width - TEXT_WIDTH
        return max(0, min(_WIDE_MARGIN, spare // 2)) if spare >= 0 else min(1, max(0, self.size.width - _TIGHT_HEIGHT))

    @property
    def text_width(self) -> int:
        """Cells for the text."""
        return max(1, min(TEXT_WIDTH, self.size.width - 2 * self.margin))

    @property
    def room(self) -> int:
        """Cells that a wide line may fill."""
        return max(1, self.size.width - 2 * self.margin)

    @property
    def lead(self) -> int:
        """Empty rows before the first line."""
        return 0 if self.size.height < _TIGHT_HEIGHT else 1

    @property
    def scroll(self) -> Scroll:
        """The text, set for the present width."""
        width = self.text_width
        if self._scroll is None or width != self._width:
            if self._scroll is not None:
                self._spot = self.spot
            if self._typesetter is None:
                raise RuntimeError("nothing to show yet")
            self._scroll = self._typesetter(width)
            self._width = width
            self._lines.clear()
            self._marks = {}
            self.pan = 0
            self._settle()
        return self._scroll

    def _settle(self) -> None:
        """Go to where the text is to be read."""
        scroll = self._scroll
        if scroll is None:
            return
        if self._spot is not None:
            self.top = self._clamped(line_of(scroll, self._spot, self._width) + self.lead)
        elif self._start is not None and self._start.end:
            self.top = self._clamped(scroll.height + self.size.height)
        elif self._start is not None and self._start.anchor:
            self.top = self._clamped(scroll.anchor(self._start.anchor) or 0)
        self._start = None

    @property
    def spot(self) -> Spot | None:
        """Where the learner reads; None before anything is shown."""
        if self._scroll is None:
            return self._spot
        if self._spot is None or self._spot.target != self.focused_target:
            self._spot = spot_of(self._scroll, self.top - self.lead, self._width, self.focused_target)
        return self._spot

    @property
    def view(self) -> View:
        """The lines in view."""
        height = self.scroll.height
        first = max(0, self.top - self.lead)
        return View(first, min(height, self.top - self.lead + self.size.height), height)

    @property
    def at_end(self) -> bool:
        """Whether the end of the page is in view."""
        return not self.is_empty and self.view.last >= self.scroll.height

    @property
    def blocks_in_view(self) -> tuple[int, int]:
        """The first and the last block in view."""
        view = self.view
        return self.scroll.block_at(view.first), self.scroll.block_at(max(view.first, view.last - 1))

    def has_anchor(self, anchor: str) -> bool:
        """Whether the text has such a place."""
        return self.scroll.anchor(anchor) is not None

    # Moving

    @property
    def last_top(self) -> int:
        """The greatest useful `top`."""
        return max(0, self.scroll.height + 2 * self.lead - self.size.height)

    def _clamped(self, top: int) -> int:
        height = self._scroll.height if self._scroll is not None else 0
        return max(0, min(top, height + 2 * self.lead - self.size.height))

    def move_to(self, top: int) -> bool:
        """Put row `top` at the upper edge; False if nothing moves."""
        scroll = self.scroll
        top = self._clamped(top)
        if top == self.top:
            return False
        self.top = top
        self._spot = None
        self._hovered = None
        if self.focused_target is not None:
            line = scroll.targets()[self.focused_target].line if self.focused_target < len(scroll.targets()) else -1
            if not self.view.first <= line < self.view.last:
                self.focused_target = None
        self.refresh()
        self.post_message(self.Moved())
        return True

    def move_by(self, rows: int) -> bool:
        """Move by rows; False at the end."""
        return self.move_to(self.top + rows)

    @property
    def screenful(self) -> int:
        """Rows of a page up or down: two stay in view."""
        return max(1, self.size.height - 2)

    def move_to_anchor(self, anchor: str) -> bool:
        """Put an anchor's line near the upper edge; False if the text has no such anchor."""
        line = self.scroll.anchor(anchor)
        if line is None:
            return False
        self.move_to(line)
        return True

    def move_to_line(self, line: int) -> None:
        """Bring a line into view with some context; nothing moves where it is in view."""
        view = self.view
        context = min(_CONTEXT_LINES, max(0, self.size.height // 2 - 1))
        if line < view.first:
            self.move_to(line + self.lead - context)
        elif line >= view.last:
            self.move_to(line + self.lead - self.size.height + 1 + context)

    def next_heading(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) heading; False where there is none."""
        lines = [line for line, _ in self.scroll.headings()]
        here = self.top
        ahead = [line for line in lines if line > here] if by > 0 else [line for line in lines[::-1] if line < here]
        return bool(ahead) and self.move_to(ahead[0])

    # Links

    @property
    def target(self) -> Target | None:
        """What has the focus."""
        if self.focused_target is None or self.focused_target >= len(self.scroll.targets()):
            return None
        return self.scroll.targets()[self.focused_target].target

    def focus_target(self, by: int) -> bool:
        """Focus the next (1) or previous (-1) target, from the view where none has the focus; False where there is none."""
        targets = self.scroll.targets()
        found = self._beside(targets, by)
        if found is None:
            return False
        self.focused_target = found
        self.move_to_line(targets[found].line)
        self.focused_target = found
        self.refresh()
        self.post_message(self.Moved())
        return True

    def _beside(self, targets: Sequence[Placed], by: int) -> int | None:
        if self.focused_target is not None:
            found = self.focused_target + by
            return found if 0 <= found < len(targets) else None
        view = self.view
        if by > 0:
            return next((number for number, placed in enumerate(targets) if placed.line >= view.first), None)
        return next((n for n in range(len(targets) - 1, -1, -1) if targets[n].line < view.last), None)

    def forget_target(self) -> bool:
        """Take the focus away; False if nothing had it."""
        if self.focused_target is None:
            return False
        self.focused_target = None
        self.refresh()
        self.post_message(self.Moved())
        return True

    # Wide lines

    @property
    def overflow(self) -> int:
        """Cells by which the widest line in view is wider than the room."""
        view = self.view
        widest = max((cell_len(line.text) for line in self._range(view.first, view.last) if line.wide), default=0)
        return max(0, widest - self.room)

    def pan_by(self, steps: int) -> bool:
        """Move wide lines sideways; False where nothing moves."""
        pan = max(0, min(self.pan + steps * _PAN_CELLS, self.overflow))
        if pan == self.pan:
            return False
        self.pan = pan
        self.refresh()
        self.post_message(self.Moved())
        return True

    # Search

    def mark(self, matches: Sequence[tuple[Piece, ...]], current: int, *, follow: bool = True) -> None:
        """Show what was found; the `current` match stands out and comes into view, unless `follow` is false."""
        marks: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
        for number, match in enumerate(matches):
            for piece in match:
                marks[piece.line].append((piece.start, piece.stop, number == current))
        self._marks = dict(marks)
        if follow and 0 <= current < len(matches):
            self.move_to_line(matches[current][0].line)
        self.refresh()
        self.post_message(self.Moved())

    # Drawing

    def _range(self, first: int, last: int) -> list[Line]:
        """Lines from `first` to before `last`, kept for a while."""
        scroll = self.scroll
        first, last = max(0, first), min(last, scroll.height)
        missing = [number for number in range(first, last) if number not in self._lines]
        if missing:
            if len(self._lines) > _LINES_KEPT:
                self._lines.clear()
                missing = [first, last - 1]
            start, stop = missing[0], missing[-1] + 1
            self._lines.update(zip(range(start, stop), scroll.lines(start, stop), strict=True))
        return [self._lines[number] for number in range(first, last)]

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: margin, the line, and marks where a wide one goes on."""
        ground = self.look.ground
        if self._typesetter is None:
            return fitted((), width, ground)
        # The scroll first: setting it for another width may move the top.
        height = self.scroll.height
        number = self.top + y - self.lead
        found = self._range(number, number + 1) if 0 <= number < height else []
        if not found:
            return fitted((), width, ground)
        line = found[0]
        parts = segments(line, self.look, self._highlights(number, line))
        strip = fitted(offset_segments(parts, number), max(cell_len(line.text), 1), ground)
        if strip.cell_length > self.room:
            strip = self._panned(strip)
        return fitted([Segment(" " * self.margin, ground), *strip], width, ground)

    def _panned(self, strip: Strip) -> Strip:
        pan = min(self.pan, max(0, strip.cell_length - self.room))
        cropped = strip.crop(pan, pan + self.room)
        dim = self.look.edge
        if pan:
            cropped = type(strip)([Segment(self.look.mark("‹", "<"), dim), *cropped.crop(1)])
        if pan + self.room < strip.cell_length:
            cropped = type(strip)([*cropped.crop(0, self.room - 1), Segment(self.look.mark("›", ">"), dim)])
        return cropped

    def _highlights(self, number: int, line: Line) -> list[Highlight]:
        look = self.look
        found = [
            Highlight(start, stop, look.focus if current else look.found) for start, stop, current in self._marks.get(number, ())
        ]
        if self._hovered is not None or self.focused_target is not None:
            start = 0
            for run in line.runs:
                stop = start + len(run.text)
                if run.target is not None and run.target.number == self.focused_target:
                    found.append(Highlight(start, stop, look.focus))
                elif run.target is not None and run.target.number == self._hovered:
                    found.append(Highlight(start, stop, look.hover))
                start = stop
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            begin, end = span
            found.append(Highlight(begin, len(line.text) if end == -1 else end, look.selected))
        return found

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for Textual."""
        first = selection.start.y if selection.start else 0
        last = selection.end.y if selection.end else self.scroll.height - 1
        lines = [line.text for line in self.scroll.lines(first, min(last + 1, self.scroll.height))]
        if not lines:
            return None
        if selection.end is not None:
            lines[-1] = lines[-1][: selection.end.x]
        if selection.start is not None:
            lines[0] = lines[0][selection.start.x :]
        return "\n".join(lines), "\n"

    # Mouse

    def _target_at(self, x: int, y: int) -> Target | None:
        if self._typesetter is None:
            return None
        number = self.top + y - self.lead
        found = self._range(number, number + 1) if number >= 0 else []
        if not found:
            return None
        line = found[0]
        width = cell_len(line.text)
        cell = x - self.margin + (min(self.pan, width - self.room) if width > self.room else 0)
        if not 0 <= cell < width:
            return None
        character = character_at(line.text, cell)
        for run in line.runs:
            if character < len(run.text):
                return run.target
            character -= len(run.text)
        return None

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move_by(_WHEEL_LINES)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move_by(-_WHEEL_LINES)

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover(self._target_at(event.x, event.y))

    def _on_leave(self, _event: events.Leave) -> None:
        self._hover(None)

    def _hover(self, target: Target | None) -> None:
        hovered = target.number if target else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.refresh()

    def _on_mouse_down(self, event: events.MouseDown) -> None:
        self._pressed = (event.x, event.y)

    def _on_click(self, event: events.Click) -> None:
        # A drag selects text: it ends in a click as well, but elsewhere.
        pressed, self._pressed = self._pressed, None
        target = self._target_at(event.x, event.y)
        if target is not None and pressed == (event.x, event.y):
            self.focused_target = target.number
            self.post_message(self.Chosen(target))
