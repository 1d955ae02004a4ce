"""The few words that typeset adds to what the author wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.answer import Outcome, SelfMark
from tui_course.model.visible import visible
from tui_course.model.words import inline_words
from tui_course.typeset.flow import fold
from tui_course.typeset.line import Role

if TYPE_CHECKING:
    from tui_course.model.block import Admonition, Media
    from tui_course.model.question import Question

_CALL_OUTS = {
    "note": ("Note", Role.NOTE),
    "info": ("Note", Role.NOTE),
    "tip": ("Tip", Role.TIP),
    "hint": ("Hint", Role.TIP),
    "success": ("Success", Role.TIP),
    "important": ("Important", Role.WARNING),
    "warning": ("Warning", Role.WARNING),
    "attention": ("Attention", Role.WARNING),
    "caution": ("Caution", Role.DANGER),
    "danger": ("Danger", Role.DANGER),
    "error": ("Error", Role.DANGER),
}


_VERDICTS = {
    Outcome.RIGHT: ("Right", Role.RIGHT),
    Outcome.PARTLY: ("Partly right", Role.WRONG),
    Outcome.WRONG: ("Not right", Role.WRONG),
    Outcome.UNSCORED: ("Noted", Role.RIGHT),
}
SELF_MARKS = {SelfMark.DONE: "Done", SelfMark.PARTLY: "Partly", SelfMark.NOT_YET: "Not yet"}
REVEALED = "This is the answer"
WHY = "Why"
HANDED_IN = "To be handed in as a file."


def call_out(block: Admonition) -> tuple[str, Role]:
    """The word before a call-out's title, with a colon where a title follows, and its role.

    The word is empty where the title begins with it.
    """
    kind = fold(block.kind).strip(" ")
    word, role = _CALL_OUTS.get(kind.lower(), (kind[:1].upper() + kind[1:], Role.NOTE))
    title = inline_words(block.title)
    if not title:
        return word or "Note", role
    if not word or title.casefold().startswith(word.casefold()):
        return "", role
    return f"{word}: ", role


def media_label(block: Media) -> str:
    """`Video` or `Sound`, and the name of its first file."""
    name = fold(block.sources[0].rsplit("/", 1)[-1]).strip(" ") if block.sources else ""
    label = "Sound" if block.audio else "Video"
    return f"{label}: {name}" if name else label


def missing_transcript(block: Media) -> str:
    """What is said where a video or sound has no transcript to read; empty where it has one."""
    if block.transcript:
        return ""
    return "Its transcript is missing." if block.tracks else "No transcript."


def points_label(question: Question) -> str:
    """Such as `1 point` or `2.5 points`."""
    return "1 point" if question.points == 1 else f"{question.points:g} points"


def short_points(points: float) -> str:
    """Points with as many decimals as they need, two at most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def outcome_label(outcome: Outcome) -> tuple[str, Role]:
    """The word for what an answer was, and its role."""
    return _VERDICTS[outcome]


def hint_label(number: int, count: int) -> str:
    """Such as `Hint 1 of 2`, or `Hint` where there is one only; `number` counts from 1."""
    return f"Hint {number} of {count}" if count > 1 else "Hint"


def fault_label(question: Question) -> str:
    """Why a question cannot be answered, and where its author finds it."""
    place = f"{question.file}:{question.line}" if question.line else question.file
    return visible(f"This question cannot be answered: {question.fault}" + (f" ({place})" if place else ""))


def timestamp(seconds: float) -> str:
    """`mm:ss`, or `h:mm:ss` from one hour on."""
    total = max(0, int(seconds))
    hours, rest = divmod(total, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes:02}:{second:02}"
