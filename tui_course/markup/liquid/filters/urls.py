"""Jekyll's filters on urls, normalised as its library Addressable does it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import RubyError
from tui_course.markup.liquid.printing import to_s

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context

_URI = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_SUB_DELIMITERS = "!$&'()*+,;="
_SEGMENT = frozenset((_UNRESERVED + _SUB_DELIMITERS + ":@").encode())
_FRAGMENT = frozenset((_UNRESERVED + _SUB_DELIMITERS + ":@/?").encode())
_QUERY = frozenset((_UNRESERVED + "!$'()*+,=:@/?").encode())
_ANY = frozenset((_UNRESERVED + _SUB_DELIMITERS + ":/?#[]@").encode())
_INDEX = r"/index\.html?$"
_PLUS = r"%2[Bb]"


def _component(text: str, allowed: frozenset[int]) -> str:
    """Decoded, composed, and encoded again where it must be."""
    if text.isascii() and "%" not in text and all(byte in allowed for byte in text.encode()):
        return text
    from urllib.parse import unquote_to_bytes

    decoded = unquote_to_bytes(text.encode("utf-8", "replace")).decode("utf-8", "surrogateescape")
    composed = unicodedata.normalize("NFKC", decoded).encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in allowed else f"%{byte:02X}" for byte in composed)


def _query(text: str) -> str:
    """Like a component, but an encoded plus stays encoded: a bare one means a blank."""
    return "&".join("%2B".join(_component(part, _QUERY) for part in re.split(_PLUS, pair)) for pair in text.split("&"))


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4: `.` and `..` resolved."""
    if "/." not in path and not path.startswith("."):
        return path
    absolute = path.startswith("/")
    out: list[str] = []
    segments = path.split("/")
    for index, segment in enumerate(segments):
        if segment in (".", ".."):
            if segment == ".." and out and (len(out) > 1 or not absolute):
                out.pop()
            if index == len(segments) - 1:
                out.append("")
        else:
            out.append(segment)
    resolved = "/".join(out)
    return "/" + resolved.lstrip("/") if absolute and not resolved.startswith("/") else resolved


def _normalize(url: str) -> str:
    match = _URI.fullmatch(url)
    if match is None:
        return url
    scheme, authority, path, query, fragment = match.groups()
    if authority is None and path.startswith("//"):
        raise RubyError(f"cannot have a path with two leading slashes: {url[:60]!r}")
    path = path.strip(" \t\n\v\f\r\0")
    path = _without_dots("/".join(_component(segment, _SEGMENT) for segment in path.split("/")))
    out = f"{scheme.lower()}:" if scheme else ""
    if authority is not None:
        out += f"//{authority.lower()}"
        path = path or ("/" if scheme and scheme.lower() in ("http", "https", "ftp") else "")
    out += path
    if query and (normalized := _query(query)):
        out += f"?{normalized}"
    if fragment and (normalized := _component(fragment, _FRAGMENT)):
        out += f"#{normalized}"
    return out


def is_absolute(url: str) -> bool:
    """Whether it has a scheme."""
    match = _URI.fullmatch(url)
    return bool(match and match[1] is not None)


def _with_slash(text: str) -> str:
    return text if not text or text.startswith("/") else f"/{text}"


def _url_of(value: object) -> object:
    if isinstance(value, Mapping) and not isinstance(value, dict):
        return value.get("url")
    return value


def _site(context: Context, name: str) -> str:
    site = context.globals.get("site")
    value = site.get(name) if isinstance(site, Mapping) else None
    return to_s(value)


def relative_url(value: object, *, context: Context) -> object:
    """The url with the site's baseurl before it; one with a scheme stays."""
    value = _url_of(value)
    if value is None:
        return None
    text = to_s(value)
    if is_absolute(text):
        return value
    base = _site(context, "baseurl").removesuffix("/")
    return _normalize(_with_slash(base) + _with_slash(text))


def absolute_url(value: object, *, context: Context) -> object:
    """The url with the site's url and baseurl before it; one with a scheme stays."""
    value = _url_of(value)
    if value is None:
        return None
    if is_absolute(to_s(value)):
        return value
    relative = relative_url(value, context=context)
    url = _site(context, "url")
    return _normalize(url + to_s(relative)) if url else relative


def strip_index(value: object) -> object:
    """Without `index.html` at the end."""
    text = to_s(value)
    return re.sub(_INDEX, "/", text, count=1, flags=re.MULTILINE) if text else None


def uri_escape(value: object) -> str | None:
    """Percent-encoded, except for what has a meaning in a url."""
    return None if value is None else _component(to_s(value), _ANY)


URL_FILTERS: dict[str, Callable[..., object]] = {
    "strip_index": strip_index,
    "uri_escape": uri_escape,
}
URL_CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "relative_url": relative_url,
    "absolute_url": absolute_url,
}
