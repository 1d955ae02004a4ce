from __future__ import annotations

from pathlib import Path

import pytest

from tui_course.pictures.load import Loader


@pytest.fixture
def load(tmp_path):
    """A file, or bytes as one, read as a picture of a course is."""

    def read(source: bytes | Path):
        path = source if isinstance(source, Path) else tmp_path / "picture"
        if isinstance(source, bytes):
            path.write_bytes(source)
        with Loader() as loader:
            return loader.load(path)

    return read
