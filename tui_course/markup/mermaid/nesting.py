"""Which group stands in which, where texts that mention each other would have it in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.mermaid.report import DEEPEST
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Nested:
    """Groups by their ids: all of them, outer before inner; the members of each; those that were taken out of another."""

    order: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    freed: tuple[str, ...]


def nest(mentioned: Mapping[str, tuple[str, ...]], owners: Mapping[str, str]) -> Nested:
    """Make a forest of groups.

    `mentioned` has what each group mentions, in the author's order; `owners` says in which group each member stands. A
    group that would stand in itself, or deeper than `DEEPEST`, stands in none.
    """
    freed = _in_circles(mentioned, owners)
    members: dict[str, tuple[str, ...]] = {
        name: tuple(member for member in inside if owners.get(member) == name and member not in freed)
        for name, inside in mentioned.items()
    }
    order: list[str] = []
    waiting = [(name, 1) for name in reversed(tuple(mentioned)) if owners.get(name) not in mentioned or name in freed]
    while waiting:
        name, depth = waiting.pop()
        order.append(name)
        inner = [member for member in members[name] if member in mentioned]
        if depth >= DEEPEST and inner:
            freed.update(dict.fromkeys(inner))
            members[name] = tuple(member for member in members[name] if member not in mentioned)
            depth = 0
        waiting += [(member, depth + 1) for member in reversed(inner)]
    return Nested(tuple(order), members, tuple(freed))


def _in_circles(mentioned: Mapping[str, tuple[str, ...]], owners: Mapping[str, str]) -> dict[str, None]:
    """One group of each circle of owners."""
    freed: dict[str, None] = {}
    seen: dict[str, str] = {}
    for start in mentioned:
        name: str | None = start
        while name is not None and name not in seen:
            seen[name] = start
            name = owners.get(name)
        if name is not None and seen[name] == start:
            freed[name] = None
    return freed
