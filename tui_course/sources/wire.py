"""What goes between the reader and the process that reads courses: values of the model as bytes, with their length in front."""

from __future__ import annotations

import io
import os
import pickle
import select
import struct
import time
from typing import Any, Final

HEAD: Final = struct.Struct("!Q")
MAX_ANSWER: Final = 134_217_728
"""Bytes of an answer: what claims to be longer is not waited for, nor kept."""
_MODEL: Final = "tui_course.model."


class Garbled(Exception):
    """Bytes are no value of the model."""


class _ModelUnpickler(pickle.Unpickler):
    """Builds the model's values and nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - any class of the model
        if module.startswith(_MODEL) and "." not in name:
            found = super().find_class(module, name)
            # A module has more than its classes: what it imports, its loader, and the functions that are built in.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the model")


def dump(value: object) -> bytes:
    """A value of the model as bytes."""
    return pickle.dumps(value, protocol=5)


def load(data: bytes) -> Any:  # noqa: ANN401 - any value of the model
    """The value that `dump` wrote; raises Garbled for anything but values of the model as it is now."""
    try:
        return _ModelUnpickler(io.BytesIO(data)).load()
    except Exception as error:
        # Each opcode has errors of its own, and so has each class that is given fields of another version.
        raise Garbled(f"{type(error).__name__}: {error}") from error


def receive(source: int, deadline: float) -> bytes:
    """What comes over a descriptor until the moment `deadline` of the monotonic clock.

    Raises TimeoutError then, EOFError where the other end closes, OverflowError where it is too long.
    """
    size = HEAD.unpack(_exactly(source, HEAD.size, deadline))[0]
    if size > MAX_ANSWER:
        raise OverflowError
    return _exactly(source, size, deadline)


def _exactly(source: int, size: int, deadline: float) -> bytes:
    parts = []
    # `select.select` takes no descriptor from 1024 on, which a host of many connections has.
    waiting = select.poll()
    waiting.register(source, select.POLLIN)
    while size:
        if not waiting.poll(max(0.0, deadline - time.monotonic()) * 1_000):
            raise TimeoutError
        part = os.read(source, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
