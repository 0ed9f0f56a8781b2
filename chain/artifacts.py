"""The compiled contracts that ship with the package, and whether the code at an address is theirs."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from chain.abi import Interface
from chain.errors import ArtifactError


@dataclass(frozen=True, slots=True)
class Artifact:
    """A compiled contract.

    Arguments:
        name: the contract's name.
        interface: its ABI.
        creation: the code that creates it, which its constructor's arguments follow.
        runtime: the code that stands at its address, with zeros where immutables go.
        immutables: start and length of each place that the constructor fills in.
    """

    name: str
    interface: Interface
    creation: bytes
    runtime: bytes
    immutables: tuple[tuple[int, int], ...]

    @property
    def code_hash(self) -> bytes:
        """SHA-256 of the runtime code with its immutables masked: what a trust file names."""
        return hashlib.sha256(self.runtime).digest()

    def code_hash_of(self, code: bytes) -> bytes:
        """Return SHA-256 of deployed `code` with the places of this contract's immutables masked."""
        masked = bytearray(code)
        if len(code) == len(self.runtime):
            for start, length in self.immutables:
                masked[start : start + length] = bytes(length)
        return hashlib.sha256(masked).digest()


def certificate_registry() -> Artifact:
    """The CertificateRegistry; raises `ArtifactError`."""
    return _load("CertificateRegistry")


def accreditation_registry() -> Artifact:
    """The AccreditationRegistry; raises `ArtifactError`."""
    return _load("AccreditationRegistry")


def personnel_registry() -> Artifact:
    """The PersonnelRegistry; raises `ArtifactError`."""
    return _load("PersonnelRegistry")


def assessment_ledger() -> Artifact:
    """The AssessmentLedger; raises `ArtifactError`."""
    return _load("AssessmentLedger")


def all_artifacts() -> tuple[Artifact, ...]:
    """All contracts of this package: an error of one passes through another, which does not list it."""
    return certificate_registry(), accreditation_registry(), assessment_ledger(), personnel_registry()


@lru_cache
def _load(name: str) -> Artifact:
    try:
        text = resources.files("chain").joinpath("artifacts", f"{name}.json").read_bytes()
        parsed = json.loads(text)
        return Artifact(
            name,
            Interface(parsed["abi"]),
            bytes.fromhex(parsed["bytecode"].removeprefix("0x")),
            bytes.fromhex(parsed["deployedBytecode"].removeprefix("0x")),
            _places(parsed["immutableReferences"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtifactError(f"the artifact of {name} is missing or damaged; install the package again") from error


def _places(references: Sequence[dict[str, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((place["start"], place["length"]) for place in references)
