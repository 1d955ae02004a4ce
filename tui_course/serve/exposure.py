"""From where an address can be reached, and which ways in are too weak for that."""

from __future__ import annotations

import ipaddress
import re
import socket
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import SettingsError
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_course.serve.identity.ways import Ways

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LOCAL: Final = re.compile(r"\|-- (\S+)\n\s+/32 host LOCAL")
# Nothing is sent there: connecting a datagram socket only chooses the address that it would be sent from.
_ELSEWHERE: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
_CLOUDS: Final = (
    "Akamai",
    "Alibaba Cloud",
    "Amazon EC2",
    "DigitalOcean",
    "Exoscale",
    "Google Compute Engine",
    "Hetzner",
    "Linode",
    "OpenStack",
    "OVHcloud",
    "Scaleway",
    "UpCloud",
    "Virtual Machine Microsoft",
    "Vultr",
)
"""What rented machines say of their hardware. Many have a private address alone, to which a public one leads."""


class Reach(IntEnum):
    """From where somebody can connect."""

    LOOPBACK = 0
    PRIVATE = 1
    PUBLIC = 2


@dataclass(frozen=True, slots=True)
class Exposure:
    """From where a server can be reached, at which `addresses`, the likeliest for learners first, and `why` that is so."""

    reach: Reach
    addresses: tuple[str, ...]
    why: str = ""


def exposure(host: str, own: Callable[[], Iterable[str]] | None = None, hardware: Callable[[], str] | None = None) -> Exposure:
    """The exposure of an address or name to listen on; of all addresses for `0.0.0.0`, `::` or nothing.

    `own` gives the addresses of this machine, `hardware` what it is made of. Raises SettingsError for a name that is none.
    """
    listening = _resolved(host)
    everywhere = [address for address in listening if address.is_unspecified]
    if everywhere:
        # Version 6 listens to version 4 as well, unless it is told not to.
        versions = {4, 6} if any(address.version == _SIX for address in everywhere) else {4}
        found = [address for text in (own or own_addresses)() if (address := _address(text)).version in versions]
    else:
        found = listening
    if not found:
        return Exposure(Reach.PUBLIC, (), "the addresses of this machine cannot be found out")
    widest = max(map(_reach, found))
    why = ""
    if widest is Reach.PRIVATE and (cloud := _cloud((hardware or _hardware)())):
        widest, why = Reach.PUBLIC, f"this is a machine of {cloud}, to whose private address a public one usually leads"
    elif widest is Reach.PUBLIC:
        why = f"{next(address for address in found if _reach(address) is widest)} can be reached from everywhere"
    # What a class can reach, rather than what only this machine can; version 4 is shorter to type.
    likely = sorted(found, key=lambda address: (_reach(address) is Reach.LOOPBACK, address.is_link_local, address.version))
    return Exposure(widest, tuple(map(str, likely)), why)


def refusals(exposed: Exposure, ways: Ways) -> tuple[str, ...]:
    """Why these ways in are not opened there, and what to do, a sentence each; empty where they may be."""
    code = ways.code
    if code is None and not ways.guests and not ways.roster.keys:
        return ("nobody could come in: there is no code, no roster, and guests are not let in",)
    if exposed.reach is not Reach.PUBLIC:
        return ()
    found = []
    if ways.guests:
        found.append("guests need nothing at all to come in: leave out --guests")
    if ways.remember_keys:
        found.append("any key is taken and remembered: use --no-remember-keys, or a list of keys (--roster)")
    if code is not None and not code.strong:
        found.append("the code is short enough to be found by trying: leave out --code, and a longer one is made")
    if code is not None and not code.until:
        found.append("the code is good for ever: give it an end with --code-hours")
    return tuple(found)


def own_addresses() -> tuple[str, ...]:
    """The addresses of this machine, those from which it speaks to others first."""
    found: list[str] = []
    for family, elsewhere in _ELSEWHERE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))
            found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += _LOCAL.findall(Path("/proc/net/fib_trie").read_text("ascii"))
    with suppress(OSError, ValueError):
        lines = Path("/proc/net/if_inet6").read_text("ascii").splitlines()
        found += (str(ipaddress.IPv6Address(bytes.fromhex(line.split()[0]))) for line in lines if line)
    with suppress(OSError):
        found += (str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None))
    return tuple(dict.fromkeys(address.partition("%")[0] for address in found))


_SIX: Final = 6


def _resolved(host: str) -> list[_Address]:
    if host in {"", "*"}:
        return [ipaddress.IPv6Address(0)]
    with suppress(ValueError):
        return [_address(host)]
    try:
        return [_address(str(info[4][0])) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{host} is no address of this machine: {error}") from error


def _address(text: str) -> _Address:
    address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return address if mapped is None else mapped


def _reach(address: _Address) -> Reach:
    if address.is_loopback:
        return Reach.LOOPBACK
    return Reach.PUBLIC if address.is_global else Reach.PRIVATE


def _hardware() -> str:
    words = []
    for name in ("product_name", "sys_vendor"):
        with suppress(OSError):
            words.append(Path("/sys/class/dmi/id", name).read_text("utf-8", "replace").strip())
    return " ".join(words)


def _cloud(hardware: str) -> str:
    return next((cloud for cloud in _CLOUDS if cloud in hardware), "").replace("Virtual Machine Microsoft", "a Microsoft cloud")
