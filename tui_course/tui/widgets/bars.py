"""The line above the text, where am I, and the line below it, what can I do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tui_course.tui.key_names import key_names
from tui_course.tui.strips import fitted, shortened
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from tui_course.tui.theme import Look

_MARGIN = 1
_GAP = 2
# A name shortened to less than this says nothing.
_LEAST_NAME = 12
_MOST_ROWS = 4


class Note(NamedTuple):
    """Something at the right of the line above: in full, and for where there is little room (empty: left out first)."""

    long: str
    short: str


class TopLine(LineWidget):
    """Where the learner is, from the widest to the narrowest, at the left; how far, at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._path: tuple[str, ...] = ()
        self._notes: tuple[Note, ...] = ()
        self._warnings: tuple[str, ...] = ()

    def warn(self, *sentences: str) -> None:
        """Show the first of some sentences that fits instead of the path; without any, the path again."""
        if sentences != self._warnings:
            self._warnings = sentences
            self.refresh()

    def tell(self, path: Sequence[str], notes: Sequence[Note] = ()) -> None:
        """Show a path, such as course, module and page, and notes, the most important last. Both without control characters."""
        told = (tuple(name for name in path if name), tuple(notes))
        if told != (self._path, self._notes):
            self._path, self._notes = told
            self.refresh()

    def row(self, y: int, width: int) -> Strip:  # noqa: ARG002  there is one row
        """The line: all of it, else with short notes, else with names shortened or left out, the first ones first."""
        look = self.look
        room = max(0, width - 2 * _MARGIN)
        if self._warnings:
            return self._warned(room, width)
        separator, joint = look.mark(" › ", " > "), look.mark("  ·  ", "  |  ")
        path = list(self._path)
        beside = room - cell_len(separator.join(path)) - _GAP
        needed = [note for note in self._notes if note.short]
        right = joint.join(note.long for note in self._notes)
        if cell_len(right) > beside:
            right = joint.join(note.long for note in needed)
        if cell_len(right) > beside:
            notes = [note.short for note in needed]
            while notes and cell_len(joint.join(notes)) > room // 2:
                notes.pop(0)
            right = joint.join(notes)
        left_room = room - (cell_len(right) + _GAP if right else 0)
        left_out = ""
        while len(path) > 1 and cell_len(separator.join(path)) > left_room:
            left_out = path.pop(0)
        spare = left_room - cell_len(separator.join([*path, ""]))
        if left_out and spare >= _LEAST_NAME:
            path.insert(0, shortened(left_out, spare, look.mark("…", "...")))
        name = shortened(path[-1], left_room, look.mark("…", "...")) if path else ""
        before = "".join(part + separator for part in path[:-1])
        space = room - cell_len(before) - cell_len(name) - cell_len(right)
        parts = [
            Segment(" " * _MARGIN + before, look.bar_dim),
            Segment(name, look.bar),
            Segment(" " * max(0, space) + right, look.bar_dim),
        ]
        return fitted(parts, width, look.bar)

    def _warned(self, room: int, width: int) -> Strip:
        """The longest warning that fits, and the most important note if there is room for it as well."""
        fits = next((one for one in self._warnings if cell_len(one) <= room), self._warnings[-1])
        words = shortened(fits, room, self.look.mark("…", "..."))
        note = self._notes[-1].short if self._notes else ""
        space = room - cell_len(words) - cell_len(note)
        right = " " * space + note if space >= _GAP else ""
        return fitted([Segment(" " * _MARGIN + words, self.look.bar), Segment(right, self.look.bar_dim)], width, self.look.bar)


class Hint(NamedTuple):
    """A key and what it does here; a `fixed` one is what it is, whatever keys the user has chosen."""

    key: str
    word: str
    fixed: bool = False


class BottomLine(LineWidget):
    """The keys that matter here, or what there is to say; it grows upwards, over the text, for what is long.

    `told` says how the keys of a hint are called, where the user has chosen others.
    """

    def __init__(self, look: Look, told: Callable[[str], str] = str) -> None:
        super().__init__(look)
        self._told = told
        self._hints: tuple[Hint, ...] = ()
        self._message = ""
        self._prompt: str | None = None
        self._answer = ""
        self._standing = ""
        self._attending = ""

    @property
    def attending(self) -> str:
        """What the learner says of themselves in a workshop."""
        return self._attending

    def attend(self, words: str) -> None:
        """Have a few words before those that `stand` has, such as what the learner says in a workshop; none where empty."""
        if words != self._attending:
            self._attending = words
            self.refresh()

    @property
    def standing(self) -> str:
        """What stands at the right beside the keys."""
        return self._standing

    def stand(self, words: str) -> None:
        """Have a few words at the right beside the keys, such as whether answers are saved; none where empty."""
        if words != self._standing:
            self._standing = words
            self.refresh()

    @property
    def message(self) -> str:
        """What is said now; empty while the keys are shown."""
        return self._message

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys to show, those to leave out first at the end, but for the very last one, which stays."""
        return self._hints

    def offer(self, hints: Sequence[Hint]) -> None:
        """Show these keys while there is nothing to say."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def say(self, message: str) -> None:
        """Show a sentence, without control characters, instead of the keys; an empty one brings them back."""
        if message != self._message:
            self._message = message
            self._fit()

    def ask(self, prompt: str | None, answer: str = "") -> None:
        """Show what is being typed, and after it what came of it so far; None ends it."""
        self._prompt = prompt
        self._answer = answer
        self._fit()

    def _rows(self, width: int) -> list[str]:
        text = self._prompt if self._prompt is not None else self._message
        room = max(1, width - 2 * _MARGIN)
        rows = broken(text, room)
        if len(rows) > _MOST_ROWS:
            rows = [*rows[: _MOST_ROWS - 1], shortened(" ".join(rows[_MOST_ROWS - 1 :]), room, self.look.mark("…", "..."))]
        return rows

    def _fit(self) -> None:
        """Take as many rows as the words need."""
        needed = len(self._rows(self.size.width)) if self.size.width else 1
        if self.styles.height is None or self.styles.height.value != needed:
            self.styles.height = needed
        self.refresh()

    def on_resize(self) -> None:
        """Other words fit."""
        self._fit()

    def _standings(self) -> str:
        """All that stands at the right."""
        return self.look.mark("  ·  ", "  |  ").join(filter(None, (self._attending, self._standing)))

    def _called(self) -> list[Hint]:
        """The hints by the keys that the user chose; one without a key is left out."""
        called = (hint._replace(key=key_names(hint.key) if hint.fixed else self._told(hint.key)) for hint in self._hints)
        return [hint for hint in called if hint.key]

    def row(self, y: int, width: int) -> Strip:
        """The line, or one of its rows."""
        look = self.look
        if self._prompt is not None or self._message:
            rows = self._rows(width)
            parts = [Segment(" " * _MARGIN + (rows[y] if y < len(rows) else ""), look.bar)]
            if self._prompt is not None and y == len(rows) - 1:
                parts.append(Segment(" ", look.cursor))
                parts.append(Segment(self._answer, look.bar_dim))
            return fitted(parts, width, look.bar)
        room = width - 2 * _MARGIN
        hints = self._called()
        # Where there is room for one of them only, keys matter more.
        for standing in (self._standings(), self._standing, ""):
            shown = fitting(hints, room - (cell_len(standing) + _GAP if standing else 0))
            if shown or not hints:
                break
        parts = [Segment(" " * _MARGIN, look.bar)]
        for number, hint in enumerate(shown):
            parts.append(Segment(" " * (_GAP if number else 0), look.bar))
            parts.append(Segment(hint.key, look.bar_key))
            parts.append(Segment(f" {hint.word}", look.bar_dim))
        keys = fitted(parts, max(0, width - _MARGIN - cell_len(standing)), look.bar)
        return fitted([*keys, Segment(standing, look.bar_dim)], width, look.bar)


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """As many hints as fit, whole: the last one first, then the others from the left."""
    if not hints:
        return []
    *others, last = hints
    room = width - _length(last)
    kept: list[Hint] = []
    for hint in others:
        if _length(hint) + _GAP <= room:
            kept.append(hint)
            room -= _length(hint) + _GAP
        else:
            break
    return [*kept, last] if _length(last) <= width else []


def _length(hint: Hint) -> int:
    return cell_len(hint.key) + 1 + cell_len(hint.word)


def broken(text: str, width: int) -> list[str]:
    """A text in rows of at most `width` cells, broken between words where it can be; at least one row."""
    rows = [""]
    for word in text.split(" "):
        if rows[-1] and cell_len(rows[-1]) + 1 + cell_len(word) > width:
            rows.append("")
        for number, piece in enumerate(_chopped(word, width)):
            if number:
                rows.append(piece)
            else:
                rows[-1] += f" {piece}" if rows[-1] else piece
    return rows


def _chopped(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` cells, or of one character where even that is wider; at least one piece."""
    pieces = [""]
    for character in word:
        if pieces[-1] and cell_len(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
