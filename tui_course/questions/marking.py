"""Verdicts and refusals that are the same for every kind of question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.answer import MAX_ANSWER, Outcome, Refusal, Verdict
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

MISFIT: Final = Refusal("this is no answer to a question of this kind")
STALE: Final = Refusal("the question has changed since it was shown: open the page again")


def verdict(score: float, parts: Iterable[tuple[str, bool]] = (), remark: str = "") -> Verdict:
    """A verdict whose outcome follows from its score, 0 to 1: right only where nothing is missing."""
    outcome = Outcome.RIGHT if score >= 1 else Outcome.PARTLY if score > 0 else Outcome.WRONG
    return Verdict(outcome, score, tuple(parts), remark)


def refused_text(text: str) -> Refusal | None:
    """Why a typed text is not read at all: too long, or with a character that steers a terminal."""
    if len(text) > MAX_ANSWER:
        return Refusal(f"the answer has {len(text):,} characters; {MAX_ANSWER:,} are read at most")
    text = text.replace("\r\n", "\n")
    if visible(text) != text:
        wrong = next(character for character in text if visible(character) != character)
        return Refusal(f"the answer holds the control character U+{ord(wrong):04X}; leave it out")
    return None
