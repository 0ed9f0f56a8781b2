"""The lines of an evidence package and the strict reading of any of them (docs/evidence.md, section 3)."""

import json
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from assessment.codec import Codec, Hash, Pseudonym, Time
from assessment.commitment import Binding
from assessment.errors import RecordError
from assessment.header import Header, spelled
from assessment.records import Record, read_record, record_json
from certificate.bundle import Bundle
from certificate.errors import CertificateError, MalformedError
from certificate.jcs import JsonValue, write_jcs

FORMAT: Final = "xcert/evidence/v0"
"""The name and version of the form."""
MAXIMUM_LINE: Final = 4 * 1024 * 1024
"""Bytes of a line: a report over 60,000 candidates fits, and a reader's memory stays bounded."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """An opened record; `data` is its JCS, which the commitment is over."""

    event: int
    leaf: int
    record: Record
    data: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """A leaf that is kept back; `hash` in hexadecimal."""

    event: int
    leaf: int
    hash: Hash


@dataclass(frozen=True, slots=True)
class Erased:
    """Why, when (Unix seconds) and with whose approval a record was erased (R49)."""

    basis: str
    at: Time
    approved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErasedLine:
    """A leaf whose record and salt were erased; `hash` in hexadecimal remains."""

    event: int
    leaf: int
    hash: Hash
    erased: Erased


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate of CERTS_ISSUED and whose it is; `leaf` counts through all roots of the submission."""

    event: int
    leaf: int
    candidate: Pseudonym
    certificate: Bundle


Line: TypeAlias = RecordLine | WithheldLine | ErasedLine | CertificateLine


@dataclass(frozen=True, slots=True)
class _Header(Header):
    lines: int


_HEADER: Final = Codec(_Header, {"format": FORMAT})
_WITHHELD: Final = Codec(WithheldLine)
_ERASED: Final = Codec(ErasedLine)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a certificate's line says beside the certificate."""

    event: int
    leaf: int
    candidate: Pseudonym


_NAMED: Final = Codec(_Named)


def write_header(binding: Binding, lines: int) -> bytes:
    """Write the first line of a package of `lines` more lines."""
    return write_jcs(_HEADER.write(_Header(*spelled(binding), lines))) + b"\n"


def read_header(line: bytes) -> tuple[Binding, int]:
    """Read the first line to what the package belongs to and how many lines follow; raises `RecordError`."""
    header = _HEADER.read(read_line(line))
    return header.binding, header.lines


def read_line(line: bytes) -> dict[str, Any]:
    """Read one line as the one JSON object in canonical spelling that it must be; raises `RecordError`.

    Comparing the spelling refuses names that come twice, fractions and every second way to write the same.
    """
    if len(line) > MAXIMUM_LINE:
        raise RecordError(f"the line is longer than {MAXIMUM_LINE} bytes")
    if not line.endswith(b"\n"):
        raise RecordError("the line is cut off; it has no line feed")
    try:
        value = json.loads(line)
        spelling = write_jcs(value)
    except (ValueError, RecursionError, MalformedError) as error:
        raise RecordError(f"the line is not JSON: {error}") from error
    if not isinstance(value, dict) or spelling != line[:-1]:
        raise RecordError("the line is not one JSON object in canonical spelling (RFC 8785)")
    return value


def entry_of(line: bytes) -> Line:
    """Read a line of a session's package; raises `RecordError`."""
    value = read_line(line)
    if "record" in value:
        return _record_line(value, line)
    if "certificate" in value:
        return _certificate_line(value)
    if "erased" in value:
        return _ERASED.read(value)
    return _WITHHELD.read(value)


def line_of(entry: Line) -> bytes:
    """Write a line of a session's package; raises `RecordError` for what a reader would refuse."""
    members: dict[str, JsonValue]
    match entry:
        case RecordLine():
            members = {"event": entry.event, "leaf": entry.leaf, "record": record_json(entry.record)}
        case CertificateLine():
            members = _NAMED.write(_Named(entry.event, entry.leaf, entry.candidate))
            members["certificate"] = entry.certificate.to_json()
        case ErasedLine():
            members = _ERASED.write(entry)
        case WithheldLine():
            members = _WITHHELD.write(entry)
    return finished(members)


def finished(members: dict[str, JsonValue]) -> bytes:
    """Write any line's members; raises `RecordError` for text that is not Unicode or a line that is too long."""
    try:
        line = write_jcs(members) + b"\n"
    except MalformedError as error:
        raise RecordError(f"the line cannot be written: {error}") from error
    if len(line) > MAXIMUM_LINE:
        raise RecordError(f"the line would be longer than {MAXIMUM_LINE} bytes")
    return line


def require(condition: bool, problem: str) -> None:  # noqa: FBT001 - it is the condition
    """Raise `RecordError` with `problem` unless `condition` holds."""
    if not condition:
        raise RecordError(problem)


def number_in(value: dict[str, Any], name: str) -> int:
    """Return a whole number from 0 on; raises `RecordError`."""
    number = value.get(name)
    if type(number) is not int or number < 0:
        raise RecordError(f"{name} is no whole number from 0 on")
    return number


def _record_line(value: dict[str, Any], line: bytes) -> RecordLine:
    if len(value) != 3:
        raise RecordError("an opened record's line has event, leaf and record")
    event, leaf = number_in(value, "event"), number_in(value, "leaf")
    # The line is canonical, so the record's own canonical bytes stand in it: they need not be written again.
    data = line[line.index(b'"record":') + len(b'"record":') : -2]
    return RecordLine(event, leaf, read_record(value["record"]), data)


def _certificate_line(value: dict[str, Any]) -> CertificateLine:
    document = value.pop("certificate")
    named = _NAMED.read(value)
    try:
        bundle = Bundle.parse(write_jcs(document))
    except CertificateError as error:
        raise RecordError(f"the certificate: {error}") from error
    return CertificateLine(named.event, named.leaf, named.candidate, bundle)
