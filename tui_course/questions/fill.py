"""Questions answered by typing words into one blank or several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tui_course.language import gettext as _
from tui_course.model.answer import MAX_ANSWER, Answer, Refusal, Typed, Verdict
from tui_course.model.problem import Severity
from tui_course.model.question import Blank, Comparison, Fill
from tui_course.questions.comparing import Acceptor, is_command
from tui_course.questions.fields import COMPARISON, MAX_CHOICES, ORDERED, accepted
from tui_course.questions.keys import words_of
from tui_course.questions.marking import misfit, refused_text, stale, verdict
from tui_course.questions.patterns import MAX_MATCHED, matches, why_unusable
from tui_course.questions.written import Reading, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.questions.written import Entry, Passage, Written

MAX_BLANKS: Final = 50
_BLANK = re.compile(r"_{3,}")
_BETWEEN_ALTERNATIVES = re.compile(r"(?<!\\)\|")


def fits(item: dict[str, Any]) -> bool:
    """Whether a question of a data file gives an answer."""
    return accepted(item) is not None


def from_data(entry: Entry) -> Reading:
    """Read `answer:`: a text, alternatives for one blank, a text for each blank, or `[[a, b], c]`, alternatives for each."""
    given = accepted(entry.item)
    listed = given if isinstance(given, list) else [] if given is None else [given]
    nested = any(isinstance(one, list) for one in listed)
    if nested or _is_one_per_blank(entry, len(listed)):
        blanks = [one if isinstance(one, list) else [one] for one in listed]
    else:
        blanks = [listed] if listed else []
    return _reading(entry, [_texts(entry, one) for one in blanks])


def _is_one_per_blank(entry: Entry, answers: int) -> bool:
    """Whether a plain list of answers is one for each blank, by the kind's name, else by the blanks that the prompt shows."""
    if answers < 2:  # noqa: PLR2004 - one answer is for one blank
        return False
    shown = blanks_in(entry)
    each = entry.several if entry.several is not None else shown == answers
    if shown == answers and not each:
        other = "alternatives for one blank, though the prompt shows as many blanks"
    elif shown == 1 and each:
        other = "one for each blank, though the prompt shows a single blank"
    elif entry.several is None and each:
        other = "one for each blank that the prompt shows"
    else:
        return each
    message = f"the answers of {entry.name} are read as {other}; write [[a, b]] for alternatives, [[a], [b]] for blanks"
    entry.warn("quiz-answer-ambiguous", message)
    return each


def blanks_in(written: Written) -> int:
    """How many blanks a prompt shows: runs of three underscores or more."""
    return len(_BLANK.findall(words_of(written.prompt)))


def _texts(entry: Entry, values: Sequence[object]) -> tuple[str, ...]:
    out: list[str] = []
    for value in values[:MAX_CHOICES]:
        out.append(text_of(value, f"an answer of {entry.name}", entry.report, entry.line))
        if isinstance(value, bool):
            # The author may have written yes or no, which YAML makes a truth value of.
            out.append("yes" if value else "no")
    return tuple(out)


def from_page(passage: Passage) -> Reading:
    """Read a comment for each blank, with `|` between alternatives, and a backslash before one that is meant.

    Of a pattern the sign is a part.
    """
    if _comparison(passage) is Comparison.REGEX:
        return _reading(passage, [(answer.strip(),) for answer in passage.answers])
    parted = (_BETWEEN_ALTERNATIVES.split(answer) for answer in passage.answers)
    return _reading(passage, [tuple(one.replace("\\|", "|").strip() for one in parts) for parts in parted])


def _comparison(written: Entry | Passage) -> Comparison | None:
    name = written.setting(COMPARISON).casefold()
    return Comparison(name) if name in list(Comparison) else None


def _reading(written: Entry | Passage, listed: list[tuple[str, ...]]) -> Reading:
    given = _comparison(written)
    if given is None and written.setting(COMPARISON):
        message = f"{written.name} is compared by {written.setting(COMPARISON)[:20]!r}; known are {', '.join(Comparison)}"
        written.warn("quiz-comparison", message)
    if len(listed) > MAX_BLANKS:
        written.warn("quiz-size", f"only the first {MAX_BLANKS} blanks of {written.name} are read")
    kept = [_kept(written, texts, given) for texts in listed[:MAX_BLANKS]]
    everything = tuple(text for texts in kept for text in texts)
    by_shape = Comparison.COMMAND if is_command(everything, words_of(written.prompt)) else Comparison.TEXT
    shown = blanks_in(written)
    ordered = written.flag(ORDERED, default=len(kept) < 2 or shown > 0)  # noqa: PLR2004 - one has no order
    task = Fill(tuple(Blank(texts, given or by_shape) for texts in kept), ordered)
    if shown and shown != len(kept):
        is_one = len(kept) == 1
        message = f"the prompt of {written.name} shows {shown} blanks, its answers fill {'one' if is_one else len(kept)}"
        written.warn("quiz-blanks", message, severity=Severity.NOTE if is_one else Severity.WARNING)
    if not kept or not all(kept):
        return written.faulty(task, "quiz-without-answer", "no answer is accepted")
    return Reading(task)


def _kept(written: Written, texts: tuple[str, ...], comparison: Comparison | None) -> tuple[str, ...]:
    """What can be accepted of `texts`; what cannot is reported."""
    out: list[str] = []
    for text in dict.fromkeys(texts):
        why = "it is too long" if len(text) > MAX_ANSWER else ""
        if comparison is Comparison.REGEX:
            why = why_unusable(text)
            if not why and not out and not matches(text, text):
                message = f"the first pattern of {written.name} is no answer itself: put an example before it, to be shown"
                written.warn("quiz-regex-example", message, severity=Severity.NOTE)
        if not text.strip():
            written.warn("quiz-empty", f"an answer of {written.name} is empty")
        elif why:
            code = "quiz-regex" if comparison is Comparison.REGEX else "quiz-size"
            written.warn(code, f"the answer {text[:40]!r} of {written.name} is not used: {why}")
        else:
            out.append(text)
    return tuple(out)


def grade(task: Fill, answer: Answer) -> Verdict | Refusal:
    """Judge what was typed: the share of blanks that are right. Where they have no order, each text fills one that is free."""
    if not isinstance(answer, Typed):
        return misfit()
    texts = answer.texts
    if len(texts) != len(task.blanks):
        return stale()
    if refusal := next(filter(None, map(refused_text, texts)), None):
        return refusal
    given = [index for index, text in enumerate(texts) if text.strip()]
    if not given:
        return Refusal(_("write an answer first"))
    patterns = any(blank.comparison is Comparison.REGEX for blank in task.blanks)
    if patterns and any(len(" ".join(text.split())) > MAX_MATCHED for text in texts):
        return Refusal(_("at most {count} characters are compared here").format(count=MAX_MATCHED))
    blanks = [Acceptor.of(blank) for blank in task.blanks]
    alone = {index for index in given if blanks[index].accepts(texts[index])}
    right = alone if task.ordered else _filled(blanks, texts, given)
    parts = [(str(index), index in right) for index in given]
    wrong = [index for index in given if index not in right]
    misses = any(
        blank.misses_case(texts[index]) for index in wrong for blank in (blanks[index : index + 1] if task.ordered else blanks)
    )
    return verdict(len(right) / len(blanks), parts, _("capital and small letters count here") if misses else "")


def _filled(blanks: Sequence[Acceptor], texts: Sequence[str], given: Sequence[int]) -> set[int]:
    """Which texts find a blank of their own, as many as can: Kuhn's algorithm for bipartite matching."""
    edges = {index: [number for number, blank in enumerate(blanks) if blank.accepts(texts[index])] for index in given}
    holder: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for number in edges[index]:
            if number not in tried:
                tried.add(number)
                if number not in holder or place(holder[number], tried):
                    holder[number] = index
                    return True
        return False

    for index in given:
        place(index, set())
    return set(holder.values())


def solution(task: Fill) -> Answer | None:
    """The first answer of each blank that is accepted as it stands; of patterns, one that matches itself."""
    texts = [next((text for text in blank.accepted if _answers(blank, text)), "") for blank in task.blanks]
    return Typed(tuple(texts)) if texts and all(texts) else None


def _answers(blank: Blank, text: str) -> bool:
    return bool(text.strip()) and refused_text(text) is None and Acceptor.of(blank).accepts(text)
