"""When a work came out, as APA writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS: Final = {21: "Spring", 22: "Summer", 23: "Fall", 24: "Winter"}
_ISO: Final = re.compile(r"(-?[0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?(?:[T ][0-9:.Z+-]*)?([~?%]?)")
_YEAR: Final = re.compile(r"[0-9]{4}|[0-9]{1,3}")
_DAY: Final = re.compile(r"(?<![0-9])([0-9]{1,2})(?![0-9])")
_WORD: Final = re.compile(r"[A-Za-z]+")
_STATES: Final = {"inpress": "in press", "forthcoming": "in press", "toappear": "in press", "inpreparation": "in preparation"}
_LAST_MONTH: Final = 12
_LAST_DAY: Final = 31

UNDATED, DATED, UNPUBLISHED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Issued:
    """A date of publication.

    `year` is what a citation shows ("2010", "2010–2012", "in press", or nothing for an undated work), `detail` month and
    day or the season, `original` the year of the original work. `group` orders undated works before dated ones and those
    before unpublished ones; `order` is (year, month, day) with 0 for what is not known.
    """

    year: str = ""
    detail: str = ""
    original: str = ""
    group: int = UNDATED
    order: tuple[int, int, int] = (0, 0, 0)

    def label(self, letter: str = "") -> str:
        """The year with the letter that tells it from other works: "2020a", "n.d.-a"."""
        if self.group == DATED:
            return f"{self.year}{letter}"
        return f"{self.year or 'n.d.'}-{letter}" if letter else self.year or "n.d."


def issued(fields: Mapping[str, str]) -> Issued:
    """Read `date`, else `year`, `month` and `day`, else `pubstate`; what has no known form stands as it is written."""
    original = _years(fields.get("origdate") or fields.get("origyear") or "")
    if date := fields.get("date"):
        start, *rest = date.split("/", 1)
        if match := _ISO.fullmatch(start.strip()):
            return _from_iso(match, rest, original)
        return _from_text(date, "", "", original)
    if year := fields.get("year"):
        return _from_text(year, fields.get("month", ""), fields.get("day", ""), original)
    if state := fields.get("pubstate"):
        return Issued(_STATES.get(state.lower().replace(" ", ""), state), "", original, UNPUBLISHED)
    return Issued(original=original)


def written(date: str) -> str:
    """A date such as 2020-08-26 as "August 26, 2020"; another form as it stands."""
    match = _ISO.fullmatch(date.strip())
    if not match or not match[2]:
        return date.strip()
    detail = _detail(int(match[2]), int(match[3] or 0))
    return f"{detail}, {match[1]}" if detail else date.strip()


def _from_iso(match: re.Match[str], rest: list[str], original: str) -> Issued:
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    text = f"{1 - int(year)} B.C.E." if year.startswith("-") else year.lstrip("0") or "0"
    if match[4]:
        text = f"ca. {text}"
    detail = _detail(month, day)
    if rest:
        until = _ISO.fullmatch(rest[0].strip())
        if until and until[1] != year:
            text, detail = f"{text}–{until[1]}", ""
        elif until and until[2]:
            later = _detail(int(until[2]), int(until[3] or 0))
            same_month = until[2] == match[2] and until[3]
            detail = f"{detail}–{int(until[3])}" if same_month and later != detail else _range(detail, later)
        elif rest[0].strip() in {"", "..", "open"}:
            text, detail = f"{text}–present", ""
    return Issued(text, detail, original, DATED, (int(year), month if month <= _LAST_MONTH else 0, day))


def _from_text(year: str, month: str, day: str, original: str) -> Issued:
    if year.strip(" .").lower().replace(" ", "") in {"n.d", "nd", "nodate"}:
        return Issued(original=original)
    number = _YEAR.search(year)
    if not number:
        return Issued(_STATES.get(year.lower().replace(" ", ""), year), "", original, UNPUBLISHED)
    if iso := _ISO.fullmatch(year):
        if iso[2] and not month:
            return _from_iso(iso, [], original)
    elif "--" in year or "-" in year:
        year = re.sub("-+", "–", year)
    detail, month_number, day_number = _month_and_day(month, day)
    return Issued(year, detail, original, DATED, (int(number[0]), month_number, day_number))


def _month_and_day(month: str, day: str) -> tuple[str, int, int]:
    """What a month field says: a name, its beginning, a number, possibly with a day or as a range of names."""
    numbers = [number for word in _WORD.findall(month) if (number := _month_number(word))]
    days = _DAY.findall(f"{month} {day}")
    if numbers:
        if len(numbers) > 1 and not days:
            return f"{MONTHS[numbers[0] - 1]}–{MONTHS[numbers[-1] - 1]}", numbers[0], 0
        day_number = int(days[0]) if days else 0
        return _detail(numbers[0], day_number), numbers[0], day_number
    if days and not _WORD.search(month):
        number = int(days[0])
        day_number = int(days[1]) if len(days) > 1 else 0
        if 1 <= number <= _LAST_MONTH:
            return _detail(number, day_number), number, day_number
    return month, 0, 0


def _month_number(word: str) -> int:
    word = word.lower()
    for number, name in enumerate(MONTHS, 1):
        if name.lower().startswith(word) and len(word) >= len("jan"):
            return number
    return 9 if word == "sept" else 0


def _detail(month: int, day: int) -> str:
    if 1 <= month <= _LAST_MONTH:
        return f"{MONTHS[month - 1]} {day}" if 1 <= day <= _LAST_DAY else MONTHS[month - 1]
    return _SEASONS.get(month, "")


def _range(start: str, end: str) -> str:
    return f"{start}–{end}" if start and end and start != end else start or end


def _years(text: str) -> str:
    match = _YEAR.search(text)
    return match[0] if match else ""
