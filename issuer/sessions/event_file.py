"""Signed-event files: one event on its way between machines (docs/sessions.md, section 4)."""

from dataclasses import dataclass, field, replace
from typing import Final

from assessment.codec import Account, Codec, SessionText
from assessment.codes import EventCode
from assessment.commitment import Binding, tree_head
from assessment.errors import AssessmentError, RecordError
from assessment.event import NO_COMMITMENT
from assessment.records import Record, read_record, record_json
from certificate.errors import MalformedError
from certificate.jcs import JsonValue, read_json, write_jcs
from chain.accounts import MessageSigner
from chain.errors import SignatureError
from chain.session_message import MessageDomain, SessionMessage
from issuer.sessions.errors import EventFileError

FORMAT: Final = "xcert/session-event/v0"
"""The name and version of the form."""
MAXIMUM_FILE: Final = 16_777_216
"""Bytes: the marks of the largest roster are a few million."""
_SIGNATURE = 128


@dataclass(frozen=True, slots=True)
class _Header:
    """What is neither figures, records nor signatures; `commitment` stands for records that stayed at home."""

    chain: int
    ledger: Account
    session: SessionText
    code: int
    nonce: int
    claimed_at: int


_HEADER: Final = Codec(_Header, {"format": FORMAT})
_REST: Final = ("figures", "records", "commitment", "first", "second")


@dataclass(frozen=True, slots=True)
class EventFile:
    """An event with the signatures it has so far (64 bytes each).

    `records` are None where the commitment stands alone: the records stayed in the workspace that prepared the event.
    """

    domain: MessageDomain
    message: SessionMessage
    records: tuple[Record, ...] | None = field(repr=False)
    first: bytes | None = None
    second: bytes | None = None

    @property
    def binding(self) -> Binding:
        """What the digests of its records are bound to."""
        return Binding(self.domain.chain, self.domain.ledger, self.message.session)

    def signers(self) -> tuple[bytes | None, bytes | None]:
        """Return the accounts that signed; raises `EventFileError` for a signature that nobody can have made."""
        return self._signer(self.first), self._signer(self.second)

    def signed_by(self, signer: MessageSigner, *, second: bool) -> "EventFile":
        """Return the file with one more signature."""
        signature = signer.sign_digest(self.domain.digest(self.message))
        return replace(self, second=signature) if second else replace(self, first=signature)

    def _signer(self, signature: bytes | None) -> bytes | None:
        try:
            return None if signature is None else self.domain.signer(self.message, signature)
        except SignatureError as error:
            raise EventFileError(f"{self.message.code.name}: {error}") from error


def write_event_file(file: EventFile) -> bytes:
    """Write `file` as JCS; raises `EventFileError`."""
    message, domain = file.message, file.domain
    header = _Header(
        domain.chain,
        f"0x{domain.ledger.hex()}",
        f"0x{message.session.hex()}",
        message.code.value,
        message.nonce,
        message.claimed_at,
    )
    members: dict[str, JsonValue] = {"figures": dict(message.figures)}
    if file.records is None:
        members["commitment"] = message.commitment.hex()
    else:
        members["records"] = [record_json(record) for record in file.records]
    for name, signature in (("first", file.first), ("second", file.second)):
        if signature is not None:
            members[name] = signature.hex()
    try:
        return write_jcs(_HEADER.write(header) | members)
    except (RecordError, MalformedError) as error:
        raise EventFileError(f"{message.code.name} cannot be written: {error}") from error


def parse_event_file(data: bytes) -> EventFile:
    """Read a signed-event file; the commitment is computed from its records, never believed.

    Raises `EventFileError` for anything that `write_event_file` would not write.
    """
    try:
        value = read_json(data, limit=MAXIMUM_FILE)
        if not isinstance(value, dict) or "figures" not in value or ("records" in value) is ("commitment" in value):
            raise EventFileError("this is no signed-event file; compare it with docs/sessions.md, section 4")
        header = _HEADER.read({name: member for name, member in value.items() if name not in _REST})
        file = _assemble(header, value)
        written = write_event_file(file)
    except (AssessmentError, MalformedError, ValueError, TypeError, AttributeError) as error:
        raise EventFileError(f"the signed-event file is damaged: {error}") from error
    if written != data:
        raise EventFileError("the signed-event file is not in its canonical spelling (RFC 8785); fetch it again")
    return file


def _assemble(header: _Header, value: dict[str, JsonValue]) -> EventFile:
    ledger, session = bytes.fromhex(header.ledger[2:]), bytes.fromhex(header.session[2:])
    code, listed, figures = EventCode(header.code), value.get("records"), value["figures"]
    if not isinstance(figures, dict) or not all(type(figure) is int for figure in figures.values()):
        raise EventFileError("the figures of a signed-event file are whole numbers by name")
    records = None
    if isinstance(listed, list):
        records = tuple(read_record(record) for record in listed)
        leaves = Binding(header.chain, ledger, session).leaves(code, records)
        commitment = tree_head(leaves) if leaves else NO_COMMITMENT
    else:
        commitment = _bytes(value.get("commitment"), 64)
    message = SessionMessage(session, code, header.nonce, header.claimed_at, commitment, figures)
    return EventFile(
        MessageDomain(header.chain, ledger),
        message,
        records,
        _bytes(value["first"], _SIGNATURE) if "first" in value else None,
        _bytes(value["second"], _SIGNATURE) if "second" in value else None,
    )


def _bytes(value: object, digits: int) -> bytes:
    if not isinstance(value, str) or len(value) != digits:
        raise EventFileError(f"expected {digits} hexadecimal digits")
    return bytes.fromhex(value)
