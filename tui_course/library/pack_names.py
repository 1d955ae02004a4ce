"""What a pack may hold: how much, and under which names."""

from __future__ import annotations

import unicodedata
from typing import Final

ENDING: Final = ".course"
MAX_FILES: Final = 20_000
MAX_FILE: Final = 1 << 29
MAX_TOTAL: Final = 1 << 31
MAX_DEPTH: Final = 24
_MAX_BYTES: Final = 255
_MAX_PATH: Final = 1_024


def fault(name: str) -> str:
    """Why a file or folder cannot have a name in a pack; empty where it can."""
    if name in {"", ".", ".."}:
        return "the name means another folder"
    if any(one in "/\\\0" for one in name):
        return "the name holds a character that parts folders"
    if any(unicodedata.category(one) in {"Cc", "Cs"} for one in name):
        return "the name holds a control character, or is no Unicode"
    if len(name.encode()) > _MAX_BYTES:
        return "the name is too long"
    return ""


def path_fault(path: str) -> str:
    """Why a path in a pack cannot be taken; empty where it can."""
    parts = path.split("/")
    if len(parts) > MAX_DEPTH or len(path) > _MAX_PATH:
        return "the path is too long"
    return next((reason for part in parts if (reason := fault(part))), "")
