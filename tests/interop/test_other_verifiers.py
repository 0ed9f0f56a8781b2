"""Other people's verifiers accept the issuer proof as it is, anchor and all, and refuse what was altered."""

import json
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from certificate.document import Certificate, Holder, Term
from certificate.encoding import to_multikey
from certificate.identity import HashedIdentity, IdentityType
from certificate.profile import Profile
from tests.builders import SeededSigner, bundles_of, certificate
from tests.nodes import NODE_JS

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "vectors" / "schemas" / "ob_v3p0_achievementcredential_schema.json"
KEY = SeededSigner().public_key
KEY_PEM = Ed25519PublicKey.from_public_bytes(KEY).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
NAMES = ["欧阳娜娜", "Mary-Jane O'Neill", "𠅤𪚥 䶮雪", "阿卜杜热西提·买买提", 'Zoë "Q" Müller \\ <b>&amp;']


def variants() -> list[Certificate]:
    """Every name, every optional member, both DID methods."""
    documents = [certificate(index=index, name=name) for index, name in enumerate(NAMES)]
    photograph = HashedIdentity(IdentityType.PHOTOGRAPH, bytes(range(32)))
    passport = HashedIdentity(IdentityType.PASSPORT, bytes(32))
    documents[1] = replace(documents[1], holder=Holder(NAMES[1], passport, photograph))
    documents[2] = replace(documents[2], term=Term(date(2026, 6, 20), date(2090, 6, 20), 480))
    own_key = Profile(f"did:key:{to_multikey(KEY)}", "示例学校", "https://school.example/xcert")
    documents[3] = replace(documents[3], issuer=own_key)
    return documents


FILES = [bundle.to_bytes() for bundle in bundles_of(variants())[0]]
ALTERED = [
    FILES[0].replace("欧阳娜娜".encode(), "欧阳娜".encode()),
    FILES[0].replace("初级".encode(), "高级".encode()),
    FILES[2].replace(b"2090", b"2091"),
    FILES[0].replace(b":0:0", b":0:1", 1),
]


def digital_bazaar(files: list[bytes]) -> list[dict[str, object]]:
    done = subprocess.run(
        [NODE_JS, "verify.mjs", to_multikey(KEY)],
        cwd=HERE,
        input=json.dumps([data.decode() for data in files]).encode(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    answers: list[dict[str, object]] = json.loads(done.stdout)
    return answers


def test_digital_bazaar_vc_verifies_every_variant() -> None:
    assert [answer["verified"] for answer in digital_bazaar(FILES)] == [True] * len(FILES), digital_bazaar(FILES)


def test_digital_bazaar_vc_refuses_what_was_altered() -> None:
    assert [answer["verified"] for answer in digital_bazaar(ALTERED)] == [False] * len(ALTERED)


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_openbadgeslib_verifies_every_variant(data: bytes) -> None:
    credential = OB3LdpVerifier(pubkey_pem=KEY_PEM).verify(data)
    assert credential.issuer.id == json.loads(data)["issuer"]["id"]


@pytest.mark.parametrize("data", ALTERED, ids=range(len(ALTERED)))
def test_openbadgeslib_refuses_what_was_altered(data: bytes) -> None:
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier(pubkey_pem=KEY_PEM).verify(data)


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_the_official_open_badges_schema_accepts_every_variant(data: bytes) -> None:
    jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(data))


def test_the_official_schema_would_notice_a_missing_member() -> None:
    document = json.loads(FILES[0])
    del document["credentialSubject"]["achievement"]["criteria"]
    assert not jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8"))).is_valid(document)
