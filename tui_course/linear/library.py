"""The library line by line: a numbered list, and a course out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.library.shelf import next_to_review, recent
from tui_course.library.wording import called, due_words, page_of, pages_and_questions, short_path, where_from
from tui_course.linear.talk import sentence
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.library.entry import CourseEntry
    from tui_course.library.shelf import Shelf
    from tui_course.library.standing import Standings
    from tui_course.linear.talk import Talk

_HELP: Final = later("""\
A number, a name or a part of it: that course
+ and a path or the address of a git repository: adds it, such as + ~/courses/kites
r: review what is due
l: this list again
q: quit; so does the end of the input""")


@dataclass(frozen=True, slots=True)
class Choice:
    """A course to read, or to `review`."""

    entry: CourseEntry
    review: bool = False


class LineLibrary:
    """Lists the courses of `shelf` over `talk`, and asks which to open."""

    def __init__(self, talk: Talk, shelf: Shelf) -> None:
        self._talk = talk
        self._shelf = shelf
        self._listed: tuple[CourseEntry, ...] = ()
        self._standings: Standings | None = None
        self._missing: dict[str, str] = {}

    def choose(self) -> Choice | None:
        """What the learner wants to open; None where they quit."""
        self._list()
        while True:
            line = self._talk.ask(_("A number or a name opens a course, + adds one, ? help, q quit:"))
            if line is None:
                return None
            words = line.strip()
            match words.removeprefix(":").casefold():
                case "q" | "quit":
                    return None
                case "":
                    continue
                case "?" | "help":
                    self._talk.say(*_(_HELP).splitlines())
                case "l" | "list":
                    self._list()
                case "r" | "review":
                    if choice := self._to_review():
                        return choice
                case _ if words.startswith("+"):
                    self._add(words[1:].strip())
                case _:
                    if entry := self._named(words):
                        return Choice(entry)

    # The list

    def _list(self) -> None:
        talk, shelf = self._talk, self._shelf
        entries = shelf.entries()
        self._missing = shelf.missing(entries)
        entries = tuple(self._counted(entry) for entry in entries)
        self._standings = found = shelf.standings(entries)
        first = recent(entries)
        self._listed = (*first, *(entry for entry in entries if entry not in first))
        talk.say(f"{shelf.title}.")
        for number, entry in enumerate(self._listed, 1):
            if number == 1 and first:
                talk.say("", _("Continue"))
            if number == len(first) + 1:
                talk.say("", _("Other courses") if first else _("All courses"))
            talk.say(f"{number}. {self._line(entry, found, begun=number <= len(first))}")
        if found.due:
            talk.say("", f"{due_words(found)}.")
        if shelf.notice:
            talk.say("", sentence(visible(shelf.notice)))
        talk.say("")

    def _counted(self, entry: CourseEntry) -> CourseEntry:
        """The course with what it holds; as it is where that cannot be told."""
        if entry.pages or entry.path in self._missing:
            return entry
        try:
            return self._shelf.survey(entry)
        except (TuiCourseError, OSError):
            return entry

    def _line(self, entry: CourseEntry, found: Standings, *, begun: bool) -> str:
        name = called(entry)
        if entry.path in self._missing:
            return _("{course}: not found at {place}").format(course=name, place=short_path(entry.path))
        if begun:
            standing = found.of(entry)
            page = page_of(entry, standing)
            place = [part for part in dict.fromkeys((page.module, page.name)) if part] if page is not None else []
            return f"{name}: {', '.join([*place, f'{standing.percent} %'])}"
        return f"{name}: {', '.join([where_from(entry), *pages_and_questions(entry)])}"

    # Answers

    def _to_review(self) -> Choice | None:
        found = self._standings
        present = [entry for entry in self._listed if entry.path not in self._missing]
        entry = next_to_review(present, found) if found is not None else None
        if entry is None:
            self._talk.say(_("Nothing is due."))
            return None
        return Choice(entry, review=True)

    def _add(self, text: str) -> None:
        if not text:
            self._talk.say(_("Write a path or the address of a git repository after the +."))
            return
        try:
            added = self._shelf.add(text)
        except (TuiCourseError, OSError) as error:
            self._talk.say(sentence(visible(str(error))))
            return
        self._talk.say(_("Added: {courses}.").format(courses=", ".join(map(called, added))), "")
        self._list()

    def _named(self, words: str) -> CourseEntry | None:
        """The course that a number, a name or a part of a name means; what is wrong with it is said."""
        found = self._matching(words)
        if not found:
            self._talk.say(_("There is no course {name} here.").format(name=visible(words)))
        elif len(found) > 1:
            names = ", ".join(f"{self._listed.index(entry) + 1}. {called(entry)}" for entry in found)
            self._talk.say(_("That could be: {courses}").format(courses=names))
        return found[0] if len(found) == 1 else None

    def _matching(self, words: str) -> Sequence[CourseEntry]:
        if words.isascii() and words.isdigit():
            number = int(words[:9])
            return self._listed[number - 1 : number] if number else ()
        folded = words.casefold()
        same = [entry for entry in self._listed if folded in (called(entry).casefold(), entry.id.casefold())]
        return same or [entry for entry in self._listed if folded in called(entry).casefold()]
