"""What a terminal shows after what was written to it: the one model that all tests of painting are held against."""

from __future__ import annotations

import re

from wcwidth import wcwidth

from tests.terminal.reading import tokens

PLAIN = (frozenset(), None, None)


def worn(look, numbers):
    """A look after a sequence that changes it: weights, colour of the text, colour of its ground."""
    weights, colour, ground = look
    values = [int(number or 0) for number in numbers.split(";")]
    while values:
        code = values.pop(0)
        if code in {38, 48}:
            count = {5: 1, 2: 3}[values.pop(0)]
            value, values = (count, *values[:count]), values[count:]
        else:
            value = None if code in {39, 49} else code
        if code == 0:
            weights, colour, ground = PLAIN
        elif code < 10:
            weights |= {code}
        elif code in {38, 39, *range(30, 38), *range(90, 98)}:
            colour = value
        else:
            assert code in {48, 49, *range(40, 48), *range(100, 108)}
            ground = value
    return weights, colour, ground


class Screen:
    """Rows of cells, each characters and how they look, a cursor, and the rows that insertions and deletions move.

    It obeys what text, looks and moves are written with. What else stands in the table of what is allowed changes modes and
    nothing that is seen; anything beside that fails.
    """

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[(" ", PLAIN)] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.look = PLAIN
        self.top, self.bottom = 0, rows - 1

    def take(self, data):
        """Obey what is written; returns itself."""
        for token in tokens(data):
            match token.kind:
                case "text":
                    for character in token.body:
                        self._write(character)
                case "control":
                    self._control(token.body)
                case "csi":
                    self._obey(token.body)
                case "osc":
                    assert token.body.startswith(("22;", "52;")), token
                case _:
                    raise AssertionError(token)
        return self

    def at_rest(self):
        """Whether the next that is written finds no look and no rows that move, as every frame must leave it."""
        return (self.top, self.bottom, self.look) == (0, self.rows - 1, PLAIN)

    def _control(self, character):
        match character:
            case "\r":
                self.x = 0
            case "\n":
                self.y = min(self.y + 1, self.rows - 1)
            case _:
                raise AssertionError(character)

    def _obey(self, body):
        numbers, final = body[:-1], body[-1]
        if re.match(r"[<>?]", numbers):
            return  # a mode, which changes nothing that is seen
        values = [int(number) for number in numbers.split(";") if number]
        match final:
            case "m":
                self.look = worn(self.look, numbers)
            case "H":
                row, column = (*values, 1, 1)[:2]
                self.y, self.x = row - 1, column - 1
            case "r":
                self.top, self.bottom = (values[0] - 1, values[1] - 1) if values else (0, self.rows - 1)
                self.x = self.y = 0
            case "L" | "M":
                assert self.top <= self.y <= self.bottom
                for _ in range((values or [1])[0]):
                    gone, come = (self.bottom, self.y) if final == "L" else (self.y, self.bottom)
                    del self.cells[gone]
                    self.cells.insert(come, [(" ", self.look)] * self.columns)
            case _:
                raise AssertionError(body)

    def _write(self, character):
        width = wcwidth(character)
        if width <= 0:
            # What joins the letter before it stands in its cell.
            if 0 < self.x <= self.columns and self.y < self.rows:
                before, look = self.cells[self.y][self.x - 1]
                self.cells[self.y][self.x - 1] = (before + character, look)
            return
        if self.x < self.columns and self.y < self.rows:
            self.cells[self.y][self.x] = (character, self.look)
            for column in range(self.x + 1, min(self.x + width, self.columns)):
                self.cells[self.y][column] = ("", self.look)
        self.x += width

    def __str__(self):
        return "\n".join("".join(character for character, _ in row).rstrip() for row in self.cells)
