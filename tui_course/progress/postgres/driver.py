"""The driver of the database: whoever forks processes loads this before, for to find its library the driver may start one."""

from __future__ import annotations

import logging

import psycopg
from psycopg.conninfo import conninfo_to_dict

__all__ = ["conninfo_to_dict", "psycopg"]

# Without a handler its warnings would go to standard error, which is the learner's screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())
