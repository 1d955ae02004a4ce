"""Help, and the problems of a page: a text over everything that any key of leaving closes."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.block import Heading, Paragraph
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.tui.key_names import arrow_names, key_names
from tui_course.tui.keys import bindings
from tui_course.tui.keys.reading import READER_KEYS
from tui_course.tui.keys.screens import SCREENS
from tui_course.tui.keys.texts import SHEET_KEYS
from tui_course.tui.screens.moving import MovingScreen
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.bars import Hint, Note
from tui_course.typeset.document import Document, first_runs
from tui_course.typeset.line import Line, Role, Run, Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.model.course import Page
    from tui_course.model.problem import Problem
    from tui_course.tui.keys import Group
    from tui_course.tui.scroll import Scroll
    from tui_course.tui.theme import Look
    from tui_course.typeset.document import Placed

_TWO_COLUMNS = 66
_KEY_CELLS = 11


class Sheet:
    """Finished lines as a `Scroll`; all of them are one block."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self.height = len(self._lines)

    def lines(self, start: int, stop: int) -> list[Line]:
        """The lines from `start` to before `stop`."""
        return list(self._lines[start:stop])

    def block_at(self, line: int) -> int:  # noqa: ARG002  there is one block
        """The only block."""
        return 0

    def top_of(self, block: int) -> int:  # noqa: ARG002  likewise
        """The first line."""
        return 0

    def anchor(self, id: str) -> int | None:  # noqa: A002, ARG002  HTML's name; there are none
        """No anchors."""
        return None

    def headings(self) -> Sequence[tuple[int, Heading]]:
        """No headings."""
        return ()

    def targets(self) -> Sequence[Placed]:
        """What can be followed."""
        return tuple(first_runs(self._lines, cell_len))


class SheetScreen(MovingScreen):
    """A text of its own: `typesetter` sets it for a width; `leaving` says where Escape leads, the text by default."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("sheet", SHEET_KEYS)

    def __init__(self, look: Look, title: str, typesetter: Callable[[Look, int], Scroll], leaving: str = "") -> None:
        super().__init__(look)
        self._title = title
        self._leaving = leaving or _("back to the text")
        self._typesetter = typesetter

    def compose(self) -> ComposeResult:
        """The text between the two lines."""
        yield self.top_line
        yield self.page_view
        yield self.bottom_line
        self.top_line.tell((self._title,))
        self.bottom_line.offer((Hint("Esc", self._leaving), Hint("j k", _("move")), Hint("q", _("quit"))))
        self.page_view.show(lambda width: self._typesetter(self.look, width))

    def on_scrolling_view_moved(self) -> None:
        """How far the text is read."""
        if self.is_ready:
            view = self.page_view.view
            percent = f"{view.percent} %"
            whole = view.last >= view.total and view.first == 0
            self.top_line.tell((self._title,), () if whole else (Note(percent, percent),))

    def action_leave(self) -> None:
        """Back to where the learner was."""
        self.dismiss()


def help_sheet(look: Look, groups: Sequence[Group] = READER_KEYS, leaving: str = "") -> SheetScreen:
    """Every key of the reader, or of another screen, in two columns where there is room; `leaving` as in SheetScreen."""
    return SheetScreen(look, _("Keys"), lambda worn, width: Sheet(_help_lines(groups, worn, width)), leaving)


def problems_sheet(look: Look, page: Page, notices: Sequence[str] = ()) -> SheetScreen:
    """What is wrong with a page, with file and line; before it, what the learner should know of their answers and settings."""
    count = len(page.problems)
    said = ngettext("{count} problem: {page}", "{count} problems: {page}", count)
    title = said.format(count=count, page=visible(page.ref.name)) if count else _("What you should know")
    words = [*notices, *map(_problem_words, page.problems)]
    blocks = tuple(Paragraph((Text(visible(one)),)) for one in words)
    return SheetScreen(
        look,
        title,
        lambda worn, width: Document(blocks, setting_of(worn, width)),
    )


def _problem_words(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    where = f" in {place}" if place else ""
    return f"{problem.severity.value}{where}: {problem.message} ({problem.code})"


def _help_lines(groups: Sequence[Group], look: Look, width: int) -> list[Line]:
    columns: list[list[tuple[Run, ...]]] = [[], []] if width >= _TWO_COLUMNS else [[]]
    sizes = [0] * len(columns)
    for group in groups:
        shortest = sizes.index(min(sizes))
        rows = list(_group_rows(group, look))
        if columns[shortest]:
            rows.insert(0, ())
        columns[shortest].extend(rows)
        sizes[shortest] += len(rows)
    if len(columns) == 1:
        return [Line(row) for row in columns[0]]
    half = width // 2
    lines = []
    for left, right in zip_longest(*columns, fillvalue=()):
        space = half - sum(cell_len(run.text) for run in left)
        lines.append(Line((*left, Run(" " * max(1, space)), *right) if right else left))
    return lines


def _group_rows(group: Group, look: Look) -> list[tuple[Run, ...]]:
    screens = [name for name, known in SCREENS.items() if group in known]
    rows: list[tuple[Run, ...]] = [(Run(_(group.title), Role.HEADING, Weight.BOLD),)]
    for key in group.keys:
        if key.text:
            # A row without keys of its own speaks of those that answer a question, which stay as they are.
            shown = look.keymap.told(key.shown, screens) if key.keys else key.shown
            shown = arrow_names(key_names(shown)) if look.ascii else key_names(shown)
            rows.append((Run(shown.ljust(_KEY_CELLS), Role.TEXT, Weight.BOLD), Run(" "), Run(_(key.text))))
    return rows
