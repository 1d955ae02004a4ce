"""Input that finds its own way: `python -m tests.fuzzing.coverage [--seconds N] [TARGET ...]`, with atheris.

Begins with our own examples and, where they stand beside the repository, with the reference courses; goes on where the last
run ended. Findings, each with the least that shows it, are in `build/fuzzing/TARGET/`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from functools import partial
from hashlib import blake2b
from pathlib import Path

from tests.fuzzing.examples import FOLDER
from tests.fuzzing.material import pieces, snippets
from tests.fuzzing.targets import BYTES, TEXT, call
from tests.fuzzing.watching import MOST_SECONDS, Watch, limit_memory

_COURSES = Path("../shared/courses")
_ENDINGS = {
    "bibtex": "*.bib",
    "quiz": "*.yml",
    "yaml": "*.yml",
    "subtitles": "*.vtt",
    "picture": "*.svg",
    "kramdown": "*.md",
    "liquid": "*.md",
    "jekyll-page": "*.md",
    "jekyll-front": "*.md",
    "course-file": "_config.yml",
}
_MOST_INPUT = 4_096
_SLOWED = 8
_MOST_SEEDS = 300


def _seeds(name, folder):
    """Write what to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [text.encode() for text in snippets(name)]
    if (ending := _ENDINGS.get(name)) and _COURSES.is_dir():
        found += [path.read_bytes()[:_MOST_INPUT] for path in sorted(_COURSES.rglob(ending))]
    found += ["".join(pieces(name)[at : at + 8]).encode() for at in range(0, len(pieces(name)), 8)]
    for data in found[:_MOST_SEEDS]:
        (folder / blake2b(data, digest_size=8).hexdigest()).write_bytes(data)


def _words(name, path):
    """Write the pieces as libFuzzer's dictionary."""

    def quoted(piece):
        return "".join(chr(one) if 32 <= one < 127 and one not in b'"\\' else f"\\x{one:02x}" for one in piece.encode())

    path.write_text("".join(f'"{quoted(piece)}"\n' for piece in pieces(name)), encoding="ascii")


def run(name, seconds):
    """Fuzz one target; this does not come back, for libFuzzer ends the process."""
    import atheris

    folder = FOLDER / name
    _seeds(name, folder / "corpus")
    _words(name, folder / "words")
    with atheris.instrument_imports(include=["tui_course"]):
        call(name, b"x\n")
    # What is counted while it runs takes some times as long.
    watch = Watch(partial(call, name), folder, seconds=_SLOWED * MOST_SECONDS)
    limit_memory()

    def one(data):
        before = watch.findings.keys() | ()
        watch.try_one(data)
        if watch.findings.keys() - before:
            sys.stdout.write(f"{name}: {(watch.findings.keys() - before).pop()}\n")
            sys.stdout.flush()
            watch.finish()
        if watch.count % 100 == 1:
            _report(name, watch)

    options = ["-dict=" + str(folder / "words"), f"-max_len={_MOST_INPUT}", f"-max_total_time={seconds}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=0", "-timeout=60", str(folder / "corpus")], one)
    atheris.Fuzz()


def _report(name, watch):
    (FOLDER / name / "figures").write_text(
        f"| {name} | {watch.count} | {watch.worst:.2f} | {watch.memory:.0f} | {len(watch.findings)} |\n", encoding="ascii"
    )


def main():
    """Run the targets one after the other, each in a process of its own; a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", help=f"all of {', '.join(TEXT | BYTES)} if none is named")
    asked = parser.parse_args()
    if asked.inside:
        run(asked.targets[0], asked.seconds)
    for name in asked.targets or TEXT | BYTES:
        words = [sys.executable, "-m", "tests.fuzzing.coverage", "--inside", "--seconds", str(asked.seconds), name]
        subprocess.run(words, check=False, stderr=subprocess.DEVNULL)
        figures = FOLDER / name / "figures"
        sys.stdout.write(figures.read_text(encoding="ascii") if figures.exists() else f"{name}: it did not begin\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
