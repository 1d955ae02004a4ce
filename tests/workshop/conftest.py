from __future__ import annotations

import pytest

from tests.workshop.kites import Place


@pytest.fixture
def place():
    return Place()
