"""Request files: what is written is read again, everything else is refused."""

import json
from dataclasses import replace

import pytest

from certificate.errors import MalformedError, ProofError
from certificate.possession import prove_possession
from certificate.requests import AccreditationRequest, KeyRequest, read_accreditation_request, read_key_request
from tests.builders import ACCREDITATION, CHAIN, PROFILE, SeededSigner

ACCREDIT = AccreditationRequest(PROFILE, bytes(19) + b"\1", bytes(19) + b"\2")
POSSESSION = prove_possession(SeededSigner(), chain=CHAIN, registry=ACCREDITATION, organisation=7)
KEY = KeyRequest(CHAIN, ACCREDITATION, 7, SeededSigner().public_key, POSSESSION)


def test_requests_come_back() -> None:
    assert read_accreditation_request(ACCREDIT.to_bytes()) == ACCREDIT
    assert read_key_request(KEY.to_bytes()) == KEY
    KEY.verify()


@pytest.mark.parametrize(
    "change",
    [{"chain": 1}, {"registry": bytes(20)}, {"organisation": 8}, {"key": SeededSigner(2).public_key}],
    ids=lambda change: next(iter(change)),
)
def test_a_key_request_proves_possession_for_its_own_place_only(change: dict[str, object]) -> None:
    with pytest.raises(ProofError):
        replace(KEY, **change).verify()  # type: ignore[arg-type]


@pytest.mark.parametrize("account", [bytes(19), bytes(19) + b"\1"])
def test_two_different_accounts_are_asked_for(account: bytes) -> None:
    with pytest.raises(MalformedError, match="two different accounts"):
        replace(ACCREDIT, anchoring=account)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("format", "xcert/key-request/v9"),
        ("chain", 31337),
        ("chain", "0"),
        ("chain", "031337"),
        ("organisation", "4294967296"),
        ("registry", "0x" + "00" * 20),
        ("key", "z6Mk"),
        ("possession", "z1"),
        ("extra", "x"),
        ("key", None),
    ],
)
def test_another_key_request_is_refused(member: str, value: object) -> None:
    members = json.loads(KEY.to_bytes())
    if value is None:
        del members[member]
    else:
        members[member] = value
    with pytest.raises(MalformedError):
        read_key_request(json.dumps(members).encode())


def test_a_key_request_is_no_accreditation_request() -> None:
    with pytest.raises(MalformedError):
        read_accreditation_request(KEY.to_bytes())
