"""Elements that nobody closes, fewer of them: the HTML5 parser takes time with the square of how many are open."""

from __future__ import annotations

import re
from typing import Final

_MOST_OPEN: Final = 1_000
# Elements that close a paragraph, for which the parser looks through all that is open. None may leave out its end.
_CONTAINERS: Final = (
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main "
    "menu nav ol pre search section summary ul"
).split()
_TAG = re.compile(rf"<(/?)(?:{'|'.join(_CONTAINERS)})(?=[\s/>])(?:[^<>]*+>)?", re.IGNORECASE)


def bounded(html: str) -> str:
    """HTML without the tags of containers in more than a thousand others; the words inside of them stay."""
    if html.count("<") <= _MOST_OPEN:
        return html
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if not match[1]:
            depth += 1
        is_deep = depth > _MOST_OPEN and match[0].endswith(">")
        if match[1]:
            depth = max(0, depth - 1)
        return "" if is_deep else match[0]

    return _TAG.sub(kept, html)
