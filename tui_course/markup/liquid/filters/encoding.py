"""Liquid's filters that write texts as HTML, urls and Base64 have them, and read them back."""

from __future__ import annotations

import binascii
import html
import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import RubyError
from tui_course.markup.liquid.printing import to_s

if TYPE_CHECKING:
    from collections.abc import Callable

_NOT_ENTITY = r"""["><']|&(?!(?:[a-zA-Z]+|#[0-9]+);)"""
_ESCAPED = {"&": "&amp;", ">": "&gt;", "<": "&lt;", '"': "&quot;", "'": "&#39;"}


def escape(value: object) -> str | None:
    """HTML-escaped, quotes too."""
    return None if value is None else html.escape(to_s(value), quote=True).replace("&#x27;", "&#39;")


def escape_once(value: object) -> str:
    """HTML-escaped, except for what is an entity already."""
    return re.sub(_NOT_ENTITY, lambda match: _ESCAPED[match[0]], to_s(value))


def url_encode(value: object) -> str | None:
    """As in the query of a url."""
    from urllib.parse import quote_plus

    return None if value is None else quote_plus(to_s(value).encode("utf-8", "replace"), safe="*")


def url_decode(value: object) -> str | None:
    """The reverse of `url_encode`; raises RubyError if no text comes out."""
    if value is None:
        return None
    from urllib.parse import unquote_to_bytes

    try:
        return unquote_to_bytes(to_s(value).replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RubyError("invalid byte sequence in UTF-8") from error


def base64_encode(value: object) -> str:
    """Base64."""
    return binascii.b2a_base64(to_s(value).encode("utf-8", "replace"), newline=False).decode()


def base64_decode(value: object) -> str:
    """The text of Base64; raises RubyError if it is none."""
    return _decode(to_s(value))


def base64_url_safe_encode(value: object) -> str:
    """Base64 with `-` and `_`."""
    return base64_encode(value).replace("+", "-").replace("/", "_")


def base64_url_safe_decode(value: object) -> str:
    """The text of Base64 with `-` and `_`; raises RubyError if it is none."""
    text = to_s(value).replace("-", "+").replace("_", "/")
    return _decode(text + "=" * (-len(text) % 4))


def _decode(text: str) -> str:
    try:
        return binascii.a2b_base64(text.encode("utf-8"), strict_mode=True).decode("utf-8", "replace")
    except (binascii.Error, UnicodeEncodeError) as error:
        raise RubyError("invalid base64") from error


ENCODING_FILTERS: dict[str, Callable[..., object]] = {
    "escape": escape,
    "h": escape,
    "escape_once": escape_once,
    "url_encode": url_encode,
    "url_decode": url_decode,
    "base64_encode": base64_encode,
    "base64_decode": base64_decode,
    "base64_url_safe_encode": base64_url_safe_encode,
    "base64_url_safe_decode": base64_url_safe_decode,
}
