"""The text of a page: what was searched for, what is annotated, its pictures, and what the mouse does there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message

from tui_course.tui.pictures import Hanging, has_picture
from tui_course.tui.strips import Highlight
from tui_course.tui.widgets.targets import TargetView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.selection import Selection

    from tui_course.pictures.drawn import Drawn
    from tui_course.pictures.gallery import Failed
    from tui_course.study import Place
    from tui_course.tui.marginalia import Marginalia
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.search import Piece
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Line, Patch, Target


class PageView(TargetView, can_focus=True):
    """The text of a page, which the mouse may choose and select from."""

    ALLOW_SELECT: ClassVar[bool] = True

    class Chosen(Message):
        """A target was chosen with the mouse."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class MarginChosen(Message):
        """The margin of a line was chosen with the mouse."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.marginalia: Marginalia | None = None
        self.pictures: Callable[[Patch], Drawn | Failed | None] | None = None
        self._pointed: range | None = None
        self._marks: dict[int, list[tuple[int, int, bool]]] = {}
        self._pressed: tuple[int, int] | None = None
        self._hovered: Target | None = None

    def show(self, typesetter: Callable[[int], Scroll], place: Place | None = None) -> None:
        """Show another text from a place in it; nothing is found, pointed at or under the mouse yet."""
        self._hovered = self._pointed = None
        self._marks = {}
        super().show(typesetter, place)

    def clear(self) -> None:
        """Show nothing."""
        self._hovered = None
        self._marks = {}
        super().clear()

    def move_to(self, top: int) -> bool:
        """Put line `top` at the upper edge; what was under the mouse is there no more."""
        moved = super().move_to(top)
        if moved:
            self._hover(None)
        return moved

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
        self._changed()

    # Annotations

    def annotate(self, marginalia: Marginalia | None) -> None:
        """Show what is annotated; nothing moves."""
        self.marginalia = marginalia
        self.refresh()

    def point_at(self, lines: range | None) -> None:
        """Have a bar beside some lines, or none."""
        if lines != self._pointed:
            self._pointed = lines
            self.refresh()

    def selection_span(self, number: int) -> tuple[int, int] | None:
        """The characters of a line that the mouse has selected, -1 for its end; None where there are none."""
        selection = self.text_selection
        return selection.get_span(number) if selection is not None else None

    def _margin(self, number: int) -> Sequence[Segment]:
        """A bar beside what is pointed at, before it the signs of what is annotated, as many as there is room for."""
        look, room = self.look, self.margin
        marked = self.marginalia.at(self.scroll, number) if self.marginalia is not None else None
        pointed = self._pointed is not None and number in self._pointed
        if not room or (marked is None and not pointed):
            return super()._margin(number)
        signs = "".join(look.annotation_sign(kind) for kind in sorted(marked.kinds, reverse=True)) if marked is not None else ""
        gap = 1 if room > 1 or pointed else 0
        signs = signs[: max(0, room - gap)].rjust(room - gap)
        bar = (look.mark("▌", "|") if pointed else " ") * gap
        return (Segment(signs + bar, look.current),)

    # Drawing

    def hang(self, pictures: Callable[[Patch], Drawn | Failed | None]) -> None:
        """Show pictures in the rows that wait for them; `pictures` tells what is at hand, and is asked while a row is drawn."""
        self.pictures = pictures
        self.refresh()

    def _segments(self, number: int, line: Line) -> list[Segment]:
        if self.pictures is None or not has_picture(line):
            return super()._segments(number, line)
        hovered = self._hovered.number if self._hovered is not None else None
        hanging = Hanging(self.look, self.pictures, self.focused_target, hovered, self._veiled)
        return hanging.segments(line, number, self._highlights(number, line))

    def _highlights(self, number: int, line: Line) -> list[Highlight]:
        look = self.look
        marked = self.marginalia.at(self.scroll, number) if self.marginalia is not None else None
        found = [Highlight(start, stop, look.annotated) for start, stop in (marked.spans if marked is not None else ())]
        found += [
            Highlight(start, stop, look.focus if current else look.found)
            for start, stop, current in self._marks.get(number, ())
        ]
        if self._hovered is not None or self.focused_target is not None:
            start = 0
            for run in line.runs:
                stop = start + len(run.text)
                if run.target is not None and run.target.kind != "question" and run.target.number == self.focused_target:
                    found.append(Highlight(start, stop, look.focus))
                elif run.target is not None and run.target == self._hovered and run.text.strip():
                    found.append(Highlight(start, stop, look.hover))
                start = stop
        span = self.selection_span(number)
        if span is not None:
            begin, end = span
            found.append(Highlight(begin, len(line.text) if end == -1 else end, look.selected))
        return found

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for Textual."""
        first = selection.start.y if selection.start else 0
        last = selection.end.y if selection.end else self.scroll.height - 1
        found = self.scroll.lines(first, min(last + 1, self.scroll.height))
        if not found:
            return None
        lines = [line.text for line in found]
        if selection.end is not None:
            lines[-1] = lines[-1][: selection.end.x]
        if selection.start is not None:
            lines[0] = lines[0][selection.start.x :]
        # Of a picture nothing can be copied, not even its room.
        return "\n".join(text for text, line in zip(lines, found, strict=True) if not has_picture(line)), "\n"

    # Mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What the mouse is over stands out."""
        self._hover(self.target_at(event.x, event.y))

    def on_leave(self, _event: events.Leave) -> None:
        """Nothing is under the mouse any more."""
        self._hover(None)

    def _hover(self, target: Target | None) -> None:
        # All of a question is one target; only its parts do something of their own.
        hovered = target if target and (target.kind != "question" or target.anchor) else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click begins here."""
        self._pressed = (event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """A click acts on what it hits."""
        # A drag selects text: it ends in a click as well, but elsewhere.
        pressed, self._pressed = self._pressed, None
        if event.x < self.margin and pressed == (event.x, event.y) and self.line_in_row(event.y) is not None:
            self.post_message(self.MarginChosen(self.top + event.y))
            return
        target = self.target_at(event.x, event.y)
        if target is not None and pressed == (event.x, event.y):
            self._focus(target.number)
            self.post_message(self.Chosen(target))
