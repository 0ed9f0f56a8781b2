"""V1: one accepted spelling. What parses is written as the same bytes; everything else is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.bundle import MAXIMUM_FILE, Bundle
from certificate.errors import MalformedError, UnknownVersionError
from certificate.jcs import write_jcs
from certificate.judge import read_form
from certificate.verdict import Outcome, Reason, Verdict
from tests.builders import genuine
from tests.unit.certificate.strategies import bundles

GENUINE = genuine()[0].to_bytes()


@given(bundles())
def test_writing_and_reading_gives_the_same_bundle(bundle: Bundle) -> None:
    assert Bundle.parse(bundle.to_bytes()) == bundle


@given(bundles(), st.data())
def test_whatever_reads_is_written_as_the_same_bytes(bundle: Bundle, data: st.DataObject) -> None:
    changed = bytearray(bundle.to_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = Bundle.parse(bytes(changed))
    except (MalformedError, UnknownVersionError):
        return
    assert read.to_bytes() == bytes(changed)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_foreign_bytes_are_refused_and_nothing_else_is_raised(data: bytes) -> None:
    with pytest.raises(MalformedError):
        Bundle.parse(data)


def change(path: str, value: Any) -> bytes:
    """Return the genuine file with the member at `path` set to `value` (None removes it)."""
    document = json.loads(GENUINE)
    *parents, last = path.split("/")
    place = document
    for part in parents:
        place = place[int(part)] if isinstance(place, list) else place[part]
    key: Any = int(last) if isinstance(place, list) else last
    if value is None:
        del place[key]
    else:
        place[key] = value
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_the_helper_alone_changes_nothing() -> None:
    assert change("issuer/name", json.loads(GENUINE)["issuer"]["name"]) == GENUINE


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("extra", "x"),
        ("evidence", []),
        ("name", "a title of its own"),
        ("@context/0", "https://www.w3.org/2018/credentials/v1"),
        ("@context/2", None),
        ("@context/2", {"name": "https://evil.example/name"}),
        ("type", ["OpenBadgeCredential", "VerifiableCredential"]),
        ("id", "urn:uuid:6F2C8F0E-1111-4222-8333-000000000002"),
        ("id", "urn:uuid:6f2c8f0e-1111-1222-8333-000000000002"),
        ("issuer/id", "did:web:Zhongke.example"),
        ("issuer/id", "did:ion:abc"),
        ("issuer/url", "http://zhongke.example"),
        ("issuer/url", "https://zhongke.example/"),
        ("issuer/name", "a\u202eb"),
        ("issuer/name", " leading"),
        ("issuer/name", ""),
        ("issuer/name", "e\u0301"),
        ("issuer/type", ["Profile", "Person"]),
        ("validFrom", "2026-06-20T00:00:00Z"),
        ("validFrom", "2026-06-20T01:00:00+08:00"),
        ("validFrom", "2026-02-30T00:00:00+08:00"),
        ("validFrom", "2026-06-20T00:00:00-00:00"),
        ("validUntil", "2026-06-19T23:59:59+08:00"),
        ("validUntil", "2028-06-19T23:59:59+09:00"),
        ("validUntil", True),
        ("credentialStatus/statusListIndex", "3"),
        ("credentialStatus/statusPurpose", "revocation"),
        ("credentialStatus/id", "urn:xcert:v0:eip155:031337:" + "5f" * 20 + ":7:" + "aa" * 32 + ":0:2"),
        ("credentialStatus/id", "urn:xcert:v0:eip155:31337:" + "5F" * 20 + ":7:" + "aa" * 32 + ":0:2"),
        ("credentialStatus/id", "urn:xcert:v0:eip155:31337:" + "5f" * 20 + ":0:" + "aa" * 32 + ":0:2"),
        ("credentialStatus/id", "urn:xcert:v0:eip155:31337:" + "5f" * 20 + ":7:" + "aa" * 32 + ":0:1024"),
        ("credentialSubject/id", "urn:uuid:6f2c8f0e-1111-4222-8333-000000000003#holder"),
        ("credentialSubject/licenseNumber", "x" * 201),
        ("credentialSubject/identifier/0/hashed", "false"),
        ("credentialSubject/identifier/0/hashed", True),
        ("credentialSubject/identifier/1/identityHash", "sha256$" + "0" * 63),
        ("credentialSubject/identifier/1/identityHash", "990101199001010019"),
        ("credentialSubject/identifier/1/identityType", "ext:photograph"),
        ("credentialSubject/identifier/1/salt", "0" * 32),
        ("credentialSubject/identifier/1", None),
        ("credentialSubject/achievement/humanCode", "x-bim"),
        ("credentialSubject/achievement/id", "https://zhongke.example/achievements/" + "aa" * 32 + "/0"),
        ("credentialSubject/achievement/id", "https://evil.example/achievements/" + "aa" * 32 + "/1"),
        ("credentialSubject/achievement/criteria/narrative", "x" * 601),
        ("proof", []),
        ("proof/1", None),
        ("proof/0/cryptosuite", "eddsa-jcs-2022"),
        ("proof/0/created", "2026-06-20T09:00:00.0Z"),
        ("proof/0/created", "2026-06-31T09:00:00Z"),
        ("proof/0/proofPurpose", "authentication"),
        ("proof/0/verificationMethod", "did:web:other.example#z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"),
        ("proof/0/verificationMethod", "did:web:zhongke.example#z6Mk"),
        ("proof/0/proofValue", "z" + "1" * 63),
        ("proof/0/proofValue", "u" + "A" * 86),
        ("proof/1/proofValue", "uAAAA"),
        ("proof/1/proofValue", "u" + "A" * 42 + "B"),
        ("proof/1/size", "5"),
        ("proof/1/previousProof", "urn:uuid:6f2c8f0e-1111-4222-8333-000000000003#issuer"),
        ("proof/1/cryptosuite", "xcert-merkle-2027"),
    ],
)
def test_v1_refuses_what_does_not_belong(path: str, value: object) -> None:
    with pytest.raises(MalformedError):
        Bundle.parse(change(path, value))


@pytest.mark.parametrize(
    "data",
    [
        GENUINE + b"\n",
        b" " + GENUINE,
        b"\xef\xbb\xbf" + GENUINE,
        GENUINE.replace(b'{"@context"', b'{"@context":[],"@context"', 1),
        GENUINE.replace("欧".encode(), b"\\u6b27"),
        GENUINE.replace(b"https://zhongke", b"https:\\/\\/zhongke"),
        GENUINE.replace(b'"hashed":false', b'"hashed":0'),
        GENUINE.replace(b'"hashed":false', b'"hashed":null'),
        GENUINE.replace(b'"hashed":false', b'"hashed":1e400'),
        GENUINE.replace("欧".encode(), b"\\ud800"),
        GENUINE.replace("欧".encode(), b"\xff"),
        b"[" * 100_000,
        b"[]",
        b'"text"',
        b"{}",
        b"",
        b"x" * (MAXIMUM_FILE + 1),
    ],
    ids=range(17),
)
def test_v1_refuses_another_spelling(data: bytes) -> None:
    with pytest.raises(MalformedError):
        Bundle.parse(data)


def test_a_later_version_of_the_format_is_a_fault_and_no_accusation() -> None:
    later = change("credentialStatus/id", "urn:xcert:v1:eip155:31337:" + "5f" * 20 + ":7:" + "aa" * 32 + ":0:2")
    verdict = read_form(later)
    assert isinstance(verdict, Verdict)
    assert verdict.deciding is not None
    assert (verdict.outcome, verdict.deciding.reason) == (Outcome.COULD_NOT_CHECK, Reason.UNKNOWN_VERSION)


def test_v1_is_named_when_it_fails() -> None:
    verdict = read_form(GENUINE[:-1])
    assert isinstance(verdict, Verdict)
    assert verdict.outcome is Outcome.NOT_VALID
    assert verdict.deciding is not None
    assert verdict.deciding.reason is Reason.MALFORMED
    assert str(verdict.deciding.rule) == "V1"


def test_text_that_is_not_unicode_is_not_written() -> None:
    with pytest.raises(MalformedError):
        write_jcs({"name": "\ud800"})


def test_a_name_does_not_reach_a_log() -> None:
    assert "欧阳" not in repr(genuine()[0])
