"""A conversation in lines: what is said goes out complete, what is answered comes in one line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course import plain
from tui_course.language import gettext as _
from tui_course.language import number
from tui_course.model.visible import visible
from tui_course.typeset.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from tui_course.model.block import Block
    from tui_course.study import Place, Study

MAX_LINE: Final = 100_000
"""The most characters of a line that are taken."""
INDENT: Final = "  "


class Talk:
    """Says lines on `out` and takes answers from `source`.

    Lines of a course break at `width` cells, or not at all where it is None: then a paragraph is a line. `typed` says that
    whoever answers also ends the line of the prompt; otherwise that is done here, so that each line is complete in itself.
    """

    def __init__(self, source: TextIO, out: TextIO, *, width: int | None = None, typed: bool = False) -> None:
        self._source = source
        self._out = out
        self._width = width
        self._typed = typed

    def enter(self, study: Study) -> None:
        """A course is read from now on; where nothing but the course is talked of, that changes nothing."""

    def say(self, *lines: str) -> None:
        """Write lines; what would steer a terminal is made visible."""
        for line in lines:
            self._out.write(f"{visible(line)}\n")
        self._out.flush()

    def tell(self, blocks: Sequence[Block], before: str = "") -> None:
        """Write what an author wrote, see `words`."""
        self.say(*self.words(blocks, before))

    def words(self, blocks: Sequence[Block], before: str = "") -> list[str]:
        """The lines of blocks, the first behind `before`, which is there also where there are no words; the rest indented."""
        lines = self._set(blocks, len(INDENT) if before else 0)
        if not lines:
            return [before.rstrip()] if before else []
        rest = INDENT if before else ""
        return [f"{rest if row else before}{line}".rstrip() for row, line in enumerate(lines)]

    def _set(self, blocks: Sequence[Block], indent: int) -> list[str]:
        if self._width is not None:
            setting = Setting(self._width - indent, reveal_all=True, show_addresses=True)
            return list(plain.render(blocks, setting, colour=False))
        words = plain.text(blocks)
        return words.split("\n") if words else []

    def ask(self, prompt: str) -> str | None:
        """The next line as an answer to `prompt`, without its end; None where nothing more will come."""
        while True:
            self._out.write(f"{visible(prompt)} " if self._typed else f"{visible(prompt)}\n")
            self._out.flush()
            line = self._line()
            if line is None and self._typed:
                self.say("")
            if line is None or len(line) <= MAX_LINE:
                return line
            said = _("That line has more than {count} characters; nothing of it was taken.")
            self.say(said.format(count=number(MAX_LINE)))

    def _line(self) -> str | None:
        """A line without its end; of one that is too long only its beginning, and the rest is gone."""
        line = self._read()
        part = line
        while len(part) > MAX_LINE and not part.endswith("\n"):
            part = self._read()
        if not line:
            return None
        return line.removesuffix("\n").removesuffix("\r")

    def _read(self) -> str:
        try:
            return self._source.readline(MAX_LINE + 1)
        except OSError:  # the terminal is gone: nothing more will come from it
            return ""


class Invited(Exception):
    """The learner goes to another place, from wherever in the conversation they are."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.page)
        self.place = place


def sentence(reason: str) -> str:
    """What is said in passing, with a capital and a full stop."""
    ended = reason if reason.endswith((".", "!", "?", ":")) else f"{reason}."
    return ended[:1].upper() + ended[1:]
