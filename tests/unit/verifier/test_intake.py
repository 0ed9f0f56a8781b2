"""From what somebody sends to the bytes of a certificate: each refusal has a reason, and none is a verdict."""

import json
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from certificate.qr_payload import encode_link
from tests.scenes import valid
from verifier.errors import InputError
from verifier.input_reason import InputReason
from verifier.intake import MAXIMUM_LINK, certificate_of_json, certificate_of_link, certificate_of_upload
from verifier.reading import ReadingFault

T = TypeVar("T", str, bytes)
DATA = valid().data
LINK = encode_link(DATA, verifier="https://verify.example")
PAYLOAD = LINK.partition("#")[2]


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"  {LINK}\n",
        f"#{PAYLOAD}",
        LINK.replace("$", "%24").replace(":", "%3A"),
        LINK.replace("https://verify.example", "http://127.0.0.1:8080"),
        LINK.replace("https://verify.example", "https://elsewhere.example/some/path"),
    ],
    ids=["whole", "spaces", "fragment", "percent", "loopback", "other site"],
)
def test_a_link_gives_the_exact_certificate(text: str) -> None:
    assert certificate_of_link(text) == DATA


def read(reader: Callable[[T], bytes], sent: T) -> bytes | InputReason:
    try:
        return reader(sent)
    except InputError as refused:
        return refused.reason


def reason_of_link(text: str) -> InputReason:
    with pytest.raises(InputError) as refused:
        certificate_of_link(text)
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", InputReason.MISSING),
        (" \n", InputReason.MISSING),
        ("https://verify.example/", InputReason.NOT_A_LINK),
        ("WIFI:S:guest;;", InputReason.NOT_A_LINK),
        ("https://verify.example/v#", InputReason.LINK_UNREADABLE),
        ("#", InputReason.LINK_UNREADABLE),
        (LINK[:-1], InputReason.LINK_UNREADABLE),
        (LINK[: len(LINK) // 2], InputReason.LINK_UNREADABLE),
        (LINK + "0", InputReason.LINK_UNREADABLE),
        (LINK.replace("/v#1/", "/v#2/"), InputReason.LINK_UNREADABLE),
        ("javascript:alert(1)/v#1/" + PAYLOAD[2:], InputReason.LINK_UNREADABLE),
        (LINK + "?x=" + "A" * MAXIMUM_LINK, InputReason.TOO_LARGE),
    ],
)
def test_another_text_is_refused_with_its_reason(text: str, reason: InputReason) -> None:
    assert reason_of_link(text) is reason


@given(place=st.integers(0, len(PAYLOAD) - 3), digit=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"))
def test_a_misread_digit_is_unreadable_and_never_another_certificate(place: int, digit: str) -> None:
    changed = PAYLOAD[: 2 + place] + digit + PAYLOAD[3 + place :]
    # Bits that fill up the last byte of DEFLATE mean nothing; equality is of the file, never of the text.
    assert read(certificate_of_link, f"#{changed}") in {DATA, InputReason.LINK_UNREADABLE}


@given(text=st.text(max_size=300))
@example("#1/" + "\ud800")
@example("%")
@example("https://verify.example/v#1/%00%ff")
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    reason_of_link(text)


def reason_of_json(body: bytes) -> InputReason:
    with pytest.raises(InputError) as refused:
        certificate_of_json(body)
    return refused.value.reason


def test_a_json_body_is_a_certificate_or_names_a_link() -> None:
    assert certificate_of_json(DATA) == DATA
    assert certificate_of_json(json.dumps({"link": LINK}).encode()) == DATA
    assert certificate_of_json(b' { "link" : ' + json.dumps(LINK).encode() + b"}\n") == DATA


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", InputReason.MISSING),
        (b" \r\n", InputReason.MISSING),
        (b"null", InputReason.UNKNOWN_FILE_TYPE),
        (b'"text"', InputReason.UNKNOWN_FILE_TYPE),
        (b"[]", InputReason.UNKNOWN_FILE_TYPE),
        (b"\xff\xfe{", InputReason.UNKNOWN_FILE_TYPE),
        (b'{"link":', InputReason.NOT_A_LINK),
        (b'{"link":1}', InputReason.NOT_A_LINK),
        (b'{"link":null}', InputReason.NOT_A_LINK),
        (b'{"link":["' + LINK.encode() + b'"]}', InputReason.NOT_A_LINK),
        (b'{"link":"x","other":1}', InputReason.NOT_A_LINK),
        (b'{"link":"\\ud800"}', InputReason.NOT_A_LINK),
        (b'{"link":' + b"[" * 16_000, InputReason.NOT_A_LINK),
        (b'{"link":"' + b"A" * 20_000 + b'"}', InputReason.TOO_LARGE),
        (b'{"link":""}', InputReason.MISSING),
    ],
)
def test_another_body_is_refused_with_its_reason(body: bytes, reason: InputReason) -> None:
    assert reason_of_json(body) is reason


@given(body=st.binary(max_size=200))
def test_no_body_makes_the_reader_fail_otherwise(body: bytes) -> None:
    assert isinstance(read(certificate_of_json, body), bytes | InputReason)


def test_json_that_is_no_certificate_is_left_to_the_first_rule() -> None:
    assert certificate_of_json(b'{"name":"x"}') == b'{"name":"x"}'


@pytest.mark.parametrize("fault", list(ReadingFault), ids=lambda fault: fault.value)
def test_every_fault_of_reading_a_file_has_a_public_reason(fault: ReadingFault) -> None:
    assert InputReason(fault.value) in InputReason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", InputReason.MISSING),
        (b"MZ\x90\x00", InputReason.UNKNOWN_FILE_TYPE),
        (b"<html>", InputReason.UNKNOWN_FILE_TYPE),
        (b"%PDF-1.7\nnothing", InputReason.FILE_UNREADABLE),
        (b"\x89PNG\r\n\x1a\nnothing", InputReason.FILE_UNREADABLE),
    ],
)
def test_a_file_without_a_certificate_is_refused_with_its_reason(data: bytes, reason: InputReason) -> None:
    with pytest.raises(InputError) as refused:
        certificate_of_upload(data)
    assert refused.value.reason is reason
