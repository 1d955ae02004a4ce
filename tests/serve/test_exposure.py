from __future__ import annotations

import ipaddress

import pytest

from tui_course.errors import SettingsError
from tui_course.serve.exposure import Exposure, Reach, exposure, own_addresses, refusals
from tui_course.serve.identity.authorized import Listed, Roster
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.ways import Ways

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound here
LAPTOP = ("192.168.1.23", "127.0.0.1", "fe80::1", "::1")
HOME = (*LAPTOP, "2003:1::1")
SERVER = ("203.0.113.7", "198.51.100.1", "8.8.8.8")


@pytest.mark.parametrize(
    ("host", "own", "reach"),
    [
        ("127.0.0.1", SERVER, Reach.LOOPBACK),
        ("::1", SERVER, Reach.LOOPBACK),
        ("::ffff:127.0.0.1", SERVER, Reach.LOOPBACK),
        ("localhost", SERVER, Reach.LOOPBACK),
        ("127.8.8.8", SERVER, Reach.LOOPBACK),
        ("192.168.1.23", SERVER, Reach.PRIVATE),
        ("10.0.0.1", SERVER, Reach.PRIVATE),
        ("100.64.0.1", SERVER, Reach.PRIVATE),
        ("169.254.3.4", SERVER, Reach.PRIVATE),
        ("fe80::1%eth0", SERVER, Reach.PRIVATE),
        ("fd00::1", SERVER, Reach.PRIVATE),
        ("8.8.8.8", LAPTOP, Reach.PUBLIC),
        ("2003:1::1", LAPTOP, Reach.PUBLIC),
        ("::ffff:8.8.8.8", LAPTOP, Reach.PUBLIC),
        (EVERYWHERE, LAPTOP, Reach.PRIVATE),
        (EVERYWHERE, HOME, Reach.PRIVATE),
        ("::", HOME, Reach.PUBLIC),
        ("", HOME, Reach.PUBLIC),
        ("[::]", LAPTOP, Reach.PRIVATE),
        (EVERYWHERE, SERVER, Reach.PUBLIC),
        (EVERYWHERE, ("127.0.0.1",), Reach.LOOPBACK),
        (EVERYWHERE, (), Reach.PUBLIC),
    ],
)
def test_from_where_an_address_can_be_reached(host, own, reach):
    assert exposure(host, lambda: own, lambda: "").reach is reach


def test_the_address_for_learners_comes_first():
    assert (
        exposure("", lambda: ("::1", "127.0.0.1", "fe80::1", "fd00::1", "192.168.1.23"), lambda: "").addresses[0]
        == "192.168.1.23"
    )


@pytest.mark.parametrize(
    ("hardware", "reach"),
    [
        ("m5.large Amazon EC2", Reach.PUBLIC),
        ("Virtual Machine Microsoft Corporation", Reach.PUBLIC),
        ("20XW LENOVO", Reach.PRIVATE),
    ],
)
def test_a_rented_machine_is_public_whatever_its_address(hardware, reach):
    found = exposure("10.0.0.4", lambda: LAPTOP, lambda: hardware)
    assert found.reach is reach
    assert bool(found.why) is (reach is Reach.PUBLIC)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "256.1.1.1.", "a" * 300, "x\x00y"])
def test_what_is_no_address_is_said(host):
    with pytest.raises(SettingsError):
        exposure(host, lambda: LAPTOP, lambda: "")


def test_this_machine_has_addresses():
    found = own_addresses()
    assert "127.0.0.1" in found
    assert [str(ipaddress.ip_address(address)) for address in found] == list(found)


SHORT, STRONG = Code("493027", until=2e9), Code("hj3kmn9fwxq2", until=2e9)
LIST = Roster({"SHA256:x": Listed("Anna", "SHA256:x", "roster", 1)})


@pytest.mark.parametrize(
    ("ways", "reasons"),
    [
        (Ways(code=STRONG), []),
        (Ways(code=STRONG, roster=LIST), []),
        (Ways(roster=LIST), []),
        (Ways(code=SHORT), ["short enough"]),
        (Ways(code=Code(STRONG.text)), ["for ever"]),
        (Ways(code=STRONG, remember_keys=True), ["any key"]),
        (Ways(roster=LIST, guests=True), ["guests"]),
        (Ways(code=Code("493027"), remember_keys=True, guests=True), ["guests", "any key", "short enough", "for ever"]),
        (Ways(), ["nobody could come in"]),
    ],
)
def test_what_is_not_opened_to_everybody(ways, reasons):
    found = refusals(Exposure(Reach.PUBLIC, ()), ways)
    assert len(found) == len(reasons)
    assert all(reason in sentence for reason, sentence in zip(reasons, found, strict=True))


@pytest.mark.parametrize("reach", [Reach.LOOPBACK, Reach.PRIVATE])
def test_a_class_may_have_it_easier(reach):
    assert not refusals(Exposure(reach, ()), Ways(code=Code("493027"), remember_keys=True, guests=True))
    assert refusals(Exposure(reach, ()), Ways(remember_keys=True))
