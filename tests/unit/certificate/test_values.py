"""Addresses, texts, encodings, identities, profiles and possession: one spelling each, refused otherwise."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.address import Address, parse_address
from certificate.encoding import (
    decimal,
    from_base64url,
    from_hex,
    from_multikey,
    from_signature_text,
    to_base64url,
    to_multikey,
    to_signature_text,
)
from certificate.errors import CertificateError, MalformedError, ProofError, UnknownVersionError
from certificate.identity import HashedIdentity, IdentityType, hash_identity, parse_identity, verify_identity
from certificate.jcs import read_json
from certificate.possession import prove_possession, verify_possession
from certificate.profile import Profile
from certificate.text import require_text
from tests.builders import PROFILE, SeededSigner

addresses = st.builds(
    Address,
    st.integers(1, 2**63 - 1),
    st.binary(min_size=20, max_size=20),
    st.integers(1, 2**32 - 1),
    st.binary(min_size=32, max_size=32),
    st.integers(0, 2**30 - 1),
    st.integers(0, 1_023),
)


@given(addresses)
def test_addresses_come_back(address: Address) -> None:
    assert parse_address(str(address)) == address


@given(addresses)
def test_status_entries_never_collide_inside_a_session(address: Address) -> None:
    other = replace(address, index=(address.index + 1) % 1_024)
    assert (address.status_list, address.status_index) != (other.status_list, other.status_index)
    assert address.status_index < 131_072
    assert address.status_list * 131_072 + address.status_index == address.batch * 1_024 + address.index


GOOD = f"urn:xcert:v0:eip155:1:{'5f' * 20}:7:{'aa' * 32}:0:2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "urn:xcert:v0:eip155:1",
        GOOD.replace("eip155", "bip122"),
        GOOD.replace(":1:", ":0:"),
        GOOD.replace(":1:", f":{2**63}:"),
        GOOD.replace(":7:", ":4294967296:"),
        GOOD.replace(":7:", ":07:"),
        GOOD.replace(":7:", ":\u0667:"),
        GOOD.replace(":0:2", f":{2**30}:2"),
        GOOD.replace("aa" * 32, "aa" * 31),
        GOOD + ":",
        GOOD + "\n",
        GOOD.upper(),
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_address(text)


def test_a_later_address_is_known_to_be_later() -> None:
    with pytest.raises(UnknownVersionError):
        parse_address(GOOD.replace("v0", "v1"))


@pytest.mark.parametrize(
    "change", [{"registry": b""}, {"session": bytes(31)}, {"index": 1_024}, {"batch": -1}, {"chain": 0}]
)
def test_an_address_out_of_range_is_never_made(change: dict[str, int]) -> None:
    with pytest.raises(MalformedError):
        replace(parse_address(GOOD), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["张三", "O'Neill", "阿卜杜热西提·买买提", "𠅤", "a" * 200, "Zoë"])
def test_real_names_are_accepted(text: str) -> None:
    require_text(text, what="name")


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "a" * 201, "a\tb", "a\nb", "a\u200bb", "a\u202eb", "a\u2066b", "\ufeffa", "a\u2028b", "a\x7fb",
     "a\ud800b", "a\ufffeb", "a\U0001ffffb", "e\u0301", "a\U000e0041b", "\u00ada"],
    ids=range(18),
)  # fmt: skip
def test_invisible_or_ambiguous_names_are_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        require_text(text, what="name")


@given(st.binary(max_size=330))
def test_base64url_comes_back(data: bytes) -> None:
    assert from_base64url(to_base64url(data)) == data


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_keys_and_signatures_come_back(key: bytes, signature: bytes) -> None:
    assert from_multikey(to_multikey(key)) == key
    assert to_multikey(key).startswith("z6Mk")
    assert from_signature_text(to_signature_text(signature)) == signature


@pytest.mark.parametrize("text", ["", "u=", "uQQ==", "uQR", "uQ!Q", "uQ", "QQ", "u\u0141\u0141", "uA A"])
def test_other_base64_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        from_base64url(text)


KEY_TEXT = to_multikey(SeededSigner().public_key)


@pytest.mark.parametrize(
    "text",
    ["", "z", KEY_TEXT[1:], KEY_TEXT + " ", KEY_TEXT + "\n", "z0OIl", KEY_TEXT[:-1], "z" + "1" * 91, KEY_TEXT.lower()],
)
def test_other_keys_and_signatures_are_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        from_multikey(text)
    with pytest.raises(MalformedError):
        from_signature_text(text)


@pytest.mark.parametrize("text", ["0A", "0", "0 0", " 00", "zz", "0\n0", ""])
def test_other_hexadecimal_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        from_hex(text, size=1)


@pytest.mark.parametrize("text", ["", "01", "-1", "+1", "1.0", "1e1", "11", "\u0661", " 1"])
def test_other_integers_are_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        decimal(text, maximum=10)


@pytest.mark.parametrize("data", [b'{"a":NaN}', b'{"a":"x","a":"x"}', b'{"a":-Infinity}', b"\xff", b'{"a":1.5}'])
def test_json_that_python_would_accept_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read_json(data, limit=100)


SALT = "0123456789abcdef0123456789abcdef"
NUMBER = b"990101199001010019"


def test_an_identity_opens_with_its_number_and_salt() -> None:
    identity = hash_identity(IdentityType.NATIONAL_IDENTITY_NUMBER, NUMBER, salt=SALT)
    assert identity.digest == hashlib.sha256(NUMBER + SALT.encode()).digest()
    verify_identity(identity, NUMBER, salt=SALT)
    assert parse_identity("nationalIdentityNumber", identity.text) == identity


@pytest.mark.parametrize(("value", "salt"), [(b"990101199001010027", SALT), (NUMBER, SALT[::-1])])
def test_an_identity_does_not_open_with_anything_else(value: bytes, salt: str) -> None:
    identity = hash_identity(IdentityType.NATIONAL_IDENTITY_NUMBER, NUMBER, salt=SALT)
    with pytest.raises(ProofError):
        verify_identity(identity, value, salt=salt)


@pytest.mark.parametrize("salt", ["", "0" * 31, "0" * 33, "G" * 32, "A" * 32])
def test_a_short_or_odd_salt_is_refused(salt: str) -> None:
    with pytest.raises(MalformedError):
        hash_identity(IdentityType.PASSPORT, b"E1", salt=salt)


def test_an_identity_of_unknown_type_is_refused() -> None:
    with pytest.raises(MalformedError):
        parse_identity("emailAddress", HashedIdentity(IdentityType.PASSPORT, bytes(32)).text)


def test_a_did_key_issuer_signs_only_with_that_key() -> None:
    issuer = Profile("did:key:" + KEY_TEXT, "school", "https://a.example")
    assert issuer.verification_method(SeededSigner().public_key) == f"did:key:{KEY_TEXT}#{KEY_TEXT}"
    with pytest.raises(MalformedError):
        issuer.verification_method(SeededSigner(2).public_key)


@pytest.mark.parametrize("member", ["did", "name", "url"])
def test_a_profile_commits_to_each_member(member: str) -> None:
    other = {"did": "did:web:b.example", "name": "b", "url": "https://b.example"}[member]
    assert replace(PROFILE, **{member: other}).commitment() != PROFILE.commitment()


@pytest.mark.parametrize(
    "did", ["did:web:A.example", "did:web:a.example/x", "did:web:", "did:key:z6Mk", "https://a.example"]
)
def test_other_dids_are_refused(did: str) -> None:
    with pytest.raises(CertificateError):
        replace(PROFILE, did=did)


@pytest.mark.parametrize("change", ["chain", "registry", "organisation", "key"])
def test_possession_holds_for_one_registration_only(change: str) -> None:
    signer = SeededSigner()
    place = {"chain": 1, "registry": bytes(20), "organisation": 7}
    proof = prove_possession(signer, **place)  # type: ignore[arg-type]
    verify_possession(proof, **place, key=signer.public_key)
    other = {"chain": 2, "registry": bytes(19) + b"\1", "organisation": 8, "key": SeededSigner(2).public_key}
    with pytest.raises(ProofError):
        verify_possession(proof, **({"key": signer.public_key} | place | {change: other[change]}))
