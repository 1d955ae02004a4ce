"""Print the drawing of a Mermaid flowchart.

python bench/draw.py FILE [--width N] [--height N] [--ascii] [--outline]
"""
from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from tui_course.diagrams.draw import draw
from tui_course.model.diagram import Diagram, Direction, Edge, Group, Head, Node, Shape, Stroke

TRUTH = json.loads(Path("/work/shared/diagrams/truth.json").read_text())
SH = {"square": "rectangle", "round": "rounded", "circle": "circle", "doublecircle": "double-circle", "stadium": "stadium", "subroutine": "subroutine", "cylinder": "cylinder", "diamond": "diamond", "hexagon": "hexagon", "lean_right": "lean-right", "lean_left": "lean-left", "odd": "flag", "trapezoid": "trapezoid", "inv_trapezoid": "inverse-trapezoid"}

def text(raw, md):
    import sys
    sys.path.insert(0, "/work/shared/diagrams")
    import score
    return score.display_text(raw, md)

def diagram(name):
    r = TRUTH[name]
    groups = {g["id"] for g in r["groups"]}
    ms = {g["id"]: g for g in r["groups"]}
    def order():
        inner = {m for g in r["groups"] for m in g["members"] if m in groups}
        out = []
        def walk(i):
            out.append(i)
            for m in ms[i]["members"]:
                if m in groups: walk(m)
        for g in r["groups"]:
            if g["id"] not in inner: walk(g["id"])
        return out
    return Diagram(
        Direction({"TD": "TB"}.get(r["direction"], r["direction"])),
        tuple(Node(n["id"], text(n["text"] if n["text"] is not None else n["id"], n.get("markdown", False)), Shape(SH.get(n["shape"], "rectangle"))) for n in r["nodes"] if n["id"] not in groups),
        tuple(Edge(e["from"], e["to"], text(e["text"], e.get("markdown", False)), Stroke({"normal": "solid"}.get(e["stroke"], e["stroke"])), Head({"": "none"}.get(e["tail"], e["tail"])), Head({"": "none"}.get(e["head"], e["head"])), e["length"]) for e in r["edges"]),
        tuple(Group(i, text(ms[i]["title"], ms[i].get("markdown", False)), tuple(ms[i]["members"]), Direction({"TD": "TB"}.get(ms[i]["dir"], ms[i]["dir"])) if ms[i].get("dir") else None) for i in order()),
    )

def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--width", type=int)
    parser.add_argument("--height", type=int)
    parser.add_argument("--ascii", action="store_true")
    o = parser.parse_args()
    d = draw(diagram(o.file.stem), width=o.width, height=o.height, ascii=o.ascii)
    print("\n".join(d.lines()))

if __name__ == "__main__":
    main()
