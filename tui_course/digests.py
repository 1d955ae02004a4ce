"""The one digest by which contents are named and compared."""

try:
    # `hashlib` loads OpenSSL, some 4 MiB and several milliseconds before the first frame; this is the same function without it.
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
