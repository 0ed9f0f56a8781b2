import io
import logging
import zlib

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from issuer.paper import Press
from tests.unit.issuer.paper.sheets import sheet
from tests.unit.verifier.reading.pdfs import ONE_FILE, ONE_PAGE, ROOT, SPECIFICATION, pdf, stream, with_file
from verifier.reading import JsonBytes, ReadingError, ReadingFault, read_upload

_CERTIFICATE = '{"name":"阿卜杜热西提·买买提"}'.encode()


@pytest.fixture(scope="module")
def printed() -> bytes:
    return Press().pdf(sheet(certificate_json=_CERTIFICATE))


def _fault(data: bytes) -> ReadingFault:
    with pytest.raises(ReadingError) as refusal:
        read_upload(data)
    return refusal.value.fault


def test_the_attachment_comes_back_byte_for_byte(printed: bytes) -> None:
    assert read_upload(printed) == JsonBytes(_CERTIFICATE)


def test_a_file_saved_again_by_another_program_still_carries_it(printed: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    writer.compress_identical_objects()
    saved = io.BytesIO()
    writer.write(saved)
    assert saved.getvalue() != printed
    assert read_upload(saved.getvalue()) == JsonBytes(_CERTIFICATE)


@pytest.mark.parametrize(
    "data",
    [
        with_file(_CERTIFICATE),
        with_file(zlib.compress(_CERTIFICATE), b"/Filter /FlateDecode"),
        with_file(zlib.compress(_CERTIFICATE), b"/Filter [/FlateDecode]"),
        pdf(ROOT, ONE_PAGE, b"<< /Kids [6 0 R] >>", SPECIFICATION, stream(_CERTIFICATE), ONE_FILE),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION.replace(b"/F (", b"/UF ("), stream(_CERTIFICATE)),
        pdf(ROOT, ONE_PAGE, b"<< /Names [(a) 4 0 R (b) << /F (photo.jpg) >>] >>", SPECIFICATION, stream(_CERTIFICATE)),
    ],
    ids=["plain", "deflated", "filter-list", "name-tree", "unicode-name", "beside-another"],
)
def test_every_ordinary_way_to_attach_is_read(data: bytes) -> None:
    assert read_upload(data) == JsonBytes(_CERTIFICATE)


def test_an_attachment_of_exactly_the_limit_is_read() -> None:
    data = with_file(zlib.compress(b"{" + b" " * 65_535), b"/Filter /FlateDecode")
    assert read_upload(data) == JsonBytes(b"{" + b" " * 65_535)


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"<< /Type /Catalog /Pages 2 0 R >>", ONE_PAGE),
        pdf(ROOT, ONE_PAGE, b"<< >>"),
        pdf(ROOT, ONE_PAGE, b"<< /Names [] >>"),
        pdf(ROOT, ONE_PAGE, b"null"),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION.replace(b"certificate.json", b"other.json"), stream(b"{}")),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION.replace(b"certificate.json", b"x/certificate.json"), stream(b"{}")),
        pdf(ROOT, ONE_PAGE.replace(b"1", b"21"), ONE_FILE, SPECIFICATION, stream(_CERTIFICATE)),
    ],
    ids=["no-names", "no-entries", "empty", "null", "other-name", "path", "too-many-pages"],
)
def test_a_pdf_without_the_attachment_says_so(data: bytes) -> None:
    assert _fault(data) is ReadingFault.NO_CERTIFICATE


def test_two_attachments_of_the_name_are_refused() -> None:
    names = b"<< /Names [(a) 4 0 R (b) 4 0 R] >>"
    assert _fault(pdf(ROOT, ONE_PAGE, names, SPECIFICATION, stream(b"{}"))) is ReadingFault.SEVERAL_CERTIFICATES


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_refused(printed: bytes, algorithm: str, password: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    saved = io.BytesIO()
    writer.write(saved)
    assert PdfReader(io.BytesIO(saved.getvalue())).is_encrypted
    assert _fault(saved.getvalue()) is ReadingFault.PDF_LOCKED


_BOMB = zlib.compress(b" " * 20_000_000, 9)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n" + b" " * 100_000,
        b"%PDF-1.7\n" + b"\0" * 100_000 + b"\n%%EOF\n",
        with_file(_BOMB, b"/Filter /FlateDecode"),
        with_file(b"{" + b" " * 65_536),
        with_file(zlib.compress(_BOMB), b"/Filter [/FlateDecode /FlateDecode]"),
        with_file(b"no deflate", b"/Filter /FlateDecode"),
        with_file(b"x", b"/Filter /JBIG2Decode"),
        with_file(b"x", b"/Filter /Unknown"),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION, b"<< /Length 5 0 R >>\nstream\nabc\nendstream"),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION, b"(no stream)"),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION.replace(b"5 0 R", b"9 0 R"), stream(b"{}")),
        pdf(ROOT, ONE_PAGE, ONE_FILE, b"<< /F (certificate.json) >>"),
        pdf(ROOT, ONE_PAGE, ONE_FILE, b"(certificate.json)"),
        pdf(ROOT, ONE_PAGE, b"<< /Kids [3 0 R] >>"),
        pdf(ROOT, ONE_PAGE, b"<< /Kids [3 0 R 3 0 R 3 0 R 3 0 R] >>"),
        pdf(ROOT, ONE_PAGE, b"<< /Names [" + b"(a) << >> " * 300 + b"] >>"),
        pdf(ROOT, ONE_PAGE, b"<< /Names 7 >>"),
        pdf(ROOT, ONE_PAGE, b"3 0 R"),
        pdf(ROOT, ONE_PAGE, b"[" * 50_000),
        pdf(ROOT, ONE_PAGE, b"<</A" * 50_000),
        pdf(ROOT, ONE_PAGE, b"(" * 50_000),
        pdf(ROOT, ONE_PAGE.replace(b"1", b"-1"), ONE_FILE, SPECIFICATION, stream(b"{}")),
        pdf(ROOT, ONE_PAGE.replace(b"/Count 1", b""), ONE_FILE, SPECIFICATION, stream(b"{}")),
        pdf(b"[]", ONE_PAGE, ONE_FILE, SPECIFICATION, stream(b"{}")),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION, stream(b"{}"), trailer=b"/Encrypt 7"),
        pdf(ROOT, ONE_PAGE, ONE_FILE, SPECIFICATION, stream(b"{}")).replace(b"startxref\n", b"startxref\n9"),
    ],
)
def test_a_broken_or_hostile_pdf_is_unreadable(data: bytes) -> None:
    assert _fault(data) is ReadingFault.FILE_UNREADABLE


def test_a_cut_file_is_unreadable(printed: bytes) -> None:
    assert {_fault(printed[:length]) for length in (20, 1_000, len(printed) // 2, len(printed) - 40)} == {
        ReadingFault.FILE_UNREADABLE
    }


def test_a_hostile_file_writes_nothing_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _fault(pdf(b"<< /Type (attacker's words) >>", ONE_PAGE))
    assert not caplog.records


_CHANGE = st.tuples(st.integers(0, 1_000_000), st.binary(max_size=12), st.integers(0, 40))


@given(changes=st.lists(_CHANGE, min_size=1, max_size=12), near_the_end=st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_is_changed_the_reader_answers_or_refuses(
    printed: bytes, changes: list[tuple[int, bytes, int]], *, near_the_end: bool
) -> None:
    data = bytearray(printed)
    for place, replacement, removed in changes:
        at = place % (4_000 if near_the_end else len(data))
        at = len(data) - at if near_the_end else at
        data[at : at + removed] = replacement
    try:
        found = read_upload(bytes(data))
    except ReadingError as refusal:
        event(refusal.code)
    else:
        assert isinstance(found, JsonBytes)
