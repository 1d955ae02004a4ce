"""The labels that found no room at their line, numbered, as lines below a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.diagrams.text import broken, cells

if TYPE_CHECKING:
    from tui_course.diagrams.plan import Plan

_LEAST_WIDTH: Final = 40
_CIRCLED: Final = 20


def mark(number: int, *, plain: bool = False) -> str:
    """The number of a label in the legend, as it stands at its line."""
    return f"({number})" if plain or number > _CIRCLED else chr(0x2460 + number - 1)


def legend_lines(plan: Plan, width: int, *, plain: bool = False) -> list[tuple[str, int]]:
    """The legend in lines as wide as the plan, or as `width` if that is more, each with the edge that it speaks of, or -1."""
    found: list[tuple[str, int]] = []
    entries = [(number, title, -1) for number, title in enumerate(plan.graph.titles, 1)]
    entries += [(number, " ".join(link.lines), link.edge) for number, link in plan.legend]
    for number, words, edge in entries:
        sign = mark(number, plain=plain)
        room = max(_LEAST_WIDTH, width, plan.width) - cells(sign) - 1
        for index, line in enumerate(broken(words, room, room)):
            found.append((f"{sign if not index else ' ' * cells(sign)} {line}", edge))
    return found
