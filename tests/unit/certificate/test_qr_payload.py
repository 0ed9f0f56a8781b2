"""The QR text carries the exact file, and anything else is unreadable rather than forged."""

import contextlib
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.base41 import ALPHABET, from_base41, to_base41
from certificate.bundle import Bundle
from certificate.dictionary import D1
from certificate.errors import MalformedError, UnreadableError
from certificate.qr_payload import decode_link, decode_payload, encode_link, encode_payload
from certificate.qr_tokens import join, split
from tests.builders import genuine
from tests.unit.certificate.strategies import bundles

VERIFIER = "https://verify.example"
FILE = genuine(size=1_024, index=1_023)[0].to_bytes()
PAYLOAD = encode_payload(FILE)


@given(bundles())
def test_the_file_comes_back_identical(bundle: Bundle) -> None:
    data = bundle.to_bytes()
    assert decode_link(encode_link(data, verifier=VERIFIER)) == data


@given(st.binary(max_size=65))
def test_base41_comes_back_and_has_one_spelling(data: bytes) -> None:
    text = to_base41(data)
    assert from_base41(text) == data
    assert set(text) <= set(ALPHABET)


@given(st.text(ALPHABET, max_size=9))
def test_whatever_base41_reads_it_writes_alike(text: str) -> None:
    try:
        data = from_base41(text)
    except UnreadableError:
        return
    assert to_base41(data) == text


def test_base41_worked_by_hand() -> None:
    # 0xABCD = 43981 = 29 + 6*41 + 26*1681; 0xFF = 255 = 9 + 6*41
    assert to_base41(b"\xab\xcd\xff") == "T6Q" + "96"


@pytest.mark.parametrize("text", ["0", "0000", ":::", "::", "a00", "00 ", "0é0"])
def test_base41_refuses_other_digits(text: str) -> None:
    with pytest.raises(UnreadableError):
        from_base41(text)


def test_the_last_character_is_one_no_link_detector_cuts_off() -> None:
    for size in range(1, 60):
        link = encode_link(genuine(size=size, index=size - 1)[0].to_bytes(), verifier=VERIFIER)
        assert link[-1] in "0123456"


@given(bundles())
def test_random_looking_values_travel_as_bytes(bundle: Bundle) -> None:
    data = bundle.to_bytes()
    text, binary = split(data)
    assert join(text, binary) == data
    assert bundle.issuer_proof.signature in binary
    assert len(text) + len(binary) < len(data)


@given(st.data())
def test_a_damaged_payload_is_unreadable(data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(PAYLOAD) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != PAYLOAD[position]))
    damaged = PAYLOAD[:position] + bytes([byte]) + PAYLOAD[position + 1 :]
    with contextlib.suppress(UnreadableError):
        assert decode_payload(damaged) == FILE  # a bit that DEFLATE does not use


@pytest.mark.parametrize("cut", [0, 1, 2, 9, 10, 100, len(PAYLOAD) - 2])
def test_a_cut_off_payload_is_unreadable(cut: int) -> None:
    with pytest.raises(UnreadableError):
        decode_payload(PAYLOAD[:cut])


def payload(text: bytes, *, binary: bytes = b"", version: int = 0, dictionary: int = 0, tail: bytes = b"") -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, D1)
    packed = compressor.compress(text) + compressor.flush()
    body = bytes([version]) + dictionary.to_bytes(2, "big") + bytes(4) + len(binary).to_bytes(2, "big") + binary
    whole = body + packed + tail
    return whole + (b"\x00" if len(whole) % 2 == 0 else b"")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (payload(b"{}"), "damaged"),  # checksum
        (payload(b"{}", version=1), "later version"),
        (payload(b"{}", dictionary=1), "later version"),
        (payload(b"{}", tail=b"xyz"), "damaged"),
        (payload(b"{}", binary=b"unused"), "nothing uses"),
        (payload(b"\x01"), "lacks a value"),
        (payload(b"\x06"), "lacks a value"),
        (payload(b"\x06", binary=b"\xff"), "lacks a value"),
        (payload(b"\x10"), "not there"),
        (payload(b"\x0f"), "not there"),
        (payload(b"x" * 40_000), "damaged"),  # more than a file may have
        (payload(bytes([0x20]) * 3_000_000), "damaged"),  # a bomb
        (bytes(4_097), "cut off"),
    ],
    ids=range(13),
)
def test_what_is_not_a_payload_is_unreadable(made: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        decode_payload(made)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://verify.example/",
        "https://verify.example/v#2/" + to_base41(PAYLOAD),
        "https://verify.example/v#1/",
        "https://verify.example/v#1/" + to_base41(PAYLOAD)[:-1],
        "https://verify.example/v#1/" + to_base41(PAYLOAD).lower(),
        "javascript:alert(1)/v#1/" + to_base41(PAYLOAD),
        "https://verify.example/v#1/" + "0" * 20_000,
        to_base41(PAYLOAD),
    ],
    ids=range(9),
)
def test_what_is_not_a_link_is_unreadable(link: str) -> None:
    with pytest.raises(UnreadableError):
        decode_link(link)


def test_the_host_in_a_link_chooses_nothing() -> None:
    """A look-alike host carries the same certificate: what it says is decided by the reader's own trust."""
    link = encode_link(FILE, verifier="https://evil.example/path").replace("https", "http")
    assert decode_link(f" {link}\n") == FILE


@pytest.mark.parametrize(
    "verifier", ["", "verify.example", "https://a.example/", "https://a.example/?q", "https://ü.example"]
)
def test_an_address_that_would_not_scan_is_refused(verifier: str) -> None:
    with pytest.raises(MalformedError):
        encode_link(FILE, verifier=verifier)


def test_d1_never_changes_under_its_number() -> None:
    """Every QR code on paper depends on these bytes. While the format is version 0 a release may still change them."""
    assert hashlib.sha256(D1).hexdigest() == "b7fbc4584126ce74d836874557b415adacc7752994ac0691d535fb2aa3a92751"


def test_a_payload_of_a_full_batch_fits_version_22() -> None:
    assert len(PAYLOAD) <= 850
