"""The filters of Liquid and Jekyll on dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_course.markup.liquid import numeric, printing
from tui_course.markup.liquid.errors import RubyError
from tui_course.markup.liquid.limits import check_length
from tui_course.markup.liquid.printing import to_s
from tui_course.markup.liquid.strftime import strftime
from tui_course.markup.liquid.time_parse import parse_time

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context

_LOCAL = dt.timezone(dt.timedelta(), "UTC")
_MAX_FORMAT = 2_000
_TEENS = range(11, 14)


def _local_zone(context: Context) -> dt.tzinfo:
    """The zone of the site, else UTC: a build's own zone is not known."""
    site = context.globals.get("site")
    name = site.get("timezone") if isinstance(site, Mapping) else None
    if isinstance(name, str) and name:
        import zoneinfo

        try:
            return zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return _LOCAL
    return _LOCAL


def _to_time(value: object, context: Context) -> dt.datetime | None:
    """The time that a value means, with a zone, else None."""
    zone = _local_zone(context)
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, str):
        text = value.lower()
        if text in ("now", "today"):
            return dt.datetime.now(zone)
        if text.isascii() and text.isdigit():
            return _since_epoch(numeric.text_to_i(text), zone)
        return parse_time(text, dt.datetime.now(zone)) if text else None
    if isinstance(value, int) and not isinstance(value, bool):
        return _since_epoch(value, zone)
    return None


def _since_epoch(seconds: int, zone: dt.tzinfo) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(seconds, zone)
    except (ValueError, OverflowError, OSError):
        return None


def date(value: object, form: object, *, context: Context) -> object:
    """The date in the words of a format; what is no date stays."""
    text = to_s(form)
    if not text:
        return value
    check_length(len(text) * _MAX_FORMAT // 10)
    time = _to_time(value, context)
    if time is None:
        return value
    return strftime(time, text, date_only=isinstance(value, dt.date) and not isinstance(value, dt.datetime))


def _jekyll_time(value: object, context: Context) -> dt.datetime:
    time = _to_time(value, context)
    if time is None:
        raise RubyError(f"invalid date: {printing.inspect(value)[:60]} is not a valid datetime")
    return time.astimezone(_local_zone(context))


def _ordinal(day: int) -> str:
    return "th" if day in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _in_words(value: object, month: str, kind: object, style: object, context: Context) -> object:
    if not to_s(value):
        return value
    time = _jekyll_time(value, context)
    if kind != "ordinal":
        return strftime(time, f"%d {month} %Y")
    day = f"{time.day}{_ordinal(time.day)}"
    return strftime(time, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")


def date_to_string(value: object, kind: object = None, style: object = None, *, context: Context) -> object:
    """`07 Nov 2008`; of the kind `ordinal` `7th Nov 2008`, in the style `US` `Nov 7th, 2008`."""
    return _in_words(value, "%b", kind, style, context)


def date_to_long_string(value: object, kind: object = None, style: object = None, *, context: Context) -> object:
    """`07 November 2008`; kinds and styles as in `date_to_string`."""
    return _in_words(value, "%B", kind, style, context)


def date_to_xmlschema(value: object, *, context: Context) -> object:
    """`2008-11-07T13:07:54+00:00`."""
    return strftime(_jekyll_time(value, context), "%Y-%m-%dT%H:%M:%S%:z") if to_s(value) else value


def date_to_rfc822(value: object, *, context: Context) -> object:
    """`Fri, 07 Nov 2008 13:07:54 +0000`."""
    return strftime(_jekyll_time(value, context), "%a, %d %b %Y %H:%M:%S %z") if to_s(value) else value


DATE_CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "date": date,
    "date_to_string": date_to_string,
    "date_to_long_string": date_to_long_string,
    "date_to_xmlschema": date_to_xmlschema,
    "date_to_rfc822": date_to_rfc822,
}
