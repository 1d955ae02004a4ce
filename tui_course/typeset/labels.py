"""The few words that typeset adds to what the author wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import later, ngettext, number
from tui_course.model.answer import Outcome, SelfMark
from tui_course.model.visible import visible
from tui_course.model.words import inline_words
from tui_course.typeset.flow import fold
from tui_course.typeset.line import Role

if TYPE_CHECKING:
    from tui_course.model.block import Admonition, Media
    from tui_course.model.question import Question

_CALL_OUTS = {
    "note": (later("Note"), Role.NOTE),
    "info": (later("Note"), Role.NOTE),
    "tip": (later("Tip"), Role.TIP),
    "hint": (later("Hint"), Role.TIP),
    "success": (later("Success"), Role.TIP),
    "important": (later("Important"), Role.WARNING),
    "warning": (later("Warning"), Role.WARNING),
    "attention": (later("Attention"), Role.WARNING),
    "caution": (later("Caution"), Role.DANGER),
    "danger": (later("Danger"), Role.DANGER),
    "error": (later("Error"), Role.DANGER),
}


_VERDICTS = {
    Outcome.RIGHT: (later("Right"), Role.RIGHT),
    Outcome.PARTLY: (later("Partly right"), Role.WRONG),
    Outcome.WRONG: (later("Not right"), Role.WRONG),
    Outcome.UNSCORED: (later("Noted"), Role.RIGHT),
}
_SELF_MARKS = {SelfMark.DONE: later("Done"), SelfMark.PARTLY: later("Partly"), SelfMark.NOT_YET: later("Not yet")}


def call_out(block: Admonition) -> tuple[str, Role]:
    """The word before a call-out's title, with a colon where a title follows, and its role.

    The word is empty where the title begins with it.
    """
    kind = fold(block.kind).strip(" ")
    own, role = _CALL_OUTS.get(kind.lower(), (kind[:1].upper() + kind[1:], Role.NOTE))
    word = _(own) if kind.lower() in _CALL_OUTS else own
    title = inline_words(block.title)
    if not title:
        return word or _("Note"), role
    # A title in the language of its author may say the word in English, whatever the program speaks.
    if not word or title.casefold().startswith((word.casefold(), own.casefold())):
        return "", role
    return f"{word}: ", role


def media_label(block: Media) -> str:
    """`Video` or `Sound`, and the name of its first file."""
    name = fold(block.sources[0].rsplit("/", 1)[-1]).strip(" ") if block.sources else ""
    label = _("Sound") if block.audio else _("Video")
    return f"{label}: {name}" if name else label


def missing_transcript(block: Media) -> str:
    """What is said where a video or sound has no transcript to read; empty where it has one."""
    if block.transcript:
        return ""
    return _("Its transcript is missing.") if block.tracks else _("No transcript.")


def points_label(question: Question) -> str:
    """Such as `1 point` or `2.5 points`."""
    return counted_points(question.points)


def counted_points(points: float) -> str:
    """Such as `1 point` or `2.5 points`."""
    return ngettext("{points} point", "{points} points", 1 if points == 1 else 2).format(points=short_points(points))


def earned_label(points: float, worth: float) -> str:
    """Such as `0.5 of 2`: points that were earned, and what could be."""
    return _("{points} of {worth}").format(points=short_points(points), worth=short_points(worth))


def earned_points(points: float, worth: float) -> str:
    """Such as `0.5 of 2 points`."""
    many = 1 if worth == 1 else 2
    said = ngettext("{points} of {worth} point", "{points} of {worth} points", many)
    return said.format(points=short_points(points), worth=short_points(worth))


def unscored_label() -> str:
    """What stands in place of points where there are none."""
    return _("no points")


def short_points(points: float) -> str:
    """Points with as many decimals as they need, two at most."""
    return number(points, 2)


def outcome_label(outcome: Outcome) -> tuple[str, Role]:
    """The word for what an answer was, and its role."""
    word, role = _VERDICTS[outcome]
    return _(word), role


def self_mark_label(mark: SelfMark) -> str:
    """The word for what learners say of their own work."""
    return _(_SELF_MARKS[mark])


def solution_label() -> str:
    """What stands before an answer that was shown."""
    return _("This is the answer")


def explanation_label() -> str:
    """What stands before the explanation of an answer."""
    return _("Why")


def handed_in_label() -> str:
    """What is said of work that is handed in elsewhere."""
    return _("To be handed in as a file.")


def hint_label(number: int, count: int) -> str:
    """Such as `Hint 1 of 2`, or `Hint` where there is one only; `number` counts from 1."""
    return _("Hint {number} of {count}").format(number=number, count=count) if count > 1 else _("Hint")


def fault_label(question: Question) -> str:
    """Why a question cannot be answered, and where its author finds it."""
    place = f"{question.file}:{question.line}" if question.line else question.file
    said = _("This question cannot be answered: {reason}").format(reason=question.fault)
    return visible(said + (f" ({place})" if place else ""))


def unknown_label(reason: str) -> str:
    """What stands before the source of what was not understood."""
    return _("Not understood: {reason}").format(reason=fold(reason))


def timestamp(seconds: float) -> str:
    """`mm:ss`, or `h:mm:ss` from one hour on."""
    total = max(0, int(seconds))
    hours, rest = divmod(total, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes:02}:{second:02}"
