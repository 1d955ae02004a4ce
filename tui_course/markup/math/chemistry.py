r"""mhchem's `\ce{…}` to a readable line."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.math.letters import LOWERED, RAISED, small

_ARROWS: Final = {"<=>>": "⇌", "<<=>": "⇌", "<=>": "⇌", "<->": "↔", "<-->": "⇄", "->": "→", "<-": "←", "=": "="}
_PIECE: Final = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-)"
    r"|(?P<up>\^(?:\{([^{}]*)\}|([0-9]*[+-]?)))"
    r"|(?P<down>_(?:\{([^{}]*)\}|([0-9A-Za-z])))"
    r"|(?P<count>(?<=[A-Za-z)\]}])[0-9]+)"
    r"|(?P<charge>(?<=[A-Za-z0-9)\]])[+-](?=\s|$|[,;)\]]))"
)


def compound(source: str) -> str:
    """`source` with its counts lowered, its charges raised and its arrows drawn; what is not understood stays as it is."""
    return " ".join(_PIECE.sub(_small, source).split())


def _small(match: re.Match[str]) -> str:
    if arrow := match["arrow"]:
        return f" {_ARROWS[arrow]} "
    if match["up"]:
        text = (match[3] or match[4] or "").replace("-", "−")
        return small(RAISED, text) or f"^({text})"
    if match["down"]:
        text = match[6] or match[7] or ""
        return small(LOWERED, text) or f"_({text})"
    if match["count"]:
        return small(LOWERED, match[0]) or match[0]
    return small(RAISED, match[0].replace("-", "−")) or match[0]
