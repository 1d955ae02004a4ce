"""Times as Ruby writes them: `strftime` with its flags."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS: Final = ("january february march april may june july august september october november december").split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DIRECTIVE = r"%([-0^#_]*)([0-9]{0,3})(:{0,3})(?:E(?=[cCxXyY])|O(?=[deHkIlmMSuUVwWy]))?([A-Za-z%+])"
_COMPOSED = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "v": "%e-%^b-%Y",
    "+": "%a %b %e %H:%M:%S %Z %Y",
}
_MAX_WIDTH = 200

# Directive: the number, its width, its padding.
_NUMBERS: dict[str, tuple[Callable[[dt.datetime], int], int, str]] = {
    "Y": (lambda t: t.year, 4, "0"),
    "C": (lambda t: t.year // 100, 2, "0"),
    "y": (lambda t: t.year % 100, 2, "0"),
    "m": (lambda t: t.month, 2, "0"),
    "d": (lambda t: t.day, 2, "0"),
    "e": (lambda t: t.day, 2, " "),
    "j": (lambda t: t.timetuple().tm_yday, 3, "0"),
    "H": (lambda t: t.hour, 2, "0"),
    "k": (lambda t: t.hour, 2, " "),
    "I": (lambda t: t.hour % 12 or 12, 2, "0"),
    "l": (lambda t: t.hour % 12 or 12, 2, " "),
    "M": (lambda t: t.minute, 2, "0"),
    "S": (lambda t: t.second, 2, "0"),
    "u": (lambda t: t.isoweekday(), 1, "0"),
    "w": (lambda t: t.isoweekday() % 7, 1, "0"),
    "G": (lambda t: t.isocalendar()[0], 4, "0"),
    "g": (lambda t: t.isocalendar()[0] % 100, 2, "0"),
    "V": (lambda t: t.isocalendar()[1], 2, "0"),
    "U": (lambda t: (t.timetuple().tm_yday + 6 - t.isoweekday() % 7) // 7, 2, "0"),
    "W": (lambda t: (t.timetuple().tm_yday + 6 - t.weekday()) // 7, 2, "0"),
    "s": (lambda t: int(t.timestamp()), 1, "0"),
}
_WORDS: dict[str, Callable[[dt.datetime], str]] = {
    "B": lambda t: MONTHS[t.month - 1].capitalize(),
    "b": lambda t: MONTHS[t.month - 1][:3].capitalize(),
    "h": lambda t: MONTHS[t.month - 1][:3].capitalize(),
    "A": lambda t: _DAYS[t.weekday()].capitalize(),
    "a": lambda t: _DAYS[t.weekday()][:3].capitalize(),
    "p": lambda t: "AM" if t.hour < 12 else "PM",  # noqa: PLR2004 - noon
    "P": lambda t: "am" if t.hour < 12 else "pm",  # noqa: PLR2004 - noon
}


def _offset(time: dt.datetime, colons: int) -> str:
    seconds = int((time.utcoffset() or dt.timedelta()).total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    match colons:
        case 0:
            return f"{sign}{hours:02}{minutes:02}"
        case 1:
            return f"{sign}{hours:02}:{minutes:02}"
        case 2:
            return f"{sign}{hours:02}:{minutes:02}:{rest:02}"
        case _:
            return f"{sign}{hours:02}" + (f":{minutes:02}" if minutes or rest else "") + (f":{rest:02}" if rest else "")


def _zone_name(time: dt.datetime) -> str:
    """`UTC`, a name from the time zone database, or nothing for a bare offset."""
    name = time.tzname() or ""
    return name if name == "UTC" or not name.startswith("UTC") else ""


def _padded(text: str, flags: str, width: int, pad: str) -> str:
    if "-" in flags and not width:
        return text.lstrip("0") or "0" if pad == "0" and text.isdigit() else text
    pad = {"0": "0", "_": " "}.get(flags.replace("^", "").replace("#", "")[-1:], pad)
    return text.rjust(min(width, _MAX_WIDTH), pad)


def strftime(time: dt.datetime, form: str, *, date_only: bool = False) -> str:
    """`time`, which must have a zone, in the words of a Ruby format; `date_only` names zones as Ruby's Date does."""

    def directive(match: re.Match[str]) -> str:
        flags, width, colons, letter = match[1], int(match[2] or 0), len(match[3]), match[4]
        if colons and letter != "z":
            return match[0]
        if letter in _NUMBERS:
            number, natural, pad = _NUMBERS[letter]
            text = str(number(time))
            if "-" in flags:
                return text
            return _padded(text, flags, width or natural, pad)
        if letter in _WORDS:
            text = _WORDS[letter](time)
            swaps = "#" in flags
            text = text.lower() if swaps and letter == "p" else text.upper() if "^" in flags or swaps else text
            return text if "-" in flags else _padded(text, flags, width, " ")
        if letter in _COMPOSED and (letter != "+" or date_only):
            text = strftime(time, _COMPOSED[letter], date_only=date_only)
            return _padded(text.upper() if "^" in flags else text, flags, width, " ")
        return _special(time, match, date_only=date_only)

    return re.sub(_DIRECTIVE, directive, form)


def _special(time: dt.datetime, match: re.Match[str], *, date_only: bool) -> str:
    flags, width, colons, letter = match[1], int(match[2] or 0), len(match[3]), match[4]
    if "-" in flags and letter in "nt%Z":
        width = 0
    match letter:
        case "z":
            text = _offset(time, colons)
            return text if len(text) >= width else text[0] + text[1:].rjust(min(width, _MAX_WIDTH) - 1, "0")
        case "Z":
            name = "+00:00" if date_only else _zone_name(time)
            name = name.lower() if "#" in flags else name
            return _padded(name, flags, width, " ")
        case "L":
            return f"{time.microsecond:06}000"[: width or 3].ljust(min(width, _MAX_WIDTH), "0")
        case "N":
            return f"{time.microsecond:06}000"[: width or 9].ljust(min(width, _MAX_WIDTH), "0")
        case "Q" if date_only:
            return f"{int(time.timestamp())}000"
        case "n":
            return _padded("\n", flags, width, " ")
        case "t":
            return _padded("\t", flags, width, " ")
        case "%":
            return _padded("%", flags, width, " ")
        case _:
            return match[0]
