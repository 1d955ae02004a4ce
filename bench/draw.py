"""Print the drawing of a Mermaid flowchart, as the scorer of drawings wants it.

python bench/draw.py FILE [--width N] [--height N] [--ascii] [--no-fold] [--outline]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tui_course.diagrams.draw import draw
from tui_course.diagrams.outline import outline
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.diagram import Diagram


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--width", type=int)
    parser.add_argument("--height", type=int)
    parser.add_argument("--ascii", action="store_true")
    parser.add_argument("--no-fold", action="store_true", help="fold no groups, even if the drawing is too wide")
    parser.add_argument("--outline", action="store_true")
    options = parser.parse_args()
    diagram = read_mermaid(options.file.read_text(encoding="utf-8")).diagram
    if not isinstance(diagram, Diagram):
        print("not a flowchart", file=sys.stderr)
        return 1
    if options.outline:
        print("\n".join("  " * line.depth + line.text for line in outline(diagram)))
        return 0
    limits = {"width": options.width, "height": options.height}
    drawing = draw(diagram, **limits, ascii=options.ascii, may_fold=not options.no_fold)
    if drawing.refused:
        print(drawing.refused, file=sys.stderr)
        return 1
    print("\n".join(drawing.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
