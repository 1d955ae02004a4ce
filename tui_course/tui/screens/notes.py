"""The notes, highlights and bookmarks of a course, to go to, to write to and to take away."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import later, ngettext
from tui_course.model.annotation import AnnotationKind
from tui_course.model.visible import visible
from tui_course.study.annotating import by_page
from tui_course.tui.keys import bindings
from tui_course.tui.keys.lists import NOTES_KEYS
from tui_course.tui.loading import annotations_in_background, place_in_background
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.tui.writing import Wish, Writing
from tui_course.typeset.line import Line, Role, Run
from tui_course.typeset.wrap import breaks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.binding import BindingType

    from tui_course.model.annotation import Annotation
    from tui_course.study import Study
    from tui_course.study.anchoring import Held
    from tui_course.study.annotating import Annotating
    from tui_course.tui.theme import Look

_NOTE_LINES = 4
_TITLE_CELLS = 60
_KINDS: dict[AnnotationKind | None, str] = {
    None: later("all"),
    AnnotationKind.NOTE: later("notes"),
    AnnotationKind.HIGHLIGHT: later("highlights"),
    AnnotationKind.BOOKMARK: later("bookmarks"),
}


class NotesScreen(ChoosingScreen):
    """What was added to the page with the id `page`, then to the others; `follow` is told which one was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("notes", NOTES_KEYS)
    EMPTY: ClassVar[str] = later("nothing yet: in the text a writes a note, h highlights, m sets a bookmark")

    def __init__(
        self, look: Look, study: Study, annotating: Annotating, page: str, follow: Callable[[Annotation], None]
    ) -> None:
        super().__init__(look, _("Notes, highlights, bookmarks"))
        self.study = study
        self.annotating = annotating
        self.writing = Writing(self)
        self.kind: AnnotationKind | None = None
        self._page = page
        self._follow = follow
        self._places: dict[str, Held | None] = {}
        self._written_to = ""

    def on_mount(self) -> None:
        """What other windows recorded, and what is lost, is found out meanwhile."""
        self.begin(self._learn, "annotations")

    async def _learn(self) -> None:
        keeping = self.study.keeping
        if keeping is not None:
            recorded = await asyncio.wrap_future(annotations_in_background(keeping, self.study.course.id))
            if self.is_attached and self.annotating.take(recorded):
                self.renew()
        places = await asyncio.wrap_future(place_in_background(self.study, self.annotating.standing()))
        if self.is_attached:
            self._places = places
            self.renew()

    # What is listed

    def _listed(self, query: str) -> list[Annotation]:
        wanted = query.casefold().split()
        found = [
            one
            for one in self.annotating.standing()
            if self.kind in {None, one.kind, AnnotationKind.NOTE if one.note else None}
            and all(word in self._words(one) for word in wanted)
        ]
        return by_page(self.study, found, self._places, self._page)

    def _words(self, annotation: Annotation) -> str:
        anchor = annotation.anchor
        return f"{anchor.passage} {anchor.exact} {annotation.note} {self._title(annotation.page)}".casefold()

    def _title(self, page: str) -> str:
        name = next((ref.name for ref in self.study.course.pages if ref.id == page), "")
        return visible(name) if name else _("{page} (the course has no such page any more)").format(page=visible(page))

    def options(self, query: str, room: int) -> Sequence[Option]:
        """Each page with what was added to it."""
        found: list[Option] = []
        page: str | None = None
        for annotation in self._listed(query):
            if annotation.page != page:
                page = annotation.page
                title = _("This page: {title}") if page == self._page else "{title}"
                words = shortened(title.format(title=self._title(page)), room, self.look.mark("…", "..."))
                blank = (Line(),) if found else ()
                found.append(Option(None, (*blank, Line((Run(words, Role.HEADING),)))))
            found.append(Option(annotation.annotation, tuple(self._lines(annotation, room))))
        return found

    def _lines(self, annotation: Annotation, room: int) -> Iterator[Line]:
        look, anchor = self.look, annotation.anchor
        ellipsis = look.mark("…", "...")
        date = _date(annotation.at)
        sign = look.annotation_sign(annotation.kind)
        words = shortened(" ".join((anchor.exact or anchor.passage).split()), room - cell_len(f"{sign}   {date}"), ellipsis)
        gap = " " * max(1, room - cell_len(f"{sign} {words}{date}"))
        yield Line((Run(f"{sign} ", Role.MARKER), Run(words), Run(f"{gap}{date}", Role.DIM)))
        note = " \n".join(" ".join(line.split()) for line in annotation.note.split("\n"))
        rows = [note[start:stop] for start, stop in breaks(note, max(1, room - 2), cell_len)]
        if len(rows) > _NOTE_LINES:
            rows = [*rows[: _NOTE_LINES - 1], shortened(f"{rows[_NOTE_LINES - 1]} {ellipsis}", room - 2, ellipsis)]
        for row in rows:
            yield Line((Run(f"  {row}", Role.QUOTE),))
        if annotation.annotation in self._places and self._places[annotation.annotation] is None:
            gone = shortened(_("these words are no longer on the page"), room - 2, ellipsis)
            yield Line((Run(f"  {gone}", Role.PROBLEM),))

    def found_words(self) -> str:
        """How many there are."""
        count = sum(option.value is not None for option in self.choices.options)
        return ngettext("{count} found", "{count} found", count).format(count=count) if count else _("nothing")

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        if self.writing.active:
            return self.writing.hints(moves=False)
        return (
            Hint("Enter", _("go there")),
            Hint("e", _("write")),
            Hint("x", _("take away")),
            Hint("u", _("undo")),
            Hint("s", _(_KINDS[self.kind])),
            Hint("/", _("find")),
            Hint("Esc", _("back")),
        )

    # What is done with one

    def _chosen(self) -> Annotation | None:
        option = self.choices.option
        return self.annotating.find(str(option.value)) if option is not None else None

    def choose(self, option: Option) -> None:
        """Go to where it is; a click does not take away what is being written."""
        annotation = self.annotating.find(str(option.value))
        if annotation is not None and not self.writing.active:
            self.dismiss()
            self._follow(annotation)

    def action_edit(self) -> None:
        """Write to it: a note, words to a highlight, the name of a bookmark."""
        annotation = self._chosen()
        if annotation is None:
            self.say(_("there is nothing to write to"))
            return
        self._written_to = annotation.annotation
        anchor = annotation.anchor
        words = shortened(anchor.exact or anchor.passage, _TITLE_CELLS, self.look.mark("…", "..."))
        quoted = self.look.mark(_("“{text}”"), '"{text}"').format(text=words)
        title = {
            AnnotationKind.NOTE: _("Note on {words}"),
            AnnotationKind.HIGHLIGHT: _("Note on the highlight {words}"),
            AnnotationKind.BOOKMARK: _("Name of the bookmark at {words}"),
        }[annotation.kind]
        self.writing.begin(title.format(words=quoted), annotation.note)
        self.tell_query()

    def _end_writing(self, *, save: bool) -> None:
        annotation = self.annotating.find(self._written_to)
        changed, text = self.writing.changed, self.writing.end()
        if annotation is not None and save and changed:
            if text.strip() or annotation.kind is not AnnotationKind.NOTE:
                self.annotating.write(annotation, text)
            else:
                self.annotating.remove(annotation)
        self.renew()
        if changed and not save:
            self.say(_("not saved: it is as it was"))

    def action_remove(self) -> None:
        """Take it away."""
        annotation = self._chosen()
        if annotation is None:
            self.say(_("there is nothing to take away"))
            return
        self.annotating.remove(annotation)
        self._renew_near(self.choices.cursor)
        self.say(_("taken away; u brings it back"))

    def _renew_near(self, cursor: int) -> None:
        """Make the options anew, the cursor on the one that took the place of the one that is gone."""
        options = self.options(self.query_words, self.choices.room)
        beside = [*options[cursor : cursor + 2], *reversed(options[:cursor])]
        self.show_options(options, next((one.value for one in beside if one.value is not None), None))

    def action_bring_back(self) -> None:
        """Undo the last removal."""
        annotation = self.annotating.bring_back()
        if annotation is None:
            self.say(_("nothing was taken away"))
            return
        self.show_options(self.options(self.query_words, self.choices.room), annotation.annotation)

    def action_kinds(self) -> None:
        """List the next kind only, or all."""
        kinds = list(_KINDS)
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.renew()
        if not self.choices.options:
            self.say(_("there are no {kind}; s goes on to others").format(kind=_(_KINDS[self.kind])))

    # Keys

    def on_key(self, event: events.Key) -> None:
        """What is written goes into the note."""
        if not self.writing.active:
            return
        event.stop()
        event.prevent_default()
        self.say("")
        wish = self.writing.key(event)
        if wish in {Wish.SAVE, Wish.LEAVE}:
            self._end_writing(save=wish is Wish.SAVE)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the note."""
        if self.writing.active:
            event.stop()
            event.prevent_default()
            self.writing.paste(event.text)


def _date(at: float) -> str:
    """A day in local time, as ISO 8601 writes it."""
    try:
        return time.strftime("%Y-%m-%d", time.localtime(at))
    except (OverflowError, ValueError, OSError):
        return ""
