"""Which keys matter here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.study import Elsewhere, Nowhere, Place
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from tui_course.study import Study
    from tui_course.tui.widgets.page import PageView
    from tui_course.typeset.line import Target

_NAME_CELLS = 28
_ADDRESS_CELLS = 44

CONTENTS_HINTS = (
    Hint("Enter", "open"),
    Hint("j k", "move"),
    Hint("/", "filter"),
    Hint("t", "hide"),
    Hint("Esc", "to the text"),
)
_HELP = Hint("?", "help")
QUESTION_HINTS = (
    Hint("Q", "next question"),
    Hint("j k", "scroll"),
    Hint("Tab", "next"),
    Hint("Esc", "leave the question"),
    _HELP,
)
REVIEW_HINTS = (Hint("Q", "skip"), Hint("j k", "scroll"), Hint("Esc", "back to the text"), Hint("q", "quit"))
TYPING_HINTS = (Hint("Enter", "check", fixed=True), Hint("Esc", "stop typing", fixed=True))


def reading_hints(study: Study, view: PageView, *, questions: bool, diagrams: bool) -> list[Hint]:
    """The keys while reading: what comes next first, help last."""
    following = study.following
    hints = [
        Hint("n", "next"),
        Hint("p", "back"),
        Hint("t", "contents"),
        Hint("/", "search"),
        *((Hint("Q", "question"),) if questions else ()),
        *((Hint("D", "diagram"),) if diagrams else ()),
        Hint("Tab", "link"),
        Hint("q", "quit"),
    ]
    if view.at_end:
        hints[0] = Hint("Space", f"to {_brief(following.name, _ellipsis(view))}") if following else Hint("end", "of the course")
    if view.overflow:
        hints.insert(1, Hint("< >", "sideways"))
    return [*hints, _HELP]


def preview_hints(kind: str, *, longer: bool) -> list[Hint]:
    """The keys while a preview of a kind of target lies over the text."""
    scrolling = [Hint("j k", _("scroll"))] if longer else []
    going = {
        "term": _("glossary"),
        "cite": _("list of references"),
        "note": _("to the note"),
        "page": _("go there"),
        "anchor": _("go there"),
        "picture": _("look at it"),
    }.get(kind)
    enter = [Hint("Enter", going)] if going else []
    return [Hint("Esc", _("close")), *scrolling, *enter, Hint("y", _("copy")), Hint("Tab", _("next")), _HELP]


def link_hints(study: Study, view: PageView, target: Target, *, local: bool) -> list[Hint]:
    """The keys while a link has the focus; where it leads comes first."""
    rest = [Hint("Tab", "next"), Hint("Esc", "leave"), _HELP]
    if target.kind == "reveal":
        return [Hint("Enter", "open or close"), *rest]
    if target.kind == "diagram":
        return [Hint("Enter", "walk through it"), *rest]
    if target.kind == "picture":
        return [Hint("Enter", "look at it"), Hint("y", "copy"), *rest]
    if target.kind == "term":
        return [Hint("Enter", _("what it means")), Hint("W", _("glossary")), *rest]
    where = study.destination(target)
    looking = [Hint("K", _("what it says"))] if target.kind in {"cite", "note", "page", "anchor"} else []
    match where:
        case Place():
            return [Hint("Enter", f"to {_words(study, target, where, _ellipsis(view))}"), *looking, *rest]
        case Elsewhere():
            outside = [Hint("o", "open")] if local and where.kind == "external" else []
            return [
                Hint("Enter", shortened(where.address, _ADDRESS_CELLS, _ellipsis(view))),
                Hint("y", "copy"),
                *outside,
                *rest,
            ]
        case Nowhere():
            return [Hint("Enter", "why it leads nowhere"), *rest]


def _words(study: Study, target: Target, place: Place, ellipsis: str) -> str:
    if target.kind == "cite":
        return "the reference"
    if target.kind == "note":
        return "the note"
    if target.kind == "mark":
        return "where it is marked"
    if place.page == study.place.page:
        return "a place on this page"
    return _brief(study.ref(place.page).name, ellipsis)


def _brief(name: str, ellipsis: str) -> str:
    return shortened(visible(name), _NAME_CELLS, ellipsis)


def _ellipsis(view: PageView) -> str:
    return view.look.mark("…", "...")
