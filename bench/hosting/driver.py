"""Learners who log in to a server by SSH, press keys and wait for what is painted.

A frame is what stands between the sequences of a synchronized update: the terminal that is played here says that it knows
them, as kitty, foot, WezTerm, iTerm2, Windows Terminal and others do, so that the end of a frame can be seen among the bytes.
The time of a key ends with the first frame after it, which is the text that has moved; a line that changes later is another.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import asyncssh

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "serve"))

from program import Server

from tui_course.model.block import Paragraph
from tui_course.model.walk import all_blocks, flat_inlines
from tui_course.sources.open import open_course

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
_QUESTION, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_SCREEN = b"\x1b[?1049h"
"""A reader's first sequence: what comes before it is said by the front."""
PATIENCE = 30.0
__all__ = ["Frame", "Learner", "Server", "first_words", "milliseconds", "quantile"]
READ = b"jjjjjjjj jj j jjjkkn"
"""How somebody reads: mostly down, sometimes up, sometimes on."""


class Frame(NamedTuple):
    """How long it took to come, in seconds, and how many bytes came until its end."""

    seconds: float
    size: int


class _Terminal(asyncssh.SSHClientSession[bytes]):
    """Cuts what is painted into frames."""

    def __init__(self) -> None:
        self.channel: asyncssh.SSHClientChannel[bytes] | None = None
        self.begun = False
        self.size = 0
        self.text = b""
        self.ended = asyncio.Event()
        self._tail = b""
        self._waiting: list[tuple[bytes, asyncio.Future[float]]] = []

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        self.channel = chan

    def data_received(self, data: bytes, datatype: int | None) -> None:
        del datatype
        now = time.perf_counter()
        self.size += len(data)
        self.text = (self.text + data)[-20_000:]
        self._tail += data
        if not self.begun and _SCREEN in self._tail:
            self.begun = True
        if _QUESTION in data and self.channel is not None:
            self.channel.write(_ANSWER)
        for words, future in self._waiting:
            # A terminal's answer may come after the first frame, which then has no end.
            if words and words in self._tail and not future.done():
                future.set_result(now)
        while END in self._tail:
            _, _, self._tail = self._tail.partition(END)
            for words, future in self._waiting:
                if not words and not future.done():
                    future.set_result(now)
        self._waiting = [one for one in self._waiting if not one[1].done()]

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended.set()
        for _, future in self._waiting:
            if not future.done():
                future.set_exception(ConnectionError(f"the session ended: {exc or 'it was closed'}; {self.text[-300:]!r}"))

    def expect(self, words: bytes) -> asyncio.Future[float]:
        """Done when these words were painted, or where there are none, when a frame was; with the time of that."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((words, future))
        if self.ended.is_set():
            self.connection_lost(None)
        return future


@dataclass
class Learner:
    """Somebody at a terminal of `columns` x `rows`; seconds of what they waited for."""

    port: int
    words: bytes
    user: str = "guest"
    code: str = ""
    key: asyncssh.SSHKey | None = None
    address: str = "127.0.0.1"
    columns: int = 120
    rows: int = 40
    handshake: float = 0.0
    login: float = 0.0
    first_frame: float = 0.0
    _stack: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    async def __aenter__(self) -> Self:
        begun = time.perf_counter()
        self.connection = await asyncssh.connect(
            "127.0.0.1",
            self.port,
            username=self.user,
            password=self.code or None,
            client_keys=[self.key] if self.key else None,
            known_hosts=None,
            config=None,
            agent_path=None,
            local_addr=(self.address, 0),
            login_timeout=PATIENCE,
            preferred_auth="publickey,password,keyboard-interactive,none",
        )
        self.handshake = time.perf_counter() - begun
        try:
            channel, self.terminal = await self.connection.create_session(
                _Terminal,
                term_type="xterm-256color",
                term_size=(self.columns, self.rows),
                env={"COLORTERM": "truecolor"},
                encoding=None,
            )
            self.login = time.perf_counter() - begun
            self.channel = channel
            painted = self.terminal.expect(self.words)
            await self._through_the_door()
            try:
                self.first_frame = await asyncio.wait_for(painted, PATIENCE) - begun - self.login
            except TimeoutError as error:
                raise TimeoutError(f"no text; it began: {self.terminal.begun}, {self.terminal.text[-300:]!r}") from error
        except BaseException:
            self.connection.abort()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self.connection.abort()
        await self.connection.wait_closed()

    async def _through_the_door(self) -> None:
        """Take what is suggested, wherever something is asked before the reader begins."""
        seen = -1
        while not self.terminal.begun and not self.terminal.ended.is_set():
            await asyncio.sleep(0.05)
            if self.terminal.size == seen and not self.terminal.begun and seen:
                self.channel.write(b"\r")
            seen = self.terminal.size

    async def press(self, key: bytes) -> Frame:
        """A key, and the first frame after it; raises TimeoutError and ConnectionError."""
        painted = self.terminal.expect(b"")
        size = self.terminal.size
        begun = time.perf_counter()
        self.channel.write(key)
        done = await asyncio.wait_for(painted, PATIENCE)
        return Frame(done - begun, self.terminal.size - size)

    async def read(self, seconds: float, chance: random.Random, every: float = 1.0) -> list[Frame]:
        """Press a key each second or so, for so long."""
        frames = []
        end = time.perf_counter() + seconds
        await asyncio.sleep(chance.random() * every)
        while time.perf_counter() < end:
            pressed = time.perf_counter()
            frames.append(await self.press(bytes([chance.choice(READ)])))
            await asyncio.sleep(max(0.0, pressed + chance.uniform(0.7, 1.3) * every - time.perf_counter()))
        return frames

    async def leave(self) -> None:
        """Close the reader as its learner does."""
        self.channel.write(b"q")
        await asyncio.wait_for(self.terminal.ended.wait(), PATIENCE)


def first_words(course: Path) -> bytes:
    """A long word of the first page's first paragraphs: the frame that has it has the text."""
    pages = open_course(course)
    first = pages.course.pages[0]
    for block in all_blocks(pages.page(first.id).blocks):
        if isinstance(block, Paragraph):
            words = "".join(getattr(one, "text", " ") for one in flat_inlines(block.children)).split()
            long = [word for word in words if word.isascii() and word.isalpha() and len(word) > 5 and word not in first.name]
            if long:
                return long[0].encode()
    raise ValueError("the first page has no word to look for")


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which that share of them lies, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def milliseconds(values: Iterable[float]) -> str:
    """The median, the 99th percentile and the worst of some seconds."""
    values = list(values)
    shares = " ".join(
        f"{name} {quantile(values, share) * 1e3:.0f}" for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))
    )
    return f"{shares} ms of {len(values)}"
