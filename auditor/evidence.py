"""The folder of evidence: which file is whose, and what of it counts (docs/audit.md, section 3)."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from assessment.commitment import Binding
from assessment.errors import RecordError
from assessment.event import Event
from assessment.package import (
    MAXIMUM_LINE,
    REGISTER_FILE,
    Evidence,
    Register,
    RegisterCommitments,
    open_package,
    open_register,
    write_package,
)
from auditor.errors import EvidenceError

ABSENT: Final = ""
"""The digest of a package that is not there."""
_SUFFIX: Final = ".evidence.jsonl"
_NAME: Final = re.compile(r"0x([0-9a-f]{64})\.evidence\.jsonl")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of evidence packages; raises `EvidenceError` if it is none."""

    path: Path

    def __post_init__(self) -> None:
        """Refuse a path that cannot be listed: a typing error must not look like an organisation that opens nothing."""
        if not self.path.is_dir():
            raise EvidenceError(f"{self.path} is no folder; name the folder with the evidence packages")

    def strangers(self, sessions: frozenset[bytes]) -> tuple[str, ...]:
        """Name the packages that belong to no session of the ledger, or are not called after one."""
        return tuple(name for name in self._packages() if name != REGISTER_FILE and self._owner(name) not in sessions)

    def package(self, session: bytes) -> Path:
        """Return where the package of `session` would be."""
        return self.path / f"0x{session.hex()}{_SUFFIX}"

    def digest(self, session: bytes) -> str:
        """Return the SHA-256 of a session's package, or `ABSENT`."""
        return _digest(self.package(session))

    def register_digest(self) -> str:
        """Return the SHA-256 of the authority's package, or `ABSENT`."""
        return _digest(self.path / REGISTER_FILE)

    def open(self, binding: Binding, events: Sequence[Event]) -> Evidence:
        """Read the package of the session that `binding` names; one that is not there or not its own opens nothing."""
        try:
            with self.package(binding.session).open("rb") as file:
                return open_package(_lines(file), binding, events)
        except FileNotFoundError:
            return open_nothing(binding, events, None)
        except (OSError, RecordError) as error:
            return open_nothing(binding, events, str(error))

    def open_register(self, binding: Binding, held: RegisterCommitments) -> Register:
        """Read the authority's package; one that is not there or not this ledger's opens nothing."""
        try:
            with (self.path / REGISTER_FILE).open("rb") as file:
                return open_register(_lines(file), binding, held)
        except FileNotFoundError:
            return Register(faults=(f"{REGISTER_FILE} is not there",))
        except (OSError, RecordError) as error:
            return Register(faults=(f"{REGISTER_FILE}: {error}",))

    def _packages(self) -> list[str]:
        try:
            return sorted(entry.name for entry in self.path.iterdir() if entry.name.endswith(_SUFFIX))
        except OSError as error:
            raise EvidenceError(f"{self.path} cannot be read ({error.strerror}); check its permissions") from error

    @staticmethod
    def _owner(name: str) -> bytes | None:
        shape = _NAME.fullmatch(name)
        return bytes.fromhex(shape[1]) if shape else None


def open_nothing(binding: Binding, events: Sequence[Event], fault: str | None) -> Evidence:
    """Return what a session has whose package is absent: every event with records is MISSING."""
    empty = open_package(write_package(binding, (), count=0), binding, events)
    return Evidence(empty.opened, {}, {}, fault)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of `file`; one that is too long comes cut off, and the reader refuses it."""
    while line := file.readline(MAXIMUM_LINE + 1):
        yield line


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ABSENT
