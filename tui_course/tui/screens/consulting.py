"""References, notes and terms looked at without leaving the page; the works and the glossary of the course."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.study import Place
from tui_course.tui.loading import preview_in_background, references_in_background, terms_in_background
from tui_course.tui.screens.following import FollowingScreen
from tui_course.tui.screens.hints import preview_hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui_course.model.course import Page
    from tui_course.study import Study
    from tui_course.study.previewing import Preview
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.bars import Hint
    from tui_course.tui.widgets.preview import PreviewPane
    from tui_course.typeset.line import Target

_LEARNING_AFTER = 0.25
# What is looked at where nothing has the focus.
_FIRST = frozenset(("cite", "note", "term"))
_CLOSING = frozenset(("escape", "K"))
_SCROLLING = {"j": 1, "down": 1, "k": -1, "up": -1}


class ConsultingScreen(FollowingScreen, room=True):
    """Shows what something stands for in a pane over the text; the page does not move under it."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._pane: PreviewPane | None = None
        self._previewed: Target | None = None
        self._consulted = 0

    # Terms in the text

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived; the first one does not wait for the glossary."""
        self.close_preview()
        super().show_page(page, place)
        if self.study.edition.glossary is None:
            self.set_timer(_LEARNING_AFTER, self._learn)

    def leave_page(self) -> None:
        """What is looked at goes with its page."""
        self.close_preview()
        super().leave_page()

    def _learn(self) -> None:
        if self.study.edition.glossary is None:
            self.begin(self._learn_terms, "glossary")

    async def _learn_terms(self) -> None:
        await asyncio.wrap_future(terms_in_background(self.study))
        if not self.is_attached or self.page is None:
            return
        marked = self.study.held(self.page.ref.id)
        if marked is not None and marked is not self.page and self.is_ready:
            self.page = marked
            self.page_view.set_with_terms()

    # The pane

    @property
    def preview(self) -> PreviewPane:
        """What shows it; made when it is shown first."""
        if self._pane is None:
            from tui_course.tui.widgets.preview import PreviewPane

            self._pane = PreviewPane(self.look)
        return self._pane

    @property
    def previewing(self) -> bool:
        """Whether the pane is open."""
        return self._pane is not None and self._pane.shown is not None

    def preview_keys(self) -> Sequence[Hint]:
        """The keys that matter while the pane is open."""
        return preview_hints(self._previewed.kind if self._previewed is not None else "", longer=self.preview.longer)

    def action_consult(self) -> None:
        """Show what has the focus stands for, else the first reference, note or term in view."""
        if not self.is_ready or self.page is None:
            return
        from tui_course.study.previewing import LOOKED_AT

        self.page_view.focus()
        target = self.target or self._first_in_view()
        if target is None or target.kind == "question":
            self.say(_("K shows what a reference, a note, a term or a link says; Tab goes to the next one"))
        elif target.kind in LOOKED_AT:
            self._look_at(target)
        else:
            self.say(_("Enter opens this"))

    def _first_in_view(self) -> Target | None:
        targets = self.page_view.scroll.targets()
        numbers = self.page_view.targets_in_view()
        number = next((number for number in numbers if targets[number].target.kind in _FIRST), None)
        return self.page_view.focus_number(number) if number is not None else None

    def _look_at(self, target: Target) -> None:
        if self.page is None:
            return
        from tui_course.study.previewing import at_hand

        self._consulted += 1
        preview = at_hand(self.study, self.page, target)
        if preview is not None:
            self._open_preview(preview, target)
        else:
            self.say(_("looking it up"))
            self.begin(partial(self._look_up, self.page, target, self._consulted), "preview")

    async def _look_up(self, page: Page, target: Target, number: int) -> None:
        preview = await asyncio.wrap_future(preview_in_background(self.study, page, target))
        # Whoever did something else in between does not want it any more.
        now = self.target if self.is_attached and number == self._consulted else None
        # The number is another one where terms have been marked meanwhile.
        if now is not None and replace(now, number=target.number) == target:
            self.say("")
            self._open_preview(preview, now)

    def _open_preview(self, preview: Preview, target: Target) -> None:
        if not self.preview.is_attached:
            self.mount(self.preview)
        self._previewed = target
        self.preview.show(preview)
        self._place_preview()
        self.tell()

    def _place_preview(self) -> None:
        view = self.page_view
        if self._previewed is None or not self.previewing or view.is_empty:
            return
        targets = view.scroll.targets()
        number = self._previewed.number
        row = targets[number].line - view.top if number < len(targets) else 0
        self.preview.place(view.region, view.margin, view.text_width, row)

    def close_preview(self) -> bool:
        """Close the pane; False where it was not open."""
        self._consulted += 1
        closed = self._pane is not None and self._pane.hide()
        if closed:
            self.tell()
        return closed

    def open(self, place: Place) -> None:
        """Show a place; the pane closes."""
        self.close_preview()
        super().open(place)

    def on_resize(self, _event: events.Resize) -> None:
        """The pane stays at the edge of the text."""
        self.call_after_refresh(self._place_preview)

    def on_click(self) -> None:
        """A click beside the pane closes it."""
        self.close_preview()

    def on_key(self, event: events.Key) -> None:
        """While the pane is open it scrolls and closes by keys; any other key closes it and does what it does."""
        if not self.previewing:
            self._consulted += event.key != "K"
            return
        taken = True
        if event.key in _CLOSING:
            self.close_preview()
        elif event.key in _SCROLLING and self.preview.scroll_lines(_SCROLLING[event.key]):
            pass
        elif event.key == "y":
            self._copy_preview()
        elif event.key == "enter" and self._previewed is not None and self._previewed.kind == "term":
            self.close_preview()
            self._open_glossary(self._previewed.href)
        else:
            self.close_preview()
            taken = False
        if taken:
            event.stop()
            event.prevent_default()

    def _copy_preview(self) -> None:
        if self.preview.shown is not None:
            from tui_course import plain

            self.app.copy_to_clipboard(plain.text(self.preview.shown.blocks))
            self.say(_("copied"))

    # Where they lead

    def follow(self, target: Target) -> None:
        """Go to the list of references, to a note or back from it, or show what a term means."""
        match target.kind:
            case "term":
                self._look_at(target)
            case "mark":
                self.go(Place(self.study.place.page, focus=f"note {target.anchor}"))
            case "cite" if not self.page_view.has_anchor(target.anchor):
                self.say(_("looking for the reference"))
                self.begin(partial(self._go_to_list, target.anchor), "reference")
            case "cite" | "note":
                self.go(Place(self.study.place.page, target.anchor), _("Backspace leads back"))
            case _other:
                super().follow(target)

    async def _go_to_list(self, key: str) -> None:
        origin = self.study.place
        index = await asyncio.wrap_future(references_in_background(self.study))
        if not self.is_attached or self.study.place != origin:
            return
        work = index.work(key)
        if work is not None and work.listed:
            self.say("")
            self.go(Place(work.listed[-1], key), _("Backspace leads back"))
        elif work is not None and work.children:
            from tui_course.tui.screens.references import ReferencesScreen

            self.say("")
            self.app.push_screen(ReferencesScreen(self.look, self.study, index, self.go, at=key))
        else:
            self.say(_("no list of references in this course has {key}").format(key=visible(key)))

    # Screens of the whole course

    def action_references(self) -> None:
        """List every work that the course cites."""
        self.say(_("looking for what the course cites"))
        self.begin(self._list_works, "reference")

    async def _list_works(self) -> None:
        index = await asyncio.wrap_future(references_in_background(self.study))
        if not self.is_attached:
            return
        if not index.works:
            self.say(_("this course cites no works"))
            return
        from tui_course.tui.screens.references import ReferencesScreen

        self.say("")
        at = self.target.anchor if self.target is not None and self.target.kind == "cite" else ""
        self.app.push_screen(ReferencesScreen(self.look, self.study, index, self.go, at=at))

    def action_glossary(self) -> None:
        """List every term that the course explains."""
        self._open_glossary(self.target.href if self.target is not None and self.target.kind == "term" else "")

    def _open_glossary(self, term: str) -> None:
        self.say(_("looking for the glossary"))
        self.begin(partial(self._list_terms, term), "glossary")

    async def _list_terms(self, term: str) -> None:
        await self._learn_terms()
        glossary = self.study.edition.glossary
        if not self.is_attached or glossary is None:
            return
        if not glossary.entries:
            self.say(_("this course has no glossary"))
            return
        from tui_course.tui.screens.glossary import GlossaryScreen

        self.say("")
        self.app.push_screen(GlossaryScreen(self.look, self.study, glossary, self.go, at=term))
