"""A store in one SQLite file, which is backed up, and repaired where it is damaged."""

from typing import Final

FILE: Final = "progress.sqlite"
"""The name of the file where no other is given."""
