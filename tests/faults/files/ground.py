"""A course with a secret beside it, every kind of thing that leads there, and all that a reader says of a page."""

from __future__ import annotations

import json
import os
import stat
import struct
import zlib
from pathlib import Path

import yaml

from tui_course import export, plain
from tui_course.search.passages import passages

HERE = Path(__file__).resolve().parent
SECRET, OWN = ("quokka", "7717"), ("wallaby", "6616")
"""The words, and the width of pictures, that are outside of the course and inside of it."""
LONG, DEEP = "x" * 5_000, "d/" * 2_000


def table(name):
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def _png(width):
    head = struct.pack(">IIBBBBB", int(width), 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def content(ending, words):
    """The bytes of a file of some kind that says the words, and has the width where it is a picture."""
    word, width = words
    texts = {
        ".html": f"<main><p>{word}</p>{{{{ content }}}}</main>",
        ".bib": f"@book{{work, title={{{word}}}, author={{{word}, A.}}, year={{2001}}}}\n",
        ".vtt": f"WEBVTT\n\n00:00.000 --> 00:01.000\n{word}\n",
        ".mmd": f"flowchart LR\n  a[{word}] --> b\n",
        ".svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="30"><text>{word}</text></svg>',
        ".yml": f"{word}: {word}\n",
        ".json": f'{{"{word}": "{word}"}}',
        ".csv": f"{word}\n{word}\n",
    }
    return _png(width) if ending == ".png" else texts.get(ending, f"---\n---\n# A {word}\n\n{word}\n").encode()


def lay(folder, outside, endings):
    """Put what leads out into a folder, for each ending, and `inside`, which does not."""
    (folder / "sub").mkdir(parents=True, exist_ok=True)
    folder.joinpath("folder").symlink_to(outside)
    folder.joinpath("sub", "middle").symlink_to(outside)
    for ending in endings:
        folder.joinpath(f"inside{ending}").write_bytes(content(ending, OWN))
        secret = outside / f"secret{ending}"
        folder.joinpath(f"linked{ending}").symlink_to(os.path.relpath(secret, folder))
        folder.joinpath(f"far{ending}").symlink_to(secret)
        folder.joinpath(f"through{ending}").symlink_to(f"/proc/self/root{secret}")
        trap(folder, ending)


def trap(folder, ending, name=""):
    """Put what is no file of a course, and what would not end, into a folder, by the names of the tricks or by one."""
    folder.joinpath(f"{name or 'dangling'}{ending}").symlink_to("nowhere")
    if name:
        return
    folder.joinpath(f"loop{ending}").symlink_to(f"loop{ending}")
    os.mkfifo(folder / f"pipe{ending}")
    os.mknod(folder / f"socket{ending}", stat.S_IFSOCK | 0o600)
    folder.joinpath(f"zero{ending}").symlink_to("/dev/zero")


def secrets(outside, endings):
    """The files beside a course that nobody may see."""
    (outside / "inner").mkdir(parents=True, exist_ok=True)
    for ending in endings:
        for folder in (outside, outside / "inner"):
            folder.joinpath(f"secret{ending}").write_bytes(content(ending, SECRET))


def named(trick, outside, ending):
    """What a page says for a trick."""
    return trick.format(outside=outside, ending=ending, long=LONG, deep=DEEP)


def said(pages, page_id):
    """All that a reader is told of a page, in one text, and its problems."""
    page = pages.page(page_id)
    parts = (
        repr(page),
        json.dumps(export.page_data(page)),
        plain.text(page.blocks, transcripts=True, hidden=True),
        *map(repr, passages(page)),
    )
    return "\n".join(parts).casefold(), page.problems


def tells(text, words):
    """Whether a text has any of the words."""
    return any(word in text for word in words)
