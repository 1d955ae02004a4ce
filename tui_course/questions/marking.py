"""Verdicts and refusals that are the same for every kind of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import number
from tui_course.model.answer import MAX_ANSWER, Outcome, Refusal, Verdict
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


def misfit() -> Refusal:
    """Why an answer of another shape is none."""
    return Refusal(_("this is no answer to a question of this kind"))


def stale() -> Refusal:
    """Why an answer is none that names what the question does not have, or no longer."""
    return Refusal(_("the question has changed since it was shown: open the page again"))


def verdict(score: float, parts: Iterable[tuple[str, bool]] = (), remark: str = "") -> Verdict:
    """A verdict whose outcome follows from its score, 0 to 1: right only where nothing is missing."""
    outcome = Outcome.RIGHT if score >= 1 else Outcome.PARTLY if score > 0 else Outcome.WRONG
    return Verdict(outcome, score, tuple(parts), remark)


def refused_text(text: str) -> Refusal | None:
    """Why a typed text is not read at all: too long, or with a character that steers a terminal."""
    if len(text) > MAX_ANSWER:
        reason = _("the answer has {count} characters; {most} are read at most")
        return Refusal(reason.format(count=number(len(text)), most=number(MAX_ANSWER)))
    text = text.replace("\r\n", "\n")
    if visible(text) != text:
        wrong = next(character for character in text if visible(character) != character)
        reason = _("the answer holds the control character {code}; leave it out")
        return Refusal(reason.format(code=f"U+{ord(wrong):04X}"))
    return None
