"""The questions of a course, to ask all of them one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.visible import visible
from tui_course.tui.instructor.wording import numbered
from tui_course.tui.loading import in_background
from tui_course.tui.screens.inviting import AskingAllScreen
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.workshop.numbering import page_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_course.model.index import QuestionIndex
    from tui_course.tui.theme import Look
    from tui_course.workshop.observing import ObservedCourse


class Asked(NamedTuple):
    """A question of a page, by their ids."""

    page: str
    question: str


class PollingScreen(AskingAllScreen):
    """The questions of a course, those of the page `here` first; `ask` is called with the ids of page and question."""

    EMPTY: ClassVar[str] = later("there are no questions in this course")

    def __init__(self, look: Look, course: ObservedCourse, here: str, everybody: str, ask: Callable[[str, str], None]) -> None:
        super().__init__(look, _("Ask {all}").format(all=everybody), everybody)
        self._edition = course.edition
        self._numbers = page_numbers(self._edition.course)
        self._here = here
        self._ask = ask
        self._index: QuestionIndex | None = None

    def on_mount(self) -> None:
        """The questions are read in the background."""
        self.begin(self._read, "index")

    async def _read(self) -> None:
        self._index = await asyncio.wrap_future(in_background(self._edition.index, "questions"))
        if self.is_attached:
            self.renew()

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The pages with their questions; with some words typed, the questions that have all of them."""
        if self._index is None:
            return [Option(None, (Line((Run(_("the questions are being read"), Role.DIM),)),))]
        listed = list(self._listed(self._index, query.casefold().split(), room))
        if listed or query:
            return listed
        return [Option(None, (Line((Run(_(self.EMPTY), Role.DIM),)),))]

    def _listed(self, index: QuestionIndex, wanted: Sequence[str], room: int) -> Iterator[Option]:
        ellipsis = self.look.mark("…", "...")
        names = {page.id: visible(page.name) for page in self._edition.course.pages}
        pages = sorted(index.pages, key=lambda page: page.page != self._here)
        for page in pages:
            name = numbered(self._numbers.get(page.page, ""), names.get(page.page, ""))
            # What is graded by nobody, such as a reflection, can be asked as well: how many did it is worth knowing.
            found = [one for one in page.questions if all(word in f"{name} {one.title}".casefold() for word in wanted)]
            if found:
                yield Option(None, (Line((Run(shortened(name, room, ellipsis), Role.HEADING, Weight.BOLD),)),))
            for one in found:
                title = " ".join(visible(one.title).split())
                yield Option(Asked(page.page, one.id), (Line((Run(shortened(title, room, ellipsis)),)),))

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (Hint("Enter", _("ask all")), Hint("Esc", _("back")))

    def choose(self, option: Option) -> None:
        """Ask all, once that was asked for twice."""
        asked = option.value
        if not isinstance(asked, Asked):
            return
        said = _("Enter again asks {all}: {question}").format(all=self.everybody, question=option.lines[0].text)
        if self.is_meant(asked, said):
            self.dismiss()
            self._ask(*asked)
