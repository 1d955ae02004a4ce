"""The steps from an empty database to the schema of today, as SQL."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "schema"


def load_steps(dialect: str) -> tuple[str, ...]:
    """The steps of `sqlite` or `postgres`, first to last: a store that has taken n of them is of version n."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((_FOLDER / dialect).glob("*.sql")))
