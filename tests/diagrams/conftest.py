"""A reader of printed drawings: what is wrong with one, found by following its characters alone."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest

from tui_course.model.diagram import Head, Stroke

RIGHT, DOWN, LEFT, UP = (1, 0), (0, 1), (-1, 0), (0, -1)
WAYS = (RIGHT, DOWN, LEFT, UP)
POINTING = {"▶": RIGHT, "▼": DOWN, "◀": LEFT, "▲": UP}
ROUND = frozenset("○×")
NAMED = {"RIGHT": (RIGHT,), "LEFT": (LEFT,), "UP": (UP,), "DOWN": (DOWN,), "HORIZONTAL": (LEFT, RIGHT), "VERTICAL": (UP, DOWN)}
LONGEST_GAP = 80


def back(way):
    return -way[0], -way[1]


@cache
def arms(glyph):
    """The sides that a box-drawing character connects, as its name in Unicode says."""
    name = unicodedata.name(glyph, "") if glyph else ""
    if not name.startswith("BOX DRAWINGS") or "DIAGONAL" in name:
        return frozenset()
    return frozenset(way for word in name.split() for way in NAMED.get(word, ()))


def squashed(text):
    return "".join(text.split())


class Sheet:
    """A printed drawing and where its boxes and frames are said to be."""

    def __init__(self, drawing):
        self.drawing = drawing
        self.grid = [[cell.glyph for cell in row] for row in drawing.rows]
        self.inside = {}
        for name, rect in drawing.boxes.items():
            for x in range(rect.left, rect.right + 1):
                for y in range(rect.top, rect.bottom + 1):
                    self.inside[x, y] = name
        self.borders = {}
        for name, rect in drawing.frames.items():
            for x in range(rect.left, rect.right + 1):
                self.borders[x, rect.top] = self.borders[x, rect.bottom] = name
            for y in range(rect.top, rect.bottom + 1):
                self.borders[rect.left, y] = self.borders[rect.right, y] = name

    def at(self, x, y):
        return self.grid[y][x] if 0 <= y < len(self.grid) and 0 <= x < len(self.grid[y]) else " "

    # Boxes, frames, labels

    def wrong_boxes(self, diagram):
        for node in diagram.nodes:
            rect = self.drawing.boxes.get(node.id)
            if rect is None:
                yield f"no box for {node.id}"
                continue
            rows = ["".join(self.grid[y][rect.left + 1 : rect.right]) for y in range(rect.top + 1, rect.bottom)]
            if squashed("".join(rows)) != squashed(node.text):
                yield f"box of {node.id} holds {rows}"
            for x, y in ((x, y) for x in (rect.left, rect.right) for y in range(rect.top + 1, rect.bottom)):
                if not {UP, DOWN} <= arms(self.at(x, y)) or len(arms(self.at(x, y))) > 3:
                    yield f"side of {node.id} broken by {self.at(x, y)}"

    def wrong_frames(self, diagram):
        groups = {group.id: group for group in diagram.groups}
        for group in diagram.groups:
            frame = self.drawing.frames[group.id]
            members, waiting = set(), list(group.members)
            while waiting:
                one = waiting.pop()
                members.add(one)
                waiting.extend(groups[one].members if one in groups else ())
            for name, rect in (*self.drawing.boxes.items(), *self.drawing.frames.items()):
                holds = (
                    frame.left < rect.left and rect.right < frame.right and frame.top < rect.top and rect.bottom < frame.bottom
                )
                apart = rect.right < frame.left or frame.right < rect.left or rect.bottom < frame.top or frame.bottom < rect.top
                around = rect.left <= frame.left and rect.right >= frame.right
                if name in members and not holds:
                    yield f"{name} is not inside {group.id}"
                elif name not in members and not apart and not (name in groups and around):
                    yield f"{name} is inside {group.id}"
            edges = ["".join(self.grid[y][frame.left : frame.right + 1]) for y in (frame.top, frame.bottom)]
            if not any(group.text in edge for edge in edges):
                yield f"title of {group.id} is not at its frame"

    def wrong_labels(self, diagram):
        for number, edge in enumerate(diagram.edges):
            if edge.stroke is Stroke.INVISIBLE:
                continue
            cells = [cell for row in self.drawing.rows for cell in row if number in cell.edges]
            written = squashed("".join(cell.glyph for cell in cells if cell.role == "label"))
            below = squashed("".join(cell.glyph for cell in cells if cell.role == "legend"))
            if squashed(edge.text) not in (written, below[1:]):
                yield f"label of edge {number} reads {written or below}"

    # Lines

    def broken_arms(self):
        for y, row in enumerate(self.grid):
            for x, glyph in enumerate(row):
                if self.drawing.rows[y][x].role not in ("line", "head"):
                    continue
                for way in arms(glyph):
                    if not self._meets(x, y, way):
                        yield f"{glyph} at {x}, {y} meets nothing"

    def _meets(self, x, y, way):
        near = self.at(x + way[0], y + way[1])
        if (x + way[0], y + way[1]) in self.inside or near in ROUND:
            return True
        if near in POINTING:
            return POINTING[near] in (way, back(way))
        return (
            back(way) in arms(near)
            or self._over_label(x + way[0], y + way[1], way) is not None
            or self._ends_at_frame(x, y, way)
        )

    def _ends_at_frame(self, x, y, way):
        return (x + way[0], y + way[1]) in self.borders

    def _over_label(self, x, y, way):
        """The cell where a line goes on behind a label that interrupts it."""
        if way in (UP, DOWN):
            return None
        words = ""
        for _ in range(LONGEST_GAP):
            glyph = self.at(x, y)
            if back(way) in arms(glyph) or glyph in POINTING or glyph in ROUND:
                return (x, y) if words.strip() else None
            words += glyph
            x += way[0]
        return None

    def reach(self, start, *, two_way=False):
        """What lines lead to from the border of a box or frame: names, each with `head`, `round` or `line`."""
        stack = []
        rect = self.drawing.boxes.get(start) or self.drawing.frames[start]
        sides = [((x, rect.top), UP) for x in range(rect.left, rect.right + 1)]
        sides += [((x, rect.bottom), DOWN) for x in range(rect.left, rect.right + 1)]
        sides += [((rect.left, y), LEFT) for y in range(rect.top, rect.bottom + 1)]
        sides += [((rect.right, y), RIGHT) for y in range(rect.top, rect.bottom + 1)]
        for (x, y), outward in sides:
            for way in (outward, back(outward)) if start in self.drawing.frames else (outward,):
                glyph, near = self.at(x, y), self.at(x + way[0], y + way[1])
                if back(way) in arms(glyph) and start in self.drawing.frames:
                    continue  # it crosses the frame
                if near in POINTING:
                    begins = two_way and POINTING[near] == back(way)
                    begins = begins or (POINTING[near] == way and way in arms(glyph))
                else:
                    begins = (near in ROUND and two_way) or (way in arms(glyph) and back(way) in arms(near))
                    begins = begins or (way in arms(glyph) and near in ROUND)
                if begins:
                    stack.append((x + way[0], y + way[1], way))
        return self._followed(stack, start)

    def _followed(self, stack, start):
        found, seen = set(), set()
        first = set(stack)
        while stack:
            state = stack.pop()
            if state in seen:
                continue
            seen.add(state)
            x, y, way = state
            glyph, ahead = self.at(x, y), (x + way[0], y + way[1])
            if (x, y) in self.inside:
                found.add((self.inside[x, y], "line"))
            elif glyph in POINTING or glyph in ROUND:
                target = self.inside.get(ahead)
                if target is None and ahead in self.borders and len(arms(self.at(*ahead))) < 4:
                    target = self.borders[ahead]
                if (target is not None and state not in first | {(x, y, back(way))} - {state}) or (target and target != start):
                    found.add((target, "round" if glyph in ROUND else "head" if POINTING[glyph] == way else "line"))
                else:
                    stack.append((*ahead, way))
            elif len(arms(glyph)) == 4:
                stack.append((*ahead, way))
            elif (x, y) in self.borders and len(arms(glyph)) == 3 and way not in arms(glyph):
                found.add((self.borders[x, y], "line"))
            elif back(way) in arms(glyph):
                stack.extend((x + turn[0], y + turn[1], turn) for turn in arms(glyph) - {back(way)})
            else:
                beyond = self._over_label(x, y, way)
                if beyond is not None:
                    stack.append((*beyond, way))
        return found

    def wrong_edges(self, diagram):
        kinds = {Head.ARROW: "head", Head.CIRCLE: "round", Head.CROSS: "round", Head.NONE: "line"}
        drawn = [edge for edge in diagram.edges if edge.stroke is not Stroke.INVISIBLE]
        allowed = {(edge.source, edge.target) for edge in drawn} | {
            (edge.target, edge.source) for edge in drawn if edge.start != "none"
        }
        for edge in drawn:
            if (edge.target, kinds[edge.end]) not in self.reach(edge.source, two_way=edge.start is not Head.NONE):
                yield f"no line from {edge.source} to {edge.target}"
        for name in self.drawing.boxes:
            for target, kind in self.reach(name):
                if kind == "head" and (name, target) not in allowed:
                    yield f"a line from {name} to {target}"


@pytest.fixture(scope="session")
def faults():
    """All that is wrong with a drawing of a diagram, in words."""

    def found(diagram, drawing):
        sheet = Sheet(drawing)
        return [
            *sheet.wrong_boxes(diagram),
            *sheet.wrong_frames(diagram),
            *sheet.wrong_labels(diagram),
            *sheet.broken_arms(),
            *sheet.wrong_edges(diagram),
        ]

    return found
