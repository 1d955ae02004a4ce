"""Questions answered by a number."""

from __future__ import annotations

import re
from math import isfinite, ulp
from typing import TYPE_CHECKING, Any, Final

from tui_course.language import gettext as _
from tui_course.model.answer import Answer, Refusal, Typed, Verdict
from tui_course.model.question import Measure
from tui_course.questions.fields import TOLERANCE, UNIT, accepted, choice_field
from tui_course.questions.marking import misfit, refused_text, verdict
from tui_course.questions.numbers import Number, parse_number, same_unit
from tui_course.questions.written import Reading

if TYPE_CHECKING:
    from tui_course.questions.written import Entry, Passage

_TOLERANCE_SIGN = re.compile(r"\+ ?/? ?[-−]|±")
_ULPS: Final = 4


def fits(item: dict[str, Any]) -> bool:
    """Whether a question of a data file gives a number, or anything else, as its answer."""
    return accepted(item) is not None


def gives_number(item: dict[str, Any]) -> bool:
    """Whether the answer of a question without choices is a number as YAML has it."""
    given = accepted(item)
    return isinstance(given, int | float) and not isinstance(given, bool) and not choice_field(item)


def is_measure(answer: str) -> bool:
    """Whether an answer in a page is a number, with a tolerance and a unit or without."""
    return all(isinstance(parse_number(part), Number) for part in _TOLERANCE_SIGN.split(answer, maxsplit=1))


def from_data(entry: Entry) -> Reading:
    """Read `answer:`, a number or a text such as `20 +- 0.1 m`, with `tolerance:` and `unit:`."""
    given = accepted(entry.item)
    listed = given if isinstance(given, list) else [given]
    return _reading(entry, [str(one) for one in listed if one is not None])


def from_page(passage: Passage) -> Reading:
    """Read the one answer, such as `20 +- 0.1 m`, with the attributes `tolerance` and `unit`."""
    return _reading(passage, list(passage.answers))


def _reading(written: Entry | Passage, answers: list[str]) -> Reading:
    if len(answers) != 1:
        fault = f"{len(answers)} numbers are given as its answer" if answers else "no number is given as its answer"
        return written.faulty(Measure(0.0), "quiz-number", fault)
    value_text, *tolerance_text = _TOLERANCE_SIGN.split(answers[0], maxsplit=1)
    number = parse_number(value_text)
    if isinstance(number, str):
        return written.faulty(Measure(0.0), "quiz-number", f"its answer is no number: {number}")
    margin = tolerance_text[0].strip() if tolerance_text else written.setting(TOLERANCE)
    unit = number.unit or written.setting(UNIT)
    absolute, relative = Measure(0.0).absolute, Measure(0.0).relative
    if margin:
        parsed = parse_number(margin)
        if isinstance(parsed, str):
            return written.faulty(Measure(number.value, unit=unit), "quiz-number", f"its tolerance is no number: {parsed}")
        if parsed.unit == "%" and number.unit != "%":
            absolute, relative = 0.0, abs(parsed.value) / 100
        else:
            absolute, relative, unit = abs(parsed.value), 0.0, unit or parsed.unit
    if unit and not isinstance(parse_number(f"1 {unit}"), Number):
        written.warn("quiz-unit", f"the unit {unit[:20]!r} of {written.name} cannot be typed after a number; none is asked for")
        unit = ""
    return Reading(Measure(number.value, absolute, relative, unit))


def grade(task: Measure, answer: Answer) -> Verdict | Refusal:
    """Judge a number: right within the larger of the two tolerances. A unit may be left out; a wrong one counts as wrong."""
    if not isinstance(answer, Typed) or len(answer.texts) != 1:
        return misfit()
    (text,) = answer.texts
    if refusal := refused_text(text):
        return refusal
    if not text.strip():
        return Refusal(_("write a number first"))
    number = parse_number(text)
    if isinstance(number, str):
        return Refusal(number)
    right = _is_near(number.value, task)
    if number.unit and task.unit and not same_unit(number.unit, task.unit):
        return verdict(0.0, [("0", False)], _("the unit is not the one that is asked for"))
    remark = _("only the number is judged, not its unit") if number.unit and not task.unit else ""
    return verdict(float(right), [("0", right)], remark)


def _is_near(value: float, task: Measure) -> bool:
    margin = max(task.absolute, task.relative * abs(task.value))
    # 20.1 is within 0.1 of 20, though not for binary fractions.
    slack = _ULPS * ulp(max(abs(value), abs(task.value), abs(margin)))
    return abs(value - task.value) <= margin + slack


def solution(task: Measure) -> Answer | None:
    """The number with its unit."""
    if not isfinite(task.value):
        return None
    number = repr(task.value).removesuffix(".0")
    read = parse_number(f"{number} {task.unit}")
    return Typed((f"{number} {task.unit}".strip() if isinstance(read, Number) and read.unit == task.unit else number,))
