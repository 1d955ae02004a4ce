"""Bookmarks and highlights on the page: set and taken away, shown in the margin and on the words, gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.annotation import AnnotationKind
from tui_course.study import Place
from tui_course.tui.annotated import AnnotatedPage
from tui_course.tui.screens.following import FollowingScreen
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui_course.model.annotation import Annotation
    from tui_course.model.course import Page
    from tui_course.study import Study
    from tui_course.study.passages import Passage
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.page import PageView

_QUOTED_CELLS = 60
_HINT_CELLS = 34


class MarkingScreen(FollowingScreen, room=True):
    """Marks passages: what the mouse has selected, else that of the link in focus, else one that the arrows choose.

    `picked` is the one that they have chosen so far.
    """

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.annotated = AnnotatedPage(study.learning, self.page_view)
        self.picked: Passage | None = None
        self._annotation_to_find = ""
        self._annotation_shown = False
        self._recent_passage: tuple[int, Passage] | None = None

    # The page

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived, with what was added to it."""
        self.picked = self._recent_passage = None
        # While the page is shown it is told about, and what was added to the one before says nothing of its lines.
        self.annotated.show(None)
        super().show_page(page, place)
        self.show_annotations()
        if self._annotation_to_find:
            if self.is_ready:
                self._find_annotation()
            else:
                self.call_after_refresh(self._find_annotation)

    def leave_page(self) -> None:
        """Nothing can be chosen on a page that is gone."""
        super().leave_page()
        if self.picked is not None:
            self._pick(None)

    def show_annotations(self) -> None:
        """Show what was added to the page, as it stands now."""
        self.annotated.show(self.page)
        self.tell_annotations()

    def can_annotate(self) -> bool:
        """Whether there is a page to annotate, which has the focus then."""
        if self.page is None or not self.is_ready:
            return False
        self.page_view.focus()
        return True

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Go to where an annotation is; `back` leads to where the learner is now."""
        if not any(page.id == annotation.page for page in self.study.course.pages):
            self.say(_("the course has no such page any more"))
            return
        self._annotation_to_find = annotation.annotation
        self.go(Place(annotation.page))

    def _find_annotation(self) -> None:
        """Show the passage of the annotation that is looked for, else the heading that it was below."""
        from tui_course.study.anchoring import found

        annotation = self.annotated.annotating.find(self._annotation_to_find)
        self._annotation_to_find = ""
        if annotation is None or self.page is None or annotation.page != self.page.ref.id or not self.is_ready:
            return
        anchor, passages = annotation.anchor, self.annotated.passages
        held = found(anchor, passages)
        if held is not None:
            self.annotated.go_to(held.passage)
            self._annotation_shown = True
            return
        headings = (one for one in passages if one.is_heading and anchor.heading and one.words.startswith(anchor.heading))
        below = next(headings, None)
        if below is not None:
            self.annotated.go_to(below)
            self.annotated.point_at(None)
        self.say(_("its words are no longer on this page: {words}").format(words=self.quoted(anchor.exact or anchor.passage)))

    # Bookmarks

    def action_bookmark(self) -> None:
        """Set or take away a bookmark at once."""
        if self.can_annotate():
            selected = self.annotated.selected()
            self._toggle_bookmark(selected[0].passage if selected else self.annotated.in_focus() or self.annotated.at_top())

    def _toggle_bookmark(self, passage: Passage | None) -> None:
        if passage is None:
            self.say(_("here is nothing to put a bookmark at"))
            return
        there = self.annotated.of(passage, AnnotationKind.BOOKMARK)
        for one in there:
            self.annotated.annotating.remove(one)
        if not there:
            self.annotated.add(AnnotationKind.BOOKMARK, passage)
        self.show_annotations()
        said = _("bookmark taken away: {words}") if there else _("bookmark at {words}; ' lists all")
        self.say(said.format(words=self.quoted(passage.words)))

    # Highlights

    def action_highlight(self) -> None:
        """Highlight what is selected, or begin to choose a passage; what is highlighted already no longer is."""
        if not self.can_annotate():
            return
        selected = self.annotated.selected()
        if selected:
            self._toggle_highlight([(one.passage, (one.start, one.stop)) for one in selected])
            self.clear_selection()
            return
        passage = self.annotated.in_focus() or self.first_to_choose()
        if passage is None:
            self.say(_("here is nothing to highlight"))
            return
        self.page_view.forget_target()
        self._pick(passage)

    def _toggle_highlight(self, wanted: Sequence[tuple[Passage, tuple[int, int]]]) -> None:
        there = [one for passage, words in wanted for one in self.annotated.highlights(passage, words)]
        for one in there:
            self.annotated.annotating.remove(one)
        if not there:
            for passage, words in wanted:
                self.annotated.add(AnnotationKind.HIGHLIGHT, passage, words)
        self.show_annotations()
        self.say(_("highlight taken away") if there else _("highlighted; h there again takes it away"))

    def first_to_choose(self) -> Passage | None:
        """What the arrows begin with: what was annotated last, until the text is moved, else the first passage in view."""
        recent = self._recent_passage
        if recent is not None and recent[0] == self.page_view.top:
            return recent[1]
        return next(iter(self.annotated.in_view()), None)

    def remember_choice(self, passage: Passage) -> None:
        """Begin with this passage the next time, if the text has not moved."""
        self._recent_passage = self.page_view.top, passage

    def _pick(self, passage: Passage | None) -> None:
        """Have the arrows choose a passage, beginning with this one; or no longer."""
        self.picked = passage
        self.annotated.point_at(passage)
        self.tell()

    def _pick_key(self, key: str, passage: Passage) -> bool:
        """Take a key while a passage is chosen; False where it ends the choice and means what it always does."""
        if key in {"j", "down", "k", "up"}:
            by = 1 if key in {"j", "down"} else -1
            beside = self.annotated.beside(passage, by)
            if beside is not None:
                self._pick(beside)
                self._say_notes(beside)
            else:
                self.say_end(by)
            return True
        self._pick(None)
        if key in {"enter", "h", "m", "a"}:
            self.remember_choice(passage)
        match key:
            case "enter" | "h":
                self._toggle_highlight([(passage, (0, 0))])
            case "m":
                self._toggle_bookmark(passage)
            case "a":
                self.note_on(passage)
            case "escape":
                pass
            case _:
                return False
        return True

    def say_end(self, by: int) -> None:
        """Say that there is no passage further down (1) or up (-1)."""
        self.say(_("this is the last paragraph") if by > 0 else _("this is the first paragraph"))

    def note_on(self, passage: Passage) -> None:
        """Write a note on a passage."""

    # Keys and the mouse

    def on_key(self, event: events.Key) -> None:
        """While a passage is chosen, keys choose."""
        if self._annotation_shown:
            self._annotation_shown = False
            self.page_view.point_at(None)
        if self.picked is None:
            return
        self.say("")
        taken = self._pick_key(event.key, self.picked)
        self.tell()
        if taken:
            event.stop()
            event.prevent_default()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002  the view knows its size
        """What is pointed at has other lines."""
        if self.picked is not None:
            self.call_after_refresh(self.annotated.point_at, self.picked)

    def on_page_view_margin_chosen(self, message: PageView.MarginChosen) -> None:
        """A sign in the margin was clicked: tell the note."""
        passage = self.annotated.at_line(message.line)
        if passage is not None:
            # A click takes away what is said, once it has come to the screen.
            self.call_after_refresh(self._say_notes, passage)

    # Below

    def tell(self) -> None:
        """Bring the lines above and below up to date."""
        super().tell()
        self.tell_annotations()

    def tell_annotations(self) -> None:
        """Have the keys below that choose a passage, or the note at the top of the view."""
        if self.picked is not None:
            self.bottom_line.offer(
                (
                    Hint("Enter", _("highlight")),
                    Hint("j k", _("another paragraph")),
                    Hint("a", _("note")),
                    Hint("m", _("bookmark")),
                    Hint("Esc", _("leave")),
                )
            )
        elif self.page_view.marginalia is not None and self.is_ready and self.page_view.target is None:
            self._tell_note_at_top()

    def _tell_note_at_top(self) -> None:
        passage = self.annotated.at_top()
        notes = self.annotated.notes_of(passage) if passage is not None else []
        sign = self.look.annotation_sign(AnnotationKind.NOTE)
        if notes:
            told = shortened(" ".join(notes[-1].split()), _HINT_CELLS, self.look.mark("…", "..."))
            self.bottom_line.offer((Hint(sign, told), *(one for one in self.bottom_line.hints if one.key != sign)))

    def _say_notes(self, passage: Passage) -> None:
        sign = self.look.annotation_sign(AnnotationKind.NOTE)
        notes = self.annotated.notes_of(passage)
        if notes:
            self.say(" ".join(f"{sign} {' '.join(note.split())}" for note in notes))

    def quoted(self, words: str) -> str:
        """Words of the course in a sentence of ours, shortened."""
        look = self.look
        return look.mark(_("“{text}”"), '"{text}"').format(text=shortened(words, _QUOTED_CELLS, look.mark("…", "...")))
