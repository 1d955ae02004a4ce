"""What is said of a node or group: its text, what leads in and out, and where it is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import pgettext
from tui_course.model.diagram import Head, Stroke
from tui_course.model.visible import visible
from tui_course.typeset.line import Target
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.diagram import Destination, Edge
    from tui_course.tui.diagram.nesting import Nesting

_OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge as its end sees it: `way` is `in`, `out`, `both`, `with` (no heads) or `self`; the other end, and the label."""

    way: str
    other: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """A node or group in words, all of them without control characters; `link` is empty where it leads nowhere."""

    title: str
    description: str = ""
    relations: tuple[Relation, ...] = ()
    link: Destination | None = None


def about(nesting: Nesting, item: str) -> About:
    """What there is to say of an item of a diagram.

    Edges of a group are those to what is outside. Those of the groups around the item are told too: they speak of all inside.
    """
    one = nesting.nodes.get(item) or nesting.groups.get(item)
    if one is None:
        return About(visible(item))
    inside = nesting.inside(item) | {item}
    relations = [_relation(nesting, edge, item, inside) for edge in nesting.diagram.edges]
    for group in reversed(nesting.around(item)):
        edges = nesting.edges_at(group)
        inside = nesting.inside(group) | {group} if edges else frozenset()
        whole = _("all of {group}").format(group=nesting.words(group))
        relations += [_relation(nesting, edge, group, inside, whole) for edge in edges]
    # Edges of a group that have the same other end and label tell the same.
    told = dict.fromkeys(relation for relation in relations if relation is not None)
    return About(
        nesting.words(item),
        visible(one.tooltip).strip(),
        tuple(sorted(told, key=lambda relation: WAYS.index(relation.way))),
        one.link,
    )


WAYS = ("in", "both", "out", "with", "self")


def way_label(way: str) -> str:
    """The word for the way of an edge; empty for none."""
    match way:
        case "in":
            return pgettext("edge", "in")
        case "both":
            return pgettext("edge", "both")
        case "out":
            return pgettext("edge", "out")
        case "with":
            return pgettext("edge", "with")
        case "self":
            return pgettext("edge", "self")
        case _:
            return ""


def _relation(nesting: Nesting, edge: Edge, item: str, inside: frozenset[str], whole: str = "") -> Relation | None:
    """An edge as an item sees it, which has `inside` in it; `whole` is said in addition to the label."""
    if edge.stroke is Stroke.INVISIBLE:
        return None
    label = " ".join(part for part in (*visible(edge.text).split(), f"({whole})" if whole else "") if part)
    from_here, to_here = edge.source in inside, edge.target in inside
    if edge.source == edge.target == item:
        return Relation("self", nesting.words(item), label)
    if from_here == to_here:
        return None
    leaves, arrives = edge.end is not Head.NONE, edge.start is not Head.NONE
    if not from_here:
        leaves, arrives = arrives, leaves
    way = "both" if leaves and arrives else "out" if leaves else "in" if arrives else "with"
    return Relation(way, nesting.words(edge.target if from_here else edge.source), label)


def target_of(link: Destination) -> Target:
    """Where a link leads, as the links of a page do."""
    if link.page:
        return Target("page", link.href, link.page, link.anchor)
    if link.href.startswith("#") and link.anchor:
        return Target("anchor", link.href, "", link.anchor)
    return Target("external" if link.href.lower().startswith(_OUTSIDE) else "broken", link.href)
