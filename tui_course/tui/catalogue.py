"""The courses of a library as lines to choose from."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.library.shelf import recent
from tui_course.library.wording import called, due_words, page_of, pages_and_questions, short_path, where_from
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.bar import bar
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.shorten import shortened_left
from tui_course.typeset.wrap import breaks
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui_course.library.entry import CourseEntry
    from tui_course.library.standing import Standings
    from tui_course.tui.theme import Look

_NARROW = 58
_LEAST_NAME = 16
_BAR = 5
_GAP = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an option of the library stands for: a course, in one of the parts of the list, or the review."""

    part: str
    path: str = ""


@dataclass(frozen=True)
class Catalogue:
    """What is known of the courses: `missing` ones by path, with where they may be; `is_new` where nobody has opened any.

    `shows_places` says that paths are shown: those of a host are no learner's affair.
    """

    entries: Sequence[CourseEntry]
    standings: Standings | None = None
    missing: Mapping[str, str] = field(default_factory=dict)
    is_library: bool = True
    shows_places: bool = True

    @property
    def is_new(self) -> bool:
        """Whether nothing was opened or added yet."""
        return self.is_library and not any(entry.opened or entry.added for entry in self.entries)

    def entry(self, path: str) -> CourseEntry | None:
        """The course at a path."""
        return next((entry for entry in self.entries if entry.path == path), None)


def options(catalogue: Catalogue, query: str, look: Look, room: int) -> list[Option]:
    """Everything that is listed, `room` cells wide; with some words typed, only courses that have all of them."""
    words = query.casefold().split()
    shown = [entry for entry in catalogue.entries if all(word in _searched(entry, catalogue) for word in words)]
    writer = _Writer(catalogue, look, room, shown)
    if catalogue.is_new and not words:
        return list(writer.welcome())
    return list(writer.listed(shown, begun=not words))


def _searched(entry: CourseEntry, catalogue: Catalogue) -> str:
    places = (entry.path, entry.source) if catalogue.shows_places else ()
    return " ".join((called(entry), entry.id, *places, entry.description)).casefold()


class _Writer:
    """Writes options for a width."""

    def __init__(self, catalogue: Catalogue, look: Look, room: int, shown: Iterable[CourseEntry]) -> None:
        self._catalogue = catalogue
        self._look = look
        self._room = room
        self._dot = look.mark(" · ", " | ")
        self._ellipsis = look.mark("…", "...")
        longest = max((cell_len(called(entry)) for entry in shown), default=0)
        # Where no place is told, names have more room.
        share = room * 2 // 5 if catalogue.shows_places else room * 3 // 5
        self._name = min(longest, max(_LEAST_NAME, share))

    # The whole

    def listed(self, shown: Sequence[CourseEntry], *, begun: bool) -> Iterator[Option]:
        last = recent(shown) if begun else ()
        if last:
            yield self._heading(_("Continue"))
            yield from (Option(Chosen("continue", entry.path), self._continued(entry)) for entry in last)
        if shown:
            yield self._heading(_("All courses"))
        yield from (Option(Chosen("all", entry.path), self._fact_lines(entry)) for entry in shown)
        found = self._catalogue.standings
        if begun and found is not None and found.due:
            words = shortened(due_words(found), self._room - 3, self._ellipsis)
            space = " " * max(1, self._room - cell_len(words) - 1)
            yield Option(None, (Line(),))
            yield Option(Chosen("review"), (Line((Run(words), Run(space), Run("R", Role.NOTE, Weight.BOLD))),))

    def welcome(self) -> Iterator[Option]:
        """What somebody sees who has never opened a course here."""
        welcome = _(
            "Welcome. Courses are read here in the terminal, offline; your place, your answers and your notes are kept."
        )
        yield Option(None, (Line(), *self._prose(welcome)))
        yield self._heading(_("Begin here"))
        for entry in self._catalogue.entries:
            about = self._prose(entry.description, Role.DIM)
            yield Option(Chosen("all", entry.path), (*self._fact_lines(entry), *about))
        yield self._heading(_("And then"))
        for words in (
            _("Enter opens the course; n goes on from page to page, and q leaves: next time it begins where you were."),
            _("+ adds a course of your own: a folder, a Markdown file, a .course file, or the address of a git repository."),
            _("`tui-course FOLDER` opens one at once, and it is listed here from then on."),
        ):
            yield Option(None, self._prose(words))

    def _heading(self, words: str) -> Option:
        return Option(None, (Line(), Line((Run(words, Role.HEADING, Weight.BOLD),))))

    def _prose(self, words: str, role: Role = Role.TEXT) -> tuple[Line, ...]:
        words = " ".join(words.split())
        room = min(self._room, self._look.width)
        return tuple(Line((Run(words[start:stop], role),)) for start, stop in breaks(words, room, cell_len))

    # A course

    def _continued(self, entry: CourseEntry) -> tuple[Line, ...]:
        """Where the learner is in a course, and how far."""
        if entry.path in self._catalogue.missing:
            return self._fact_lines(entry)
        found = self._catalogue.standings
        standing = found.of(entry) if found is not None else None
        page = page_of(entry, standing)
        place = ""
        if page is not None:
            joint = self._look.mark(" › ", " > ")
            parts = [part for part in dict.fromkeys((page.module, page.name)) if part]
            place = joint.join(parts)
            if cell_len(place) > self._fact_room() - (6 + _BAR + _GAP if standing is not None else 0):
                # The page tells more than its module.
                place = parts[-1]
        share: list[Run] = []
        if standing is not None:
            percent = f"{standing.percent:>3} % "
            share = [Run(percent), Run(bar(standing.share, _BAR, ascii=self._look.ascii), Role.NOTE)]
        return self._row(called(entry), place, share, 6 + _BAR)

    def _fact_lines(self, entry: CourseEntry) -> tuple[Line, ...]:
        """What a course is: where it is from, and how much there is of it."""
        missing = entry.path in self._catalogue.missing
        if missing:
            where = _("not found at {place}").format(place=short_path(entry.path))
            where = where if self._catalogue.shows_places else _("not found")
            room = self._fact_room() - 2
            return self._row(called(entry), self._shortened_left(where, room), [], 0, Role.PROBLEM)
        facts = self._dot.join(pages_and_questions(entry))
        spare = self._fact_room() - cell_len(facts) - (cell_len(self._dot) if facts else 0)
        where = self._shortened_left(where_from(entry), spare) if self._catalogue.shows_places else ""
        return self._row(called(entry), self._dot.join(part for part in (where, facts) if part), [], 0)

    def _fact_room(self) -> int:
        return self._room - 2 if self._room < _NARROW else self._room - self._name - _GAP

    def _shortened_left(self, text: str, width: int) -> str:
        """A path in at most `width` cells: its end tells more than its beginning."""
        return shortened_left(text, width, self._ellipsis, cell_len)

    def _row(self, name: str, rest: str, share: Sequence[Run], share_cells: int, role: Role = Role.DIM) -> tuple[Line, ...]:
        """One line, or two where there is little room."""
        if self._room < _NARROW:
            name = shortened(name, self._room - share_cells - (_GAP if share_cells else 0), self._ellipsis)
            space = " " * max(0, self._room - cell_len(name) - share_cells)
            first = Line((Run(name, weight=Weight.BOLD), *([Run(space), *share] if share else [])))
            return first, Line((Run("  "), Run(shortened(rest, self._room - 2, self._ellipsis), role)))
        name = shortened(name, self._name, self._ellipsis)
        room = self._room - self._name - _GAP - (share_cells + _GAP if share_cells else 0)
        rest = shortened(rest, room, self._ellipsis)
        runs = [Run(name), Run(" " * (self._name - cell_len(name) + _GAP)), Run(rest, role)]
        if share:
            runs += [Run(" " * (room - cell_len(rest) + _GAP)), *share]
        return (Line(tuple(runs)),)
