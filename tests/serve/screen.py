"""What a terminal shows after what was written to it: the sequences that a hosted reader uses to write text, and no others."""

import re

from wcwidth import wcwidth

TOKEN = re.compile(r"\x1b\[([0-9;?<>=$ ]*)([@-~])|\x1b[PX^_\]].*?(?:\x07|\x1b\\)|\x1b[@-_]|([^\x1b])", re.DOTALL)


class Screen:
    """Rows of characters, a cursor, and the rows that insertions and deletions move."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.top, self.bottom = 0, rows - 1

    def take(self, text):
        for numbers, final, character in TOKEN.findall(text):
            if character:
                self._write(character)
            elif final:
                self._obey([int(number) for number in re.findall(r"\d+", numbers)], final)
        return self

    def _obey(self, values, final):
        match final:
            case "H":
                row, column = (*values, 1, 1)[:2]
                self.y, self.x = row - 1, column - 1
            case "r":
                self.top, self.bottom = (values[0] - 1, values[1] - 1) if len(values) == 2 else (0, self.rows - 1)
                self.x = self.y = 0
            case "L" | "M":
                for _ in range((values or [1])[0]):
                    gone, come = (self.bottom, self.y) if final == "L" else (self.y, self.bottom)
                    del self.cells[gone]
                    self.cells.insert(come, [" "] * self.columns)

    def _write(self, character):
        if character == "\r":
            self.x = 0
        elif character == "\n":
            self.y = min(self.y + 1, self.rows - 1)
        elif self.x < self.columns and self.y < self.rows:
            self.cells[self.y][self.x] = character
            self.x += max(wcwidth(character), 0)

    def __str__(self):
        return "\n".join("".join(row).rstrip() for row in self.cells)
