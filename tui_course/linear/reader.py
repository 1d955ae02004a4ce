"""The reader line by line: a page, its questions in their places, and on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.errors import PageNotFound
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.linear.dialogue import Dialogue, Ending
from tui_course.linear.talk import Invited, sentence
from tui_course.linear.wording import commands_line
from tui_course.model.block import Ask
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.study import Place, Spot
from tui_course.study.learning import READ_TO_THE_END

if TYPE_CHECKING:
    from tui_course.linear.talk import Talk
    from tui_course.model.block import Block
    from tui_course.model.course import Page, PageRef
    from tui_course.model.question import Question
    from tui_course.study import Study

_HELP: Final = later("""\
Enter or n: the next page; p: the page before
t: the contents; a number of them, a page's name, or a part of it: that page
l: this page again
q: quit; so does the end of the input
At a question n leaves the page, and ? lists what else there is.""")


class LineReader:
    """Reads the course of `study` over `talk`, from the page where the learner is."""

    def __init__(self, talk: Talk, study: Study) -> None:
        self._talk = talk
        self._study = study
        self._dialogue = Dialogue(talk, study, study.asking)

    def run(self) -> None:
        """Read until the learner quits."""
        talk, study = self._talk, self._study
        talk.say(f"{visible(study.course.title)}. {commands_line()}")
        while True:
            try:
                ending = self._page(study.read(study.place.page))
                if ending is Ending.QUIT or not self._leave(at_once=ending is Ending.NEXT_PAGE):
                    return
            except Invited as invited:
                study.go(invited.place)

    # A page

    def _page(self, page: Page) -> Ending:
        """Say a page and ask its questions; how far it was read is noted."""
        position = self._study.position
        place = _("Page {number} of {count}").format(number=position.number, count=position.total)
        self._talk.say("", f"{place}, {position.module}" if position.module else place, "")
        # At once, so that the page is found again even if the program is killed here.
        self._study.visit(page, self._study.settle(self._study.place, page).spot or Spot(), 0.0)
        block = 0
        ending = Ending.ON
        for block, one in enumerate(page.blocks):
            ending = self._block(one, page.ref.id, first=block == 0)
            if ending is not Ending.ON:
                break
        self._study.visit(page, Spot(block), 1.0 if ending is Ending.ON else block / len(page.blocks))
        return ending

    def _block(self, block: Block, page_id: str, *, first: bool) -> Ending:
        talk = self._talk
        if isinstance(block, Ask):
            lines = [*filter(None, (block.title,)), *talk.words(block.description)]
        else:
            lines = talk.words((block,))
        if lines:
            talk.say(*([] if first else [""]), *lines)
        for question in all_questions((block,)):
            talk.say("")
            ending = self._ask(question, page_id)
            if ending is not Ending.ON:
                return ending
        return Ending.ON

    def _ask(self, question: Question, page_id: str) -> Ending:
        return self._dialogue.ask(question, page_id, _("Question"), briefly=True)

    # On from there

    def _leave(self, *, at_once: bool) -> bool:
        """Move to another page, the next `at_once` or one that the learner chooses; whether there is one to read."""
        if at_once and self._move(self._study.following):
            return True
        while True:
            line = self._talk.ask(
                _("Enter or n next page, p page before, t contents, a page's number or name, ? help, q quit:")
            )
            if line is None:
                return False
            name = line.strip().removeprefix(":").strip()
            match name.casefold():
                case "q" | "quit":
                    return False
                case "" | "n" | "next" | "next page":
                    moved = self._move(self._study.following)
                case "p":
                    moved = self._move(self._study.preceding, _("This is the first page."))
                case "l" | "list":
                    moved = True
                case "t" | "contents":
                    moved = self._contents()
                case "?" | "help":
                    self._talk.say(*_(_HELP).splitlines())
                    moved = False
                case _:
                    moved = self._go(name)
            if moved:
                return True

    def _move(self, ref: PageRef | None, otherwise: str = "") -> bool:
        if ref is None:
            self._talk.say(otherwise or _("This is the last page."))
            return False
        self._study.go(Place(ref.id))
        return True

    def _go(self, name: str) -> bool:
        try:
            self._study.go(self._study.resolve(name))
        except PageNotFound as error:
            self._talk.say(sentence(str(error)))
            return False
        return True

    def _contents(self) -> bool:
        """Say the contents, each page with the number that leads there; moves nowhere."""
        study = self._study
        for entry in study.contents():
            if not entry.page:
                self._talk.say(entry.title)
                continue
            number = study.course.position(entry.page) + 1
            read = _("read") if study.learning.read(entry.page) >= READ_TO_THE_END else ""
            here = _("you are here") if entry.page == study.place.page else ""
            self._talk.say(", ".join(filter(None, (f"{number}. {entry.title}", read, here))))
        return False
