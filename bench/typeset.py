"""Pages of 300 KB, a megabyte of code and big tables to lines: CPU time to know every height, and to make every line.

python bench/typeset.py [--width 76]
"""

from __future__ import annotations

import argparse
import random
import time
from typing import TYPE_CHECKING

from tui_course.model.block import Block, CodeBlock, ListBlock, ListItem, Paragraph, Table, TableCell, TableRow
from tui_course.model.inline import CodeSpan, Link, Style, Styled, Text
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = 300_000
WORDS = "the robot senses its world and acts on what it finds while the simulation keeps running in the cloud".split()
IDEOGRAPHS = "中文段落没有空格所以必须在宽字符之间断行，。"


def words(count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))  # noqa: S311  any words will do


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def styled() -> Paragraph:
    link = Link((Text("a link"),), "https://example.org")
    return Paragraph(
        (Text(words(40) + " "), link, Text(" " + words(20) + " "), Styled(Style.STRONG, (Text("bold"),)), CodeSpan(" code"))
    )


def page(block: Callable[[], Block], size: int) -> tuple[Block, ...]:
    return tuple(block() for _ in range(SIZE // size))


def cases() -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "300 KB of ASCII prose", page(lambda: paragraph(words(80)), 400)
    yield "300 KB with quotes and dashes", page(lambda: paragraph(words(79) + " “it’s so” — yes"), 400)
    yield "300 KB with links and styles", page(styled, 330)
    yield "300 KB of lists", page(lambda: ListBlock(tuple(ListItem((paragraph(words(20)),)) for _ in range(4))), 400)
    yield "300 KB (100,000 characters) of Chinese", page(lambda: paragraph(IDEOGRAPHS * 6), 396)
    yield "1 MB of code", (CodeBlock(f"x = 1  # {words(5)}\n" * 25_000, "python"),)
    cell = TableCell((paragraph("three short words"),))
    yield "a table of 300 rows and 30 columns", (Table((TableRow((cell,) * 30),) * 300, 1),)
    yield "a list of 5,000 items", (ListBlock(tuple(ListItem((paragraph(words(8)),), n) for n in range(5000)), ordered=True),)


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("--width", type=int, default=76)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    setting = Setting(options.width)
    found: dict[str, list[float]] = {}
    random.seed(1)
    print(f"{'':42} {'lines':>7} {'heights':>10} {'all lines':>10}")
    for name, blocks in cases():
        heights = timed(lambda blocks=blocks: Document(blocks, setting))
        document = Document(blocks, setting)
        lines = timed(lambda document=document: [document.lines(top, top + 40) for top in range(0, document.height, 40)])
        print(f"{name:42} {document.height:7} {heights:7.1f} ms {lines:7.1f} ms")
        found[f"{name}: heights"], found[f"{name}: lines"] = [heights], [lines]
    return found


if __name__ == "__main__":
    measure(parser().parse_args())
