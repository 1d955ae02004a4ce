"""The door with whatever is typed at it."""

from __future__ import annotations

import asyncio
import re

from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.workshop import MAX_DISPLAY_NAME, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.serve.audit import Audit
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.doorkeeper import Doorkeeper
from tui_course.serve.identity.guesses import Guesses
from tui_course.serve.identity.newcomers import AT_ONCE
from tui_course.serve.identity.proof import Proof
from tui_course.serve.identity.ways import Ways

LINES = [
    b"493027\r",
    b"\r",
    b"Anna\r",
    b"anna\n",
    b"\x1b[A",
    b"\x03",
    b"\x04",
    b"\x7f" * 9,
    b"abcd-efgh-jkmn\r",
    "李小龙\r".encode(),
]
TYPED = st.lists(st.one_of(st.sampled_from(LINES), st.binary(min_size=1, max_size=8)), max_size=12)
ACCOUNTS = st.one_of(st.sampled_from(["anna", "root", "[/]", "x" * 1_000]), st.text(max_size=20))


class Typist:
    columns = 80

    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.shown = b""

    def write(self, data):
        self.shown += data

    async def read(self):
        return self.pieces.pop(0) if self.pieces else b""


async def no_time(_seconds):
    """Waits without taking any."""


async def knock(store, typist, proof, language):
    keeper = Doorkeeper(
        "robots",
        Ways(Code("493027"), remember_keys=True),
        store,
        b"secret",
        audit=Audit(None, print),
        guesses=Guesses(addresses=True, sleep=no_time),
    )
    try:
        return await keeper.admit(proof, "192.0.2.1", typist, language)
    finally:
        keeper.close()


async def test_who_comes_under_a_thousand_names_is_told_to_wait():
    store = MemoryWorkshops(MemoryStore())
    store.open(Workshop("robots", "", (), 0.0))
    keeper = Doorkeeper("robots", Ways(Code("493027")), store, b"secret", audit=Audit(None, print))
    try:
        for number in range(AT_ONCE + 5):
            typist = Typist([f"Name {number}\r".encode(), b"\r"])
            person = await keeper.admit(Proof("", code=True), "192.0.2.1", typist)
            assert (person is not None) == (number < AT_ONCE)
    finally:
        keeper.close()
    assert b"Many are at the door now." in typist.shown
    assert len(store.people("robots")) == AT_ONCE


@given(TYPED, ACCOUNTS, st.booleans(), st.sampled_from(["", "de_DE.UTF-8", "tlh"]))
def test_nobody_breaks_the_door(typed, account, by_key, language):
    store = MemoryWorkshops(MemoryStore())
    store.open(Workshop("robots", "", (), 0.0))
    proof = Proof(account, "SHA256:x") if by_key else Proof(account, code=True)
    typist = Typist(typed)
    person = asyncio.run(knock(store, typist, proof, language))
    shown = typist.shown.decode("utf-8", "strict")
    assert re.sub(r"[\r\n\b]", "", shown).isprintable()
    people = store.people("robots")
    if person is None:
        assert len(people) <= 1
        return
    assert people == (person,)
    assert person.way is (Way.KEY if by_key else Way.CODE)
    assert 0 < len(person.name) <= MAX_DISPLAY_NAME
    if by_key:
        assert store.find("robots", key="SHA256:x") is None
