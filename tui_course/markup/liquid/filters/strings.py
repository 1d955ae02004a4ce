"""Liquid's filters on texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.limits import check_items, check_length
from tui_course.markup.liquid.numeric import to_integer
from tui_course.markup.liquid.printing import to_s
from tui_course.markup.liquid.values import RUBY_SPACE, EmptyLiteral

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE_END = r"\r?\n"
_TAG = re.compile(r"<[^>]*>")
_HIDDEN_BLOCKS = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))
_BACK_REFERENCE = r"\\([0-9&`'\\])"
_BLANKS_AND_NUL = f"[{RUBY_SPACE}\0]+"
_STRIPPED = RUBY_SPACE + "\0"


def downcase(value: object) -> str:
    """Lower case."""
    return to_s(value).lower()


def upcase(value: object) -> str:
    """Upper case."""
    return to_s(value).upper()


def capitalize(value: object) -> str:
    """The first letter in upper case, all others in lower case."""
    text = to_s(value)
    return text[:1].title() + text[1:].lower()


def slice_(value: object, offset: object, length: object = None) -> object:
    """`length` characters or items (one, if not given) from `offset`, which may count from the end."""
    start = to_integer(offset)
    count = to_integer(length) if length is not None and length is not False else 1
    source = value if isinstance(value, list | tuple) else to_s(value)
    empty: object = [] if isinstance(value, list | tuple) else ""
    if start < 0:
        start += len(source)
    if start < 0 or start > len(source) or count < 0:
        return empty
    return source[start : start + count]


def truncate(value: object, length: object = 50, ending: object = "...") -> str | None:
    """At most `length` characters, `ending` included."""
    if value is None:
        return None
    text, end = to_s(value), to_s(ending)
    limit = to_integer(length)
    if len(text) <= limit:
        return text
    return text[: max(limit - len(end), 0)] + end


def truncatewords(value: object, count: object = 15, ending: object = "...") -> str | None:
    """At most `count` words, then `ending`."""
    if value is None:
        return None
    text = to_s(value)
    limit = max(to_integer(count), 1)
    # As Ruby splits with a limit: white space behind the last word is one more, empty, part.
    parts = re.split(_BLANKS_AND_NUL, text.lstrip(_STRIPPED), maxsplit=min(limit, len(text)))
    if len(parts) <= limit:
        return text
    return " ".join(parts[:limit]) + to_s(ending)


def split(value: object, pattern: object) -> list[object]:
    """The parts between `pattern`; a blank splits at any white space, nothing between all characters."""
    text, separator = to_s(value), to_s(pattern)
    if not text:
        return []
    if separator == " ":
        return [part for part in re.split(_BLANKS_AND_NUL, text.lstrip(_STRIPPED)) if part]
    if not separator:
        check_items(len(text))
        return list(text)
    check_items(text.count(separator))
    parts = text.split(separator)
    while parts and not parts[-1]:
        parts.pop()
    return list(parts)


def strip(value: object) -> str:
    """Without white space at both ends."""
    return to_s(value).strip(_STRIPPED)


def lstrip(value: object) -> str:
    """Without white space at the start."""
    return to_s(value).lstrip(_STRIPPED)


def rstrip(value: object) -> str:
    """Without white space at the end."""
    return to_s(value).rstrip(_STRIPPED)


def strip_html(value: object) -> str:
    """Without tags, comments, scripts and styles; in time linear in the length of the text."""
    text = to_s(value)
    parts: list[str] = []
    at = 0
    gone: set[str] = set()
    while True:
        starts = [
            (start, opening, closing)
            for opening, closing in _HIDDEN_BLOCKS
            if opening not in gone and (start := text.find(opening, at)) >= 0
        ]
        if not starts:
            break
        start, opening, closing = min(starts)
        stop = text.find(closing, start + len(opening))
        if stop < 0:
            gone.add(opening)
            continue
        parts.append(text[at:start])
        at = stop + len(closing)
    parts.append(text[at:])
    text = "".join(parts)
    last = text.rfind(">") + 1
    return _TAG.sub("", text[:last]) + text[last:]


def strip_newlines(value: object) -> str:
    """Without line ends."""
    return re.sub(_LINE_END, "", to_s(value))


def newline_to_br(value: object) -> str:
    """With `<br />` before every line end."""
    return re.sub(_LINE_END, "<br />\n", to_s(value))


def _expand(replacement: str, text: str, start: int, stop: int) -> str:
    """The replacement of one match: a backslash before a digit or a quote means something in Ruby."""

    def reference(match: re.Match[str]) -> str:
        match match[1]:
            case "0" | "&":
                return text[start:stop]
            case "\\":
                return "\\"
            case "`":
                return text[:start]
            case "'":
                return text[stop:]
            case _:
                return ""

    return re.sub(_BACK_REFERENCE, reference, replacement, flags=re.DOTALL)


def replace(value: object, string: object, replacement: object = "") -> str:
    """Every `string` replaced."""
    text, old, new = to_s(value), to_s(string), to_s(replacement)
    count = text.count(old)
    if "\\" not in new:
        check_length(len(text) + count * (len(new) - len(old)))
        return text.replace(old, new)
    if not count:
        return text
    whole = "\\`" in new or "\\'" in new
    check_length(len(text) + count * (len(new) + new.count("\\") * (len(text) if whole else len(old))))
    parts: list[str] = []
    at = 0
    while (start := text.find(old, at + (1 if not old and parts else 0))) >= 0 and start <= len(text):
        parts += text[at:start], _expand(new, text, start, start + len(old))
        at = start + len(old)
        if not old and start == len(text):
            break
    parts.append(text[at:])
    return "".join(parts)


def replace_first(value: object, string: object, replacement: object = "") -> str:
    """The first `string` replaced."""
    text, old, new = to_s(value), to_s(string), to_s(replacement)
    start = text.find(old)
    if start < 0:
        return text
    check_length(len(text) * (1 + new.count("\\")) + len(new))
    return text[:start] + _expand(new, text, start, start + len(old)) + text[start + len(old) :]


def replace_last(value: object, string: object, replacement: object) -> str:
    """The last `string` replaced."""
    text, old, new = to_s(value), to_s(string), to_s(replacement)
    start = text.rfind(old)
    if start < 0:
        return text
    check_length(len(text) + len(new))
    return text[:start] + new + text[start + len(old) :]


def remove(value: object, string: object) -> str:
    """Without any `string`."""
    return to_s(value).replace(to_s(string), "")


def remove_first(value: object, string: object) -> str:
    """Without the first `string`."""
    return to_s(value).replace(to_s(string), "", 1)


def remove_last(value: object, string: object) -> str:
    """Without the last `string`."""
    return replace_last(value, string, "")


def append(value: object, string: object) -> str:
    """With `string` behind it."""
    text, end = to_s(value), to_s(string)
    check_length(len(text) + len(end))
    return text + end


def prepend(value: object, string: object) -> str:
    """With `string` before it."""
    return append(string, value)


def default(value: object, fallback: object = "", options: object = None) -> object:
    """`fallback` instead of nil, false (unless `allow_false`) or what is empty."""
    allow_false = isinstance(options, dict) and options.get("allow_false") not in (None, False)
    if value is None or (value is False and not allow_false):
        return fallback
    if isinstance(value, EmptyLiteral):
        return value
    return fallback if isinstance(value, str | list | tuple | dict) and not value else value


STRING_FILTERS: dict[str, Callable[..., object]] = {
    "downcase": downcase,
    "upcase": upcase,
    "capitalize": capitalize,
    "slice": slice_,
    "truncate": truncate,
    "truncatewords": truncatewords,
    "split": split,
    "strip": strip,
    "lstrip": lstrip,
    "rstrip": rstrip,
    "strip_html": strip_html,
    "strip_newlines": strip_newlines,
    "newline_to_br": newline_to_br,
    "replace": replace,
    "replace_first": replace_first,
    "replace_last": replace_last,
    "remove": remove,
    "remove_first": remove_first,
    "remove_last": remove_last,
    "append": append,
    "prepend": prepend,
    "default": default,
}
