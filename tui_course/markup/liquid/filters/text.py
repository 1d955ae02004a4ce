"""Jekyll's filters that turn values into other kinds of text."""

from __future__ import annotations

import datetime as dt
import functools
import html
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_course.markup.liquid import printing
from tui_course.markup.liquid.errors import RubyError
from tui_course.markup.liquid.filters.encoding import url_encode
from tui_course.markup.liquid.filters.strings import strip
from tui_course.markup.liquid.limits import check_depth
from tui_course.markup.liquid.printing import Written, to_s
from tui_course.markup.liquid.values import RUBY_SPACE

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context

_BLANKS = f"[{RUBY_SPACE}]+"
_BLANKS_AND_NUL = f"[{RUBY_SPACE}\0]+"
_HYPHEN_AT_END = r"^-|-$"
_NOT_ALPHANUMERIC = r"[^A-Za-z0-9]+"
_PRETTY = "._~!$&'()+,;=@"
_MODES = frozenset(("raw", "default", "pretty", "ascii", "latin"))
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u321e\u3260-\u327e\u32d0-\u32fe"
    "\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufad9"
    "\uff66-\uff9d\uffa0-\uffdc\U00020000-\U0003134a"
)
_CJK_CHARACTER = f"[{_CJK}]"
_OTHER_WORD = f"[^{_CJK}{RUBY_SPACE}]+"
_LATIN = {
    "ß": "ss",
    "Æ": "AE",
    "æ": "ae",
    "Œ": "OE",
    "œ": "oe",
    "Ø": "O",
    "ø": "o",
    "Ð": "D",
    "ð": "d",
    "Þ": "Th",
    "þ": "th",
    "Đ": "D",
    "đ": "d",
    "Ħ": "H",
    "ħ": "h",
    "ı": "i",
    "ĸ": "k",
    "Ł": "L",
    "ł": "l",
    "Ŀ": "L",
    "ŀ": "l",
    "ŉ": "'n",
    "Ŋ": "NG",
    "ŋ": "ng",
    "Ŧ": "T",
    "ŧ": "t",
    "Ĳ": "IJ",
    "ĳ": "ij",
    "×": "x",
}
_JSON_WORDS = {None: "null", False: "false", True: "true"}
_JSON_ESCAPES = str.maketrans(
    {chr(code): f"\\u{code:04x}" for code in range(0x20)}
    | {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
)


def markdownify(value: object, *, context: Context) -> str:
    """HTML of Markdown."""
    text = to_s(value)
    context.budget.spend(10 * len(text))
    return context.host.markdownify(text)


def smartify(value: object, *, context: Context) -> str:
    """Typographic quotes, dashes and ellipses."""
    return context.host.smartify(to_s(value))


def unchanged(value: object) -> object:
    """What only matters to browsers stays as it is."""
    return value


def xml_escape(value: object) -> str:
    """Escaped for an attribute of XML."""
    return html.escape(to_s(value), quote=True).replace("&#x27;", "&apos;")


def cgi_escape(value: object) -> str:
    """As in the query of a url; raises RubyError for anything but a text."""
    if not isinstance(value, str):
        raise RubyError("cgi_escape takes a text")
    return url_encode(value) or ""


def normalize_whitespace(value: object) -> str:
    """Every run of white space as one blank, none at the ends."""
    return strip(re.sub(_BLANKS, " ", to_s(value)))


def number_of_words(value: object, mode: object = None) -> int:
    """How many words; in the modes `cjk` and `auto` each Chinese, Japanese or Korean character is one."""
    if not isinstance(value, str):
        raise RubyError("number_of_words takes a text")
    characters = len(re.findall(_CJK_CHARACTER, value)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or characters:
        return characters + len(re.findall(_OTHER_WORD, value))
    return sum(1 for word in re.split(_BLANKS_AND_NUL, value) if word)


@functools.lru_cache(maxsize=4096)
def _is_letter(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def _transliterate(text: str) -> str:
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isascii():
            out.append(char)
        elif char in _LATIN:
            out.append(_LATIN[char])
        else:
            base = unicodedata.normalize("NFD", char)[0]
            out.append(base if base.isascii() and char <= "\u017e" else "?")
    return "".join(out)


def slugify(value: object, mode: object = None) -> object:
    """A text as a part of a url; `mode` is raw, default, pretty, ascii, latin or anything else for lower case only."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise RubyError("slugify takes a text")
    if mode is None:
        mode = "default"
    if mode not in _MODES:
        return value.lower()
    text = _transliterate(value) if mode == "latin" else value
    if mode == "raw":
        text = re.sub(_BLANKS, "-", text)
    elif mode == "ascii":
        text = re.sub(_NOT_ALPHANUMERIC, "-", text)
    else:
        kept = _PRETTY if mode == "pretty" else ""
        parts: list[str] = []
        for char in text:
            if char in kept or _is_letter(char):
                parts.append(char)
            elif not parts or parts[-1] != "\0":
                parts.append("\0")
        text = "".join(parts).replace("\0", "-")
    return re.sub(_HYPHEN_AT_END, "", text, flags=re.MULTILINE).lower()


class _Json(Written):
    """Writes values as Ruby's JSON does."""

    __slots__ = ()

    def string(self, text: str) -> None:
        self.put(f'"{text.translate(_JSON_ESCAPES)}"')

    def write(self, value: object, depth: int = 0) -> None:
        check_depth(depth)
        if value is None or isinstance(value, bool):
            self.put(_JSON_WORDS[value])
        elif isinstance(value, Mapping):
            self.put("{")
            for index, key in enumerate(value):
                self.put("," if index else "")
                self.string(to_s(key))
                self.put(":")
                self.write(value[key], depth + 1)
            self.put("}")
        elif isinstance(value, list | tuple):
            self.put("[")
            for index, item in enumerate(value):
                self.put("," if index else "")
                self.write(item, depth + 1)
            self.put("]")
        elif isinstance(value, float) and not math.isfinite(value):
            raise RubyError("JSON has no such number")
        elif isinstance(value, int | float):
            self.put(to_s(value))
        else:
            self.string(to_s(value) if isinstance(value, str | dt.date | range) else "")


def jsonify(value: object) -> str:
    """JSON."""
    writer = _Json()
    writer.write(value)
    return writer.text


def inspect(value: object) -> str:
    """As Ruby shows the value to programmers, escaped."""
    return xml_escape(printing.inspect(value))


TEXT_FILTERS: dict[str, Callable[..., object]] = {
    "sassify": unchanged,
    "scssify": unchanged,
    "slugify": slugify,
    "xml_escape": xml_escape,
    "cgi_escape": cgi_escape,
    "normalize_whitespace": normalize_whitespace,
    "number_of_words": number_of_words,
    "jsonify": jsonify,
    "inspect": inspect,
}
TEXT_CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "markdownify": markdownify,
    "smartify": smartify,
}
