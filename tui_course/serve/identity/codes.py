"""The code of a workshop, and the token by which somebody comes back: made, typed and compared."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

from tui_course.values import dataclass

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""What is hardly mistaken for something else, read out or from a wall."""
LAN_DIGITS: Final = 6
STRONG: Final = 12
"""The characters of a code that may be guessed at from everywhere."""
_DIFFERENT: Final = 6
_TOKEN: Final = 12
_MOST: Final = 64
_SEPARATORS: Final = frozenset(" -_.·,:/")


def typed(text: str) -> str:
    """A code or token without what people add or change when they copy it: spaces, dashes, case, full-width characters."""
    while (plain := _plain(text)) != text:
        # What a separator kept apart may be one character now.
        text = plain
    return text


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char not in _SEPARATORS and not char.isspace())


@dataclass(frozen=True, slots=True)
class Code:
    """The code that newcomers type, and until when it is good, in seconds since 1970; 0: without an end."""

    text: str
    until: float = 0.0

    def open(self, now: float) -> bool:
        """Whether it is good still."""
        return not self.until or now < self.until

    def matches(self, text: str) -> bool:
        """Whether somebody typed it; how long that takes tells nothing of how near they were."""
        return hmac.compare_digest(_digest(typed(text)), _digest(typed(self.text)))

    @property
    def strong(self) -> bool:
        """Whether it may be guessed at from everywhere."""
        plain = typed(self.text)
        return len(plain) >= STRONG and len(set(plain)) >= _DIFFERENT

    @property
    def spoken(self) -> str:
        """It in groups, as it stands on a wall, where it was made here; else as it was chosen."""
        plain = typed(self.text)
        if plain != self.text:
            return self.text
        if len(plain) == LAN_DIGITS and plain.isdigit():
            return f"{plain[:3]} {plain[3:]}"
        return grouped(plain) if len(plain) == STRONG and set(plain) <= set(LETTERS) else self.text


def unusable(text: str) -> str:
    """Why a code that somebody chose cannot be one, as a sentence; empty where it can."""
    plain = typed(text)
    if len(text) > _MOST:
        return f"a code has {_MOST} characters at most"
    if not text.isprintable():
        return "a code is what everybody can type: it has a character that cannot be seen"
    if len(plain) < LAN_DIGITS:
        return f"a code has {LAN_DIGITS} characters at least, spaces and dashes not counted"
    return ""


def new_code(*, strong: bool) -> str:
    """A code for a room where everybody may see it, or one for places from where everybody may guess."""
    alphabet, length = (LETTERS, STRONG) if strong else ("0123456789", LAN_DIGITS)
    while True:
        code = "".join(secrets.choice(alphabet) for _ in range(length))
        if not strong or len(set(code)) >= _DIFFERENT:
            return code


def new_token() -> str:
    """A token of 59 bits, as `grouped` shows it."""
    return grouped("".join(secrets.choice(LETTERS) for _ in range(_TOKEN)))


def grouped(text: str) -> str:
    """Text in groups of four."""
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def token_shaped(text: str) -> str:
    """The token that a text may be, as `typed` makes it; empty where it cannot be one."""
    plain = typed(text) if len(text) <= _MOST else ""
    return plain if len(plain) == _TOKEN and set(plain) <= set(LETTERS) else ""


class Digests:
    """What a workshop keeps of keys and tokens: without `secret` nobody can tell whose they are, or try guesses at them."""

    def __init__(self, secret: bytes, workshop: str) -> None:
        self._secret = hmac.digest(secret, b"workshop\0" + workshop.encode("utf-8", "surrogatepass"), "sha256")

    def key(self, fingerprint: str) -> str:
        """Of a public key's fingerprint."""
        return self._of("key", fingerprint)

    def token(self, token: str) -> str:
        """Of a token, however it was typed."""
        return self._of("token", typed(token))

    def learner(self, role: str, name: str) -> str:
        """The id of somebody whom a list names: the same on every host and in every login."""
        return f"{role}-{self._of(role, name.casefold())[:20]}"

    def _of(self, kind: str, text: str) -> str:
        return hmac.digest(self._secret, f"{kind}\0{text}".encode("utf-8", "surrogatepass"), "sha256").hex()


def new_learner(role: str) -> str:
    """The id of somebody new: of no name, and nobody's else."""
    return f"{role}-{secrets.token_hex(10)}"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
