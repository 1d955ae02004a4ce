"""The page in view with what was added to it: which passage is meant, what is on it, and the bar beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.annotation import AnnotationKind
from tui_course.study.annotating import Annotating

if TYPE_CHECKING:
    from tui_course.model.annotation import Annotation
    from tui_course.model.course import Page
    from tui_course.study.learning import Learning
    from tui_course.study.passages import Passage
    from tui_course.tui.marginalia import Marginalia, Selected
    from tui_course.tui.widgets.page import PageView


class AnnotatedPage:
    """What `learning` has for the page that `view` shows; `page` is None while there is none."""

    def __init__(self, learning: Learning, view: PageView) -> None:
        self.annotating = Annotating(learning)
        self.page: Page | None = None
        self._view = view
        self._marginalia: Marginalia | None = None

    def show(self, page: Page | None) -> None:
        """Show what was added to a page, as it stands now; no row moves."""
        self.page = page
        self._marginalia = None
        has_some = page is not None and bool(self.annotating.standing(page.ref.id))
        self._view.annotate(self._of_page() if has_some else None)

    @property
    def marginalia(self) -> Marginalia | None:
        """The passages of the page and what is annotated of them; None while there is nothing to see."""
        return None if self._view.is_empty else self._of_page()

    def _of_page(self) -> Marginalia | None:
        if self.page is None:
            return None
        if self._marginalia is None:
            # Most pages have nothing to show beside them.
            from tui_course.study.passages import passages_of
            from tui_course.tui.marginalia import Marginalia

            passages = passages_of(self.page.blocks)
            placed = self.annotating.placed(self.page.ref.id, passages)
            self._marginalia = Marginalia(passages, placed, len(self.page.blocks))
        return self._marginalia

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the page."""
        return self.marginalia.passages if self.marginalia is not None else ()

    # Which passage

    def selected(self) -> list[Selected]:
        """What the mouse has selected."""
        selection, marginalia = self._view.text_selection, self.marginalia
        if selection is None or marginalia is None:
            return []
        scroll = self._view.scroll
        first = selection.start.y if selection.start else 0
        last = selection.end.y if selection.end else scroll.height - 1
        return marginalia.selected(scroll, min(first, last), max(first, last), self._view.selection_span)

    def in_focus(self) -> Passage | None:
        """The passage of the link in focus."""
        marginalia, number = self.marginalia, self._view.focused_target
        if marginalia is None or number is None:
            return None
        targets = self._view.scroll.targets()
        return marginalia.passage_at(self._view.scroll, targets[number].line) if number < len(targets) else None

    def at_line(self, line: int) -> Passage | None:
        """The passage at a line."""
        return self.marginalia.passage_at(self._view.scroll, line) if self.marginalia is not None else None

    def at_top(self) -> Passage | None:
        """The first passage that begins in the upper half of the view, else the one that goes on there."""
        if self.marginalia is None:
            return None
        view = self._view.view
        half = view.first + max(1, self._view.size.height // 2)
        return next(iter(self.marginalia.in_view(self._view.scroll, view.first, min(half, view.last))), None)

    def in_view(self) -> list[Passage]:
        """The passages that begin in the view, those that are no headings first."""
        if self.marginalia is None:
            return []
        view = self._view.view
        found = self.marginalia.in_view(self._view.scroll, view.first, view.last)
        return sorted(found, key=lambda one: one.is_heading)

    def beside(self, passage: Passage, by: int) -> Passage | None:
        """The next passage that is to be seen (1), or the one before (-1)."""
        marginalia = self.marginalia
        if marginalia is None:
            return None
        number = passage.number + by
        while 0 <= number < len(marginalia.passages):
            if marginalia.is_shown(self._view.scroll, marginalia.passages[number]):
                return marginalia.passages[number]
            number += by
        return None

    def point_at(self, passage: Passage | None) -> None:
        """Have the bar beside a passage, and the passage in view; or no bar."""
        view = self._view
        if passage is None or self.marginalia is None:
            view.point_at(None)
            return
        lines = self.marginalia.lines_of(view.scroll, passage)
        view.point_at(lines)
        if lines.start < view.view.first:
            view.move_to(lines.start - view.lead)
        elif lines.stop > view.view.last:
            view.move_to(min(lines.start - view.lead, lines.stop - view.size.height + view.lead))

    def go_to(self, passage: Passage) -> None:
        """Bring a passage to where one begins to read, the bar beside it."""
        view = self._view
        if self.marginalia is not None:
            lines = self.marginalia.lines_of(view.scroll, passage)
            view.move_to(lines.start - max(view.lead, view.size.height // 6))
            view.point_at(lines)

    # What is there

    def add(self, kind: AnnotationKind, passage: Passage, words: tuple[int, int] = (0, 0), note: str = "") -> None:
        """Annotate a passage, or its words from the first to before the second of `words`."""
        if self.page is not None:
            self.annotating.add(kind, self.page.ref.id, self.passages, passage.number, words, note)

    def of(self, passage: Passage, kind: AnnotationKind) -> list[Annotation]:
        """What of a kind is on a passage as a whole, in the order in which it was made."""
        there = self.marginalia.annotations_of(passage) if self.marginalia is not None else []
        found = [one.annotation for one in there if one.annotation.kind is kind and not one.annotation.anchor.exact]
        return sorted(found, key=lambda one: one.at)

    def highlights(self, passage: Passage, words: tuple[int, int]) -> list[Annotation]:
        """The highlights of a passage that share a word with some of it; where the second of `words` is 0, with any."""
        there = self.marginalia.annotations_of(passage) if self.marginalia is not None else []
        return [
            one.annotation
            for one in there
            if one.annotation.kind is AnnotationKind.HIGHLIGHT
            and one.held is not None
            and _share(words, (one.held.start, one.held.stop))
        ]

    def notes_of(self, passage: Passage) -> list[str]:
        """What the learner wrote to a passage."""
        there = self.marginalia.annotations_of(passage) if self.marginalia is not None else []
        return [one.annotation.note for one in there if one.annotation.note]


def _share(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans of words share one; a span that ends at 0 is all of them."""
    return not one[1] or not other[1] or (one[0] < other[1] and other[0] < one[1])
