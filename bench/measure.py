"""One measurement in a process of its own, as the table has it: `python bench/measure.py SCRIPT RESULT ARGUMENT ...`.

Every script has `parser()`, and `measure(options)` that gives samples by names, each in the unit of its row. What it prints is
for whoever runs it by hand.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    script, result, *arguments = sys.argv[1:]
    path = HERE / script
    sys.path.insert(0, str(path.parent))
    sys.argv = [str(path), *arguments]
    module = importlib.import_module(path.stem)
    samples: dict[str, list[float]] = module.measure(module.parser().parse_args(arguments))
    Path(result).write_text(json.dumps(samples), encoding="utf-8")


if __name__ == "__main__":
    main()
