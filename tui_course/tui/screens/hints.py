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


def contents_hints() -> list[Hint]:
    """The keys in the contents."""
    return [
        Hint("Enter", _("open")),
        Hint("j k", _("move")),
        Hint("/", _("filter")),
        Hint("t", _("hide")),
        Hint("Esc", _("to the text")),
    ]


def question_hints() -> list[Hint]:
    """The keys beside those that a question has in its own lines."""
    return [
        Hint("Q", _("next question")),
        Hint("j k", _("scroll")),
        Hint("Tab", _("next")),
        Hint("Esc", _("leave the question")),
        _help(),
    ]


def review_hints(*, over: bool = False) -> list[Hint]:
    """The keys beside a question of a review, or at its end."""
    leaving = [Hint("Esc", _("back to the text")), Hint("q", _("quit"))]
    return leaving if over else [Hint("Q", _("skip")), Hint("j k", _("scroll")), *leaving]


def typing_hints() -> list[Hint]:
    """The keys while an answer is typed."""
    return [Hint("Enter", _("check"), fixed=True), Hint("Esc", _("stop typing"), fixed=True)]


def _help() -> Hint:
    return Hint("?", _("help"))


def reading_hints(study: Study, view: PageView, *, questions: bool, diagrams: bool) -> list[Hint]:
    """The keys while reading: what comes next first, help last."""
    following = study.following
    hints = [
        Hint("n", _("next")),
        Hint("p", _("back")),
        Hint("t", _("contents")),
        Hint("/", _("search")),
        *((Hint("Q", _("question")),) if questions else ()),
        *((Hint("D", _("diagram")),) if diagrams else ()),
        Hint("S", _("course")),
        Hint("Tab", _("link")),
        Hint("a", _("note")),
        Hint("q", _("quit")),
    ]
    if view.at_end:
        # Translators: this goes behind the word “end”, which stands in the place of a key.
        end = Hint(_("end"), _("of the course"), fixed=True)
        hints[0] = Hint("Space", _to(_brief(following.name, _ellipsis(view)))) if following else end
    if view.overflow:
        hints.insert(1, Hint("< >", _("sideways")))
    return [*hints, _help()]


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
    return [Hint("Esc", _("close")), *scrolling, *enter, Hint("y", _("copy")), Hint("Tab", _("next")), _help()]


def link_hints(study: Study, view: PageView, target: Target, *, local: bool) -> list[Hint]:
    """The keys while a link has the focus; where it leads comes first."""
    rest = [Hint("Tab", _("next")), Hint("Esc", _("leave")), _help()]
    if target.kind == "reveal":
        return [Hint("Enter", _("open or close")), *rest]
    if target.kind == "diagram":
        return [Hint("Enter", _("walk through it")), *rest]
    if target.kind == "picture":
        return [Hint("Enter", _("look at it")), Hint("y", _("copy")), *rest]
    if target.kind == "term":
        return [Hint("Enter", _("what it means")), Hint("W", _("glossary")), *rest]
    where = study.destination(target)
    looking = [Hint("K", _("what it says"))] if target.kind in {"cite", "note", "page", "anchor"} else []
    match where:
        case Place():
            return [Hint("Enter", _words(study, target, where, _ellipsis(view))), *looking, *rest]
        case Elsewhere():
            outside = [Hint("o", _("open"))] if local and where.kind == "external" else []
            return [
                Hint("Enter", shortened(where.address, _ADDRESS_CELLS, _ellipsis(view))),
                Hint("y", _("copy")),
                *outside,
                *rest,
            ]
        case Nowhere():
            return [Hint("Enter", _("why it leads nowhere")), *rest]


def _words(study: Study, target: Target, place: Place, ellipsis: str) -> str:
    if target.kind == "cite":
        return _("to the reference")
    if target.kind == "note":
        return _("to the note")
    if target.kind == "mark":
        return _("to where it is marked")
    if place.page == study.place.page:
        return _("to a place on this page")
    return _to(_brief(study.ref(place.page).name, ellipsis))


def _to(page: str) -> str:
    return _("to {page}").format(page=page)


def _brief(name: str, ellipsis: str) -> str:
    return shortened(visible(name), _NAME_CELLS, ellipsis)


def _ellipsis(view: PageView) -> str:
    return view.look.mark("…", "...")
