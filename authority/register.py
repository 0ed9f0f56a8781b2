"""The authority's register: the records behind what it commits to, each under its commitment (docs/evidence.md).

One JSON object a line, only ever appended to, in a file of mode 0600. A record is on the disk before its commitment is
sent: a commitment that nobody can open would be worth nothing. Which person or site a record belongs to is read from
the chain, so a stop between the two loses nothing.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.commitment import REGISTER, Binding
from assessment.errors import RecordError
from assessment.parameters import Parameters, read_parameters, write_parameters
from assessment.records import Record, read_record, record_json
from authority.errors import RegisterError
from certificate.errors import CertificateError
from certificate.jcs import JsonValue, write_jcs

_FORMAT: Final = "xcert/register/v0"


@dataclass(frozen=True, slots=True)
class Scene:
    """What every digest binds: EIP-155 chain id and ledger (20 bytes)."""

    chain: int
    ledger: bytes

    def commitment(self, record: Record, code: int, session: bytes = REGISTER) -> bytes:
        """Return the commitment to one record: the tree head over its leaf (docs/evidence.md, section 2)."""
        return Binding(self.chain, self.ledger, session).commitment(code, [record])


def fresh_salt() -> str:
    """Return 128 random bits as a record spells them."""
    return secrets.token_hex(16)


class Register:
    """The register in the file `path`, made if it does not exist, for one ledger.

    Raises `RegisterError` for a file that is damaged, open to others, or of another ledger.
    """

    def __init__(self, path: Path, scene: Scene) -> None:
        self._path = path
        self.scene = scene
        self._records: dict[bytes, Record] = {}
        self._parameters: dict[bytes, Parameters] = {}
        if not path.exists():
            self._append({"format": _FORMAT, "chain": scene.chain, "ledger": f"0x{scene.ledger.hex()}"})
            return
        if path.stat().st_mode & 0o077:
            raise RegisterError(f"{path} is open to others; it holds personal data: chmod 600 {path}")
        self._load()

    def keep(self, record: Record, code: int, session: bytes = REGISTER) -> bytes:
        """Keep a record and return its commitment; raises `RegisterError`."""
        commitment = self.scene.commitment(record, code, session)
        self._append({"commitment": commitment.hex(), "record": record_json(record)})
        self._records[commitment] = record
        return commitment

    def keep_parameters(self, parameters: Parameters) -> bytes:
        """Keep the parameters of assessments and return their hash."""
        if parameters.hash not in self._parameters:
            self._append({"parameters": json.loads(write_parameters(parameters))})
            self._parameters[parameters.hash] = parameters
        return parameters.hash

    def record(self, commitment: bytes) -> Record | None:
        """Return the record behind a commitment, if it is here."""
        return self._records.get(commitment)

    def parameters(self, document: bytes) -> Parameters | None:
        """Return the parameters with this hash, if they are here."""
        return self._parameters.get(document)

    def _load(self) -> None:
        try:
            whole, _, torn = self._path.read_bytes().rpartition(b"\n")
            if torn:
                # Cut off by a crash, before anything was sent.
                os.truncate(self._path, len(whole) + 1 if whole else 0)
            head, *entries = (json.loads(line) for line in whole.split(b"\n"))
            wanted = {"format": _FORMAT, "chain": self.scene.chain, "ledger": f"0x{self.scene.ledger.hex()}"}
            if head != wanted:
                raise RegisterError(f"{self._path} belongs to another ledger; name another file")
            for entry in entries:
                self._take(entry)
        except (OSError, ValueError, KeyError, TypeError, RecordError, CertificateError) as error:
            raise RegisterError(f"{self._path} cannot be read as a register; restore it from a copy") from error

    def _take(self, entry: Mapping[str, JsonValue]) -> None:
        match entry:
            case {"commitment": str(commitment), "record": record}:
                self._records[bytes.fromhex(commitment)] = read_record(record)
            case {"parameters": document}:
                parameters = read_parameters(document)
                self._parameters[parameters.hash] = parameters
            case _:
                raise RegisterError(f"{self._path} has a line that this version does not know; update the software")

    def _append(self, entry: Mapping[str, JsonValue]) -> None:
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(write_jcs(dict(entry)) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise RegisterError(f"{self._path} cannot be written ({error.strerror}); nothing was sent") from error
