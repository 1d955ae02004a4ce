"""Somebody to whom permissions apply, whoever runs the tests."""

from __future__ import annotations

import os
from contextlib import contextmanager


@contextmanager
def nobody():
    """Be somebody else meanwhile, where this is root, whom no permission holds up."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(before)
