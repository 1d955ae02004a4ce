"""Each kind of hostile content that libraries are known to stumble over is held by a test that there is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.test_security_docs import missing

FINDINGS = yaml.safe_load(Path(__file__).with_name("findings.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("finding", FINDINGS, ids=[one["what"] for one in FINDINGS])
def test_it_is_held_by_tests(finding):
    assert finding["tests"]
    assert missing("".join(f"`{name}`" for name in finding["tests"])) == []


def test_a_test_that_is_gone_would_be_noticed():
    assert missing("`tests/faults/limits/test_findings.py::test_that_there_is_not`") != []
