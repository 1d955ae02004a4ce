"""Notes on the page: written below it, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from tui_course.language import gettext as _
from tui_course.model.annotation import AnnotationKind
from tui_course.tui.screens.marking import MarkingScreen
from tui_course.tui.writing import Wish, Writing

if TYPE_CHECKING:
    from textual import events

    from tui_course.model.annotation import Annotation
    from tui_course.model.course import Page
    from tui_course.study import Place, Study
    from tui_course.study.passages import Passage
    from tui_course.tui.theme import Look


class Subject(NamedTuple):
    """What a note is about: a passage, its words from the first to before the second of `words`, and what is there already.

    `fixed` says that the learner pointed at it, so that the arrows do not lead elsewhere.
    """

    passage: Passage
    words: tuple[int, int] = (0, 0)
    annotation: Annotation | None = None
    fixed: bool = False


class NotingScreen(MarkingScreen, room=True):
    """Writes notes on passages, as `MarkingScreen` finds them; `subject` is what is written about."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.writing = Writing(self)
        self.subject: Subject | None = None

    # The page

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived."""
        self._carry_over(page)
        super().show_page(page, place)

    def leave_page(self) -> None:
        """A note that is written is kept for later."""
        self._leave_note()
        super().leave_page()

    def _carry_over(self, page: Page) -> None:
        """A note that is written goes on where its page was only read again; else its words are kept for later."""
        subject = self.subject
        if subject is None:
            return
        if self.page is not None and self.page.ref.id == page.ref.id and self.annotated.passages:
            from tui_course.study.anchoring import anchored, found
            from tui_course.study.passages import passages_of

            anchor = anchored(self.annotated.passages, subject.passage.number, *subject.words)
            held = found(anchor, passages_of(page.blocks))
            if held is not None:
                self.subject = subject._replace(passage=held.passage, words=(held.start, held.stop))
                return
        self._leave_note()

    # Notes

    def action_note(self) -> None:
        """Write a note, or go on with the one that is there."""
        if not self.can_annotate():
            return
        selected = self.annotated.selected()
        if selected:
            passage, words = selected[0].passage, (selected[0].start, selected[0].stop)
            there = self.annotated.highlights(passage, words)
            self._write(Subject(passage, words, there[-1] if there else None, fixed=True))
            self.clear_selection()
            return
        focused = self.annotated.in_focus()
        waiting = (one for one in self.annotated.in_view() if self._note_name(one) in self._unsaved_notes)
        chosen = focused or next(waiting, None) or self.first_to_choose()
        if chosen is None:
            self.say(_("here is nothing to write a note on"))
        else:
            self._write(self._about(chosen)._replace(fixed=focused is not None))

    def note_on(self, passage: Passage) -> None:
        """Write a note on a passage, or go on with the one that is there."""
        self._write(self._about(passage))

    def _about(self, passage: Passage) -> Subject:
        there = self.annotated.of(passage, AnnotationKind.NOTE)
        return Subject(passage, annotation=there[-1] if there else None)

    def _write(self, subject: Subject) -> None:
        self.subject = subject
        there = subject.annotation
        words = there.anchor.exact if there is not None else ""
        title = _("Note on {words}").format(words=self.quoted(words or subject.passage.words))
        self.writing.begin(title, there.note if there is not None else "")
        kept = self._unsaved_notes.pop(self._note_name(subject.passage), "")
        if kept:
            self.writing.unsaved(kept)
        self.tell()
        # The field takes rows from the page before the passage is brought into view.
        self.call_after_refresh(self._point_at_subject)

    def _point_at_subject(self) -> None:
        if self.subject is not None:
            self.annotated.point_at(self.subject.passage)

    @property
    def _unsaved_notes(self) -> dict[tuple[str, str, str], str]:
        # Whoever comes back from the library comes to another screen.
        return self.application.unsaved_notes

    def _note_name(self, passage: Passage) -> tuple[str, str, str]:
        return (self.study.course.id, self.page.ref.id if self.page is not None else "", passage.words)

    def _write_key(self, event: events.Key, subject: Subject) -> None:
        wish = self.writing.key(event)
        match wish:
            case Wish.NOTHING:
                pass
            case Wish.SAVE:
                self._save_note(subject)
            case Wish.LEAVE:
                self._leave_note()
            case Wish.ABOVE | Wish.BELOW:
                by = 1 if wish is Wish.BELOW else -1
                beside = self.annotated.beside(subject.passage, by)
                if not self._may_move:
                    return
                if beside is not None:
                    self._write(self._about(beside))
                else:
                    self.say_end(by)
            case _:
                assert_never(wish)

    @property
    def _may_move(self) -> bool:
        """Whether the arrows lead to other passages: while nothing was written."""
        return self.subject is not None and not self.subject.fixed and not self.writing.changed

    def _save_note(self, subject: Subject) -> None:
        changed, text = self.writing.changed, self.writing.text.strip()
        self._end_note()
        self.remember_choice(subject.passage)
        there = subject.annotation
        if there is None and text:
            self.annotated.add(AnnotationKind.NOTE, subject.passage, subject.words, text)
        elif there is None:
            self.say(_("nothing was written"))
        elif text or there.kind is not AnnotationKind.NOTE:
            if changed:
                self.annotated.annotating.write(there, text)
        else:
            self.annotated.annotating.remove(there)
            self.say(_("the note is taken away; u in the list (') brings it back"))
        self.show_annotations()

    def _leave_note(self) -> None:
        """End writing; words that were not saved wait for the next time."""
        if self.subject is None:
            return
        if self.writing.changed and self.writing.text.strip():
            self._unsaved_notes[self._note_name(self.subject.passage)] = self.writing.text
            self.say(_("not saved: a on this paragraph brings your words back, while the program runs"))
        self._end_note()

    def _end_note(self) -> None:
        self.subject = None
        self.writing.end()
        self.annotated.point_at(None)
        self.tell()

    # The list

    def action_annotations(self) -> None:
        """List what was added to this page and to the course."""
        from tui_course.tui.screens.notes import NotesScreen

        annotating, page = self.annotated.annotating, self.study.place.page
        self.app.push_screen(NotesScreen(self.look, self.study, annotating, page, self.go_to_annotation), self._listed)

    def _listed(self, _result: None) -> None:
        self.show_annotations()
        self.tell()

    # Keys

    def on_key(self, event: events.Key) -> None:
        """What is written goes into the note."""
        if self.subject is not None:
            self.say("")
            self._write_key(event, self.subject)
            self.tell()
            event.stop()
            event.prevent_default()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002  the view knows its size
        """What is written about has other lines."""
        self.call_after_refresh(self._point_at_subject)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the note."""
        if self.subject is not None:
            event.stop()
            event.prevent_default()
            self.writing.paste(event.text)
            self.tell()

    def tell_annotations(self) -> None:
        """Have the keys below that write."""
        if self.subject is not None:
            self.bottom_line.offer(self.writing.hints(moves=self._may_move))
        else:
            super().tell_annotations()
