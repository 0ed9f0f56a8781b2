"""Deploying the four contracts and connecting them; the result is a small JSON file (docs/trust-file.md)."""

import json
import re
from dataclasses import dataclass

from eth_utils.address import is_checksum_address

from certificate.errors import MalformedError
from certificate.jcs import read_json
from certificate.members import Members
from chain.accreditation_calls import AccreditationCalls
from chain.artifacts import (
    Artifact,
    accreditation_registry,
    assessment_ledger,
    certificate_registry,
    personnel_registry,
)
from chain.calls import Call
from chain.errors import DeploymentFileError, FailedError
from chain.hexadecimal import checksummed
from chain.records import Value
from chain.sending import LONGEST_WAIT, Sender

_FORMAT = "xcert-deployment-v0"
_MEMBERS = {
    "format", "chain", "accreditationRegistry", "personnelRegistry", "assessmentLedger", "certificateRegistry",
    "rootAuthority", "block",
}  # fmt: skip
_LARGEST = 4_096
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where the contracts stand: chain id, addresses (20 bytes), root authority, and the block of the first of them."""

    chain: int
    accreditation: bytes
    personnel: bytes
    ledger: bytes
    registry: bytes
    root_authority: bytes
    block: int


def deploy(sender: Sender, *, chain: int, seconds: float = LONGEST_WAIT) -> Deployment:
    """Create all contracts with the sender's account as root authority, and connect them; raises as `Sender.send`."""
    accreditation, block = _create(sender, accreditation_registry(), sender.address, seconds=seconds)
    personnel, _ = _create(sender, personnel_registry(), accreditation, seconds=seconds)
    ledger, _ = _create(sender, assessment_ledger(), personnel, seconds=seconds)
    registry, _ = _create(sender, certificate_registry(), ledger, seconds=seconds)
    for contract in (ledger, registry):
        sender.send(AccreditationCalls(accreditation).connect(contract), seconds=seconds)
    return Deployment(chain, accreditation, personnel, ledger, registry, sender.address, block)


def write_deployment(deployment: Deployment) -> bytes:
    """Write the deployment file."""
    members = {
        "format": _FORMAT,
        "chain": deployment.chain,
        "accreditationRegistry": checksummed(deployment.accreditation),
        "personnelRegistry": checksummed(deployment.personnel),
        "assessmentLedger": checksummed(deployment.ledger),
        "certificateRegistry": checksummed(deployment.registry),
        "rootAuthority": checksummed(deployment.root_authority),
        "block": deployment.block,
    }
    return json.dumps(members, indent=2).encode("ascii") + b"\n"


def read_deployment(file: bytes) -> Deployment:
    """Read the deployment file; raises `DeploymentFileError` unless writing it again gives the same bytes."""
    try:
        members = Members(read_json(file, limit=_LARGEST), _MEMBERS, where="the deployment file")
        deployment = Deployment(
            members.integer("chain"),
            _address(members.text("accreditationRegistry")),
            _address(members.text("personnelRegistry")),
            _address(members.text("assessmentLedger")),
            _address(members.text("certificateRegistry")),
            _address(members.text("rootAuthority")),
            members.integer("block"),
        )
    except MalformedError as error:
        raise DeploymentFileError("the deployment file is damaged; deploy again, or restore it") from error
    if write_deployment(deployment) != file:
        raise DeploymentFileError("the deployment file was changed by hand; restore it")
    return deployment


def _create(sender: Sender, artifact: Artifact, argument: Value, *, seconds: float) -> tuple[bytes, int]:
    code = artifact.creation + artifact.interface.construction(argument)
    receipt = sender.send(Call(None, code, f"create the {artifact.name}"), seconds=seconds)
    if receipt.created is None:
        raise FailedError(f"transaction {receipt.transaction.hex()} created no {artifact.name}; deploy again")
    return receipt.created, receipt.block


def _address(value: str) -> bytes:
    if not _ADDRESS.fullmatch(value) or not is_checksum_address(value):
        raise MalformedError("an address carries the check of EIP-55")
    return bytes.fromhex(value[2:])
