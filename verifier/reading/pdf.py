"""The signed file inside a certificate's PDF.

Only the attachment counts: what a page shows can be drawn by anyone, so it is never rendered or read. Of the
file, only the way to its attachments is walked, with limits on every step (ISO 32000-2, 7.7.4 and 7.11.4).
"""

import io
import logging
import zlib
from collections.abc import Iterator

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, PdfObject, StreamObject

from verifier.reading.errors import ReadingError, ReadingFault

ATTACHMENT = "certificate.json"
"""Name of the attachment that is looked for."""
MAXIMUM_ATTACHMENT = 65_536
"""Bytes of the attachment after decompression."""
MAXIMUM_PAGES = 20
"""Pages that a PDF may claim to have."""

_MAXIMUM_NODES = 256
_MAXIMUM_DEPTH = 8
_MAXIMUM_INTERNAL_STREAM = 8_000_000
_MAXIMUM_OBJECTS = 100_000

# A hostile file makes the library trip over itself in many ways. All of them mean: this is no PDF that we read.
_TRIPPED = (
    PyPdfError, DependencyError, DeprecationError, zlib.error,
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip

# The library logs what it finds odd, with words out of the file; strangers must not write our log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def certificate_in(data: bytes) -> bytes:
    """Return the bytes of the one attachment `certificate.json` of the PDF `data`; raises `ReadingError`."""
    with apply_configuration(
        maximum_declared_stream_length=len(data),
        array_based_stream_maximum_output_length=_MAXIMUM_INTERNAL_STREAM,
        zlib_maximum_output_length=_MAXIMUM_INTERNAL_STREAM,
        zlib_maximum_recovery_input_length=0,
        lzw_maximum_output_length=MAXIMUM_ATTACHMENT,
        run_length_maximum_output_length=MAXIMUM_ATTACHMENT,
        brotli_maximum_output_length=MAXIMUM_ATTACHMENT,
        stream_filters_maximum_length=1,
        jbig2dec_binary=None,
    ):
        try:
            return _contents(_only_attachment(_open(data)))
        except _TRIPPED as error:
            raise ReadingError(ReadingFault.FILE_UNREADABLE) from error


def _open(data: bytes) -> DictionaryObject:
    reader = PdfReader(io.BytesIO(data), strict=True, xref_stream_maximum_entries=_MAXIMUM_OBJECTS)
    if reader.is_encrypted:
        raise ReadingError(ReadingFault.PDF_LOCKED)
    root = reader.root_object
    pages = _dictionary(root.get("/Pages")).get("/Count")
    if not isinstance(pages, int) or pages < 1:
        raise ReadingError(ReadingFault.FILE_UNREADABLE)
    if pages > MAXIMUM_PAGES:
        raise ReadingError(ReadingFault.NO_CERTIFICATE)
    return root


def _only_attachment(root: DictionaryObject) -> DictionaryObject:
    tree = _dictionary(_dictionary(root.get("/Names")).get("/EmbeddedFiles"))
    found = [entry for entry in _specifications(tree) if ATTACHMENT in (entry.get("/UF"), entry.get("/F"))]
    if not found:
        raise ReadingError(ReadingFault.NO_CERTIFICATE)
    # Two files of one name would let different readers see different certificates.
    if len(found) > 1:
        raise ReadingError(ReadingFault.SEVERAL_CERTIFICATES)
    return found[0]


def _specifications(tree: DictionaryObject) -> Iterator[DictionaryObject]:
    waiting = [(tree, 0)]
    seen = 0
    while waiting:
        node, depth = waiting.pop()
        children = list(_array(node.get("/Kids")))
        files = list(_array(node.get("/Names")))[1::2]
        seen += 1 + len(children) + len(files)
        if seen > _MAXIMUM_NODES or depth > _MAXIMUM_DEPTH:
            raise ReadingError(ReadingFault.FILE_UNREADABLE)
        waiting.extend((_dictionary(child), depth + 1) for child in children)
        yield from (_dictionary(file) for file in files)


def _contents(specification: DictionaryObject) -> bytes:
    embedded = _dictionary(specification.get("/EF"))
    stream = _resolved(embedded.get("/F", embedded.get("/UF")))
    if not isinstance(stream, StreamObject):
        raise ReadingError(ReadingFault.FILE_UNREADABLE)
    try:
        # One byte more than allowed, so that the limit itself still passes.
        with apply_configuration(zlib_maximum_output_length=MAXIMUM_ATTACHMENT + 1):
            contents = stream.get_data()
    except LimitReachedError as error:
        raise ReadingError(ReadingFault.FILE_UNREADABLE) from error
    if len(contents) > MAXIMUM_ATTACHMENT:
        raise ReadingError(ReadingFault.FILE_UNREADABLE)
    return contents


def _resolved(value: PdfObject | None) -> PdfObject | None:
    return None if value is None else value.get_object()


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    """Return the dictionary behind `value`, an empty one if there is none; raises `ReadingError` for anything else."""
    resolved = _resolved(value)
    if resolved is None or isinstance(resolved, NullObject):
        return DictionaryObject()
    if isinstance(resolved, DictionaryObject):
        return resolved
    raise ReadingError(ReadingFault.FILE_UNREADABLE)


def _array(value: PdfObject | None) -> ArrayObject:
    resolved = _resolved(value)
    if resolved is None or isinstance(resolved, NullObject):
        return ArrayObject()
    if isinstance(resolved, ArrayObject):
        return resolved
    raise ReadingError(ReadingFault.FILE_UNREADABLE)
