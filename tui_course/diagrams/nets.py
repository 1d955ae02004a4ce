"""Which edges share a line: those that leave one item, or those that enter one, never both in one net."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_course.model.diagram import Head, Stroke
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.diagrams.items import Graph, Link


@dataclass(frozen=True, slots=True)
class Net:
    """Links that may share a trunk at `root`: the source of all if `outward`, else the target of all."""

    root: int
    outward: bool
    links: tuple[Link, ...]

    def leaf(self, link: Link) -> int:
        """The end of a link that it does not share."""
        return link.target if self.outward else link.source


def nets_of(graph: Graph) -> list[Net]:
    """The nets of all visible links, in the order of their first links.

    A trunk of links without heads would join what is not joined, and one of two-way links would tell heads apart no more:
    these, and loops, are alone.
    """
    links = [link for link in graph.links if link.stroke is not Stroke.INVISIBLE]
    leaving = Counter((link.source, link.stroke, link.end) for link in links if _can_share(link))
    entering = Counter((link.target, link.stroke, link.end) for link in links if _can_share(link))
    shared: dict[tuple[object, ...], list[Link]] = {}
    for link in links:
        key: tuple[object, ...] = (link.edge,)
        if _can_share(link):
            out, into = leaving[link.source, link.stroke, link.end], entering[link.target, link.stroke, link.end]
            if out >= into and out > 1:
                key = (True, link.source, link.stroke, link.end)
            elif into > 1:
                key = (False, link.target, link.stroke, link.end)
        shared.setdefault(key, []).append(link)
    found = []
    for key, together in shared.items():
        outward = len(key) > 1 and key[0] is True
        found.append(Net(together[0].source if outward else together[0].target, outward, tuple(together)))
    return found


def _can_share(link: Link) -> bool:
    return link.start is Head.NONE and link.end is not Head.NONE and link.source != link.target
