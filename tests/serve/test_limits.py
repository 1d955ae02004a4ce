from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from tui_course.serve.limits import EVERY, BusyGuard, merge_memory, processor_seconds

HALF_A_MINUTE = 7


@pytest.mark.parametrize(
    ("shares", "ran_away"),
    [
        ([1.0] * HALF_A_MINUTE, True),
        ([0.95] * HALF_A_MINUTE, True),
        ([0.85] * HALF_A_MINUTE, False),
        ([1.0] * (HALF_A_MINUTE - 2), False),
        ([1.0, 1.0, 1.0, 0.1, 1.0, 1.0, 1.0], False),
        ([0.0] * 20 + [1.0] * HALF_A_MINUTE, True),
        ([1.0, 0.2] * 20, False),
        ([2.5] * HALF_A_MINUTE, True),
    ],
)
def test_what_is_busy_for_half_a_minute_ran_away(shares, ran_away):
    guard, at, used, found = BusyGuard(), 1000.0, 3.0, []
    for share in shares:
        found.append(guard.ran_away(at, used))
        at += EVERY
        used += EVERY * share
    assert (found[-1] or guard.ran_away(at, used)) == ran_away


def test_a_look_that_came_late_is_taken_for_what_it_is():
    guard = BusyGuard()
    # The host itself was held up: the seconds between two looks are those that were.
    assert not any(guard.ran_away(at, at * 0.5) for at in (0, 5, 10, 60, 65, 70, 75, 80))


def test_the_processor_time_of_a_process_is_told():
    began = processor_seconds(os.getpid())
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    assert processor_seconds(os.getpid()) >= began + 0.05
    assert processor_seconds(2**22 + 1) is None


ASKED = """
import ctypes
from tui_course.serve.limits import merge_memory
before = ctypes.CDLL(None).prctl(68, 0, 0, 0, 0)
merge_memory()
print(before, ctypes.CDLL(None).prctl(68, 0, 0, 0, 0))
"""


def test_memory_that_is_the_same_may_be_kept_once():
    # PR_GET_MEMORY_MERGE; in a process of its own, for all that this one starts would have it too.
    run = subprocess.run([sys.executable, "-P", "-c", ASKED], capture_output=True, text=True, timeout=60, check=True)
    before, after = run.stdout.split()
    if before == "-1":
        pytest.skip("the kernel merges no memory of processes that ask for it")
    assert after == "1"


def test_where_no_library_can_be_loaded_nothing_is_different(monkeypatch):
    monkeypatch.setitem(sys.modules, "ctypes", None)
    merge_memory()
