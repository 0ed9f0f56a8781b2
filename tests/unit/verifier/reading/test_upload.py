import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from verifier.errors import VerifierError
from verifier.input_reason import InputReason
from verifier.reading import JsonBytes, ReadingError, ReadingFault, read_upload


@pytest.mark.parametrize(
    "data", [b'{"id":"urn:uuid:1"}', b"{", b"{" + b" " * 100_000, b' \r\n\t{"a":1}\n', b'\xef\xbb\xbf{"a":1}']
)
def test_json_is_handed_on_untouched(data: bytes) -> None:
    assert read_upload(data) == JsonBytes(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", ReadingFault.MISSING),
        (b"{" + b" " * (12 * 1024 * 1024), ReadingFault.TOO_LARGE),
        (b"%PDF-" + b" " * (12 * 1024 * 1024), ReadingFault.TOO_LARGE),
        (b" ", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"[]", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"null", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"https://verify.example/v#1/ABC", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"<html>{</html>", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"PK\x03\x04certificate.json", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"GIF89a", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"RIFF\0\0\0\0WEBPVP8 ", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"II*\0", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"%!PS-Adobe-3.0 EPSF-3.0", ReadingFault.UNKNOWN_FILE_TYPE),
        (b"\n%PDF-1.7", ReadingFault.UNKNOWN_FILE_TYPE),
        ('{"a":1}'.encode("utf-16"), ReadingFault.UNKNOWN_FILE_TYPE),
    ],
)
def test_anything_else_is_refused_with_its_reason(data: bytes, fault: ReadingFault) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_upload(data)
    assert refusal.value.fault is fault
    assert refusal.value.code == fault.value
    assert isinstance(refusal.value, VerifierError)


@pytest.mark.parametrize("fault", ReadingFault)
def test_every_fault_has_a_sentence_and_a_reason_that_pages_know(fault: ReadingFault) -> None:
    assert "; " in str(ReadingError(fault))
    assert InputReason(fault.value).value.startswith("input-")


@given(st.sampled_from([b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"]), st.binary(max_size=2_000))
def test_no_bytes_at_all_make_it_crash(head: bytes, rest: bytes) -> None:
    data = head + rest
    try:
        found = read_upload(data)
    except ReadingError as refusal:
        event(refusal.code)
    else:
        assert found == JsonBytes(data)
