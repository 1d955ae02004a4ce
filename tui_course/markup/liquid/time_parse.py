"""Times as Ruby reads them: the guesses of `Time.parse`."""

from __future__ import annotations

import datetime as dt
import re

from tui_course.markup.liquid.strftime import MONTHS

_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^-\d\s']*"
_CLOCK = (
    r"(\d{1,2})(?:\s*:\s*(\d{1,2})(?:\s*:\s*(\d{1,2})(?:[.,](\d+))?)?\s*([ap])?(?:m\b|\.m\.)?|\s*([ap])(?:m\b|\.m\.))"
    r"(?:\s*(z\b|[a-z]{3,4}\b|(?:gmt|utc)?[-+]\d{1,2}:?(?:\d{2})?(?::?\d{2})?))?"
)
_EUROPEAN = rf"'?(\d+)(?:st|nd|rd|th)?\b\s*{_MONTH}(?:\s*('?-?\d+(?:st|nd|rd|th)?\b))?"
_AMERICAN = rf"\b{_MONTH}\s*('?\d+)(?:st|nd|rd|th)?\b[\s,]*('?-?\d+)?"
_ISO = r"([-+]?\d{2,})-(\d{1,2})-(\d{1,2})(?!\d)"
_ORDINAL = r"\b(\d{4})-(\d{3})\b"
_ISO_WEEK = r"\b(?:\d{2}|\d{4})-?w\d{2}(?:-?\d)?\b"
_VMS = rf"('?-?\d+)-{_MONTH}-('?-?\d+)"
_SLASHED = r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?"
_DOTTED = r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)"
_ONLY_MONTH = rf"\b{_MONTH}\b"
_DIGITS = r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b)?"
_ONLY_DAY = r"(\d+)(?:st|nd|rd|th)\b"
_MAX_LENGTH = 128
_ZONES = {
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
    "jst": 9,
}
_PIVOT = 69


class _Parts:
    """What a text says of a date."""

    __slots__ = ("clock", "day", "month", "ordinal", "year", "zone")

    def __init__(self) -> None:
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.clock: tuple[int, int, int, int] | None = None
        self.zone: dt.tzinfo | None = None
        self.ordinal = False


def _month_number(name: str) -> int:
    return next(index for index, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _year(text: str) -> int:
    digits = re.sub(r"[^-0-9]", "", text)
    number = int(digits)
    if len(digits.lstrip("-")) <= 2 and number >= 0:  # noqa: PLR2004 - two digits mean a century
        return number + (1900 if number >= _PIVOT else 2000)
    return number


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    name = text.strip().lower()
    if name in ("utc", "z", "gmt"):
        return dt.UTC
    if name in _ZONES:
        return dt.timezone(dt.timedelta(hours=_ZONES[name]))
    match = re.fullmatch(r"(?:gmt|utc)?([-+])(\d{1,2}):?(\d{2})?(?::?\d{2})?", name)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if match[1] == "-" else minutes)) if minutes < 24 * 60 else None


def _read_clock(text: str, parts: _Parts) -> str:
    match = re.search(_CLOCK, text)
    if match is None:
        return text
    hour = int(match[1])
    half = match[5] or match[6]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int(((match[4] or "") + "000000")[:6])
    parts.clock = (hour, int(match[2] or 0), int(match[3] or 0), micro)
    parts.zone = _zone(match[7])
    return text[: match.start()].rstrip("t") + " " + text[match.end() :]


def _in_order(parts: _Parts, first: str, second: str, third: str | None) -> None:
    """A year may be written before or behind the month and the day: it is what cannot be a day."""
    if third is None:
        if len(first.strip("'-")) > 2 or first.startswith("'"):  # noqa: PLR2004 - a day has two digits
            parts.year, parts.month = _year(first), int(second)
        else:
            parts.month, parts.day = int(first), int(second)
        return
    if len(third.strip("'-")) > 2 or third.startswith("'"):  # noqa: PLR2004 - a day has two digits
        first, third = third, first
    parts.year, parts.month, parts.day = _year(first), int(second.strip("'")), int(third.strip("'"))


def _read_date(text: str, parts: _Parts) -> bool:
    if match := re.search(_EUROPEAN, text):
        parts.day, parts.month = int(match[1]), _month_number(match[2])
        parts.year = _year(match[3]) if match[3] else None
        if len(match[1]) > 2:  # noqa: PLR2004 - no day
            parts.year, parts.day = _year(match[1]), int(match[3]) if match[3] and match[3].isdigit() else None
        return True
    if match := re.search(_AMERICAN, text):
        parts.month, parts.day = _month_number(match[1]), int(match[2].strip("'"))
        parts.year = _year(match[3]) if match[3] else None
        if len(match[2]) > 2:  # noqa: PLR2004 - no day
            parts.year, parts.day = _year(match[2]), None
        return True
    if match := re.search(_ISO, text):
        _in_order(parts, match[1], match[2], match[3])
        return True
    if match := re.search(_ORDINAL, text):
        parts.year, parts.month, parts.day, parts.ordinal = int(match[1]), 1, int(match[2]), True
        return True
    if re.search(_ISO_WEEK, text):
        return False
    if match := re.search(_VMS, text):
        parts.day, parts.month, parts.year = int(match[1]), _month_number(match[2]), _year(match[3])
        return True
    if match := re.search(_SLASHED, text) or re.search(_DOTTED, text):
        _in_order(parts, match[1], match[2], match[3])
        return True
    if match := re.search(_ONLY_MONTH, text):
        parts.month = _month_number(match[1])
        return True
    if match := re.search(_ONLY_DAY, text):
        parts.day = int(match[1])
        return True
    return _read_digits(text, parts)


def _read_digits(text: str, parts: _Parts) -> bool:
    match = re.search(_DIGITS, text)
    if match is None or match[1]:
        return False
    digits, rest = match[2], match[3]
    match len(digits):
        case 2:
            parts.day = int(digits)
        case 4:
            parts.month, parts.day = int(digits[:2]), int(digits[2:])
        case 6:
            parts.year, parts.month, parts.day = _year(digits[:2]), int(digits[2:4]), int(digits[4:])
        case 8 | 10 | 12 | 14:
            parts.year, parts.month, parts.day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
            rest = digits[8:] or rest
        case _:
            return False
    if rest and len(rest) in (2, 4, 6):
        parts.clock = (int(rest[:2]), int(rest[2:4] or 0), int(rest[4:6] or 0), 0)
        parts.zone = _zone(match[5])
    return True


def parse_time(text: str, now: dt.datetime) -> dt.datetime | None:
    """What Ruby's `Time.parse` makes of a text, or None where it finds no date. `now` has a zone and fills in what is larger
    than what the text says; what is smaller is the first of its kind.
    """
    if len(text) > _MAX_LENGTH:
        return None
    parts = _Parts()
    rest = _read_clock(text.lower(), parts)
    _read_date(rest, parts)
    if parts.year is None and parts.month is None and parts.day is None and parts.clock is None:
        return None
    year, month, day = parts.year, parts.month, parts.day
    if year is None:
        year = now.year
        if month is None:
            month = now.month
            day = now.day if day is None else day
    hour, minute, second, micro = parts.clock or (0, 0, 0, 0)
    if hour > 24 or (hour == 24 and (minute or second)) or not 0 < (day or 1) <= (366 if parts.ordinal else 31):  # noqa: PLR2004 - hours, days
        return None
    try:
        # Ruby counts on where a month has fewer days.
        start = dt.datetime(year, month or 1, 1, 0, minute, min(second, 59), micro, parts.zone or now.tzinfo)
        return start + dt.timedelta(days=(day or 1) - 1, hours=hour)
    except (ValueError, OverflowError):
        return None
