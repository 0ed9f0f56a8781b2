"""The trust file: which contracts on which chains a relying party trusts (docs/trust-file.md)."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eth_utils.address import is_checksum_address

from certificate.errors import MalformedError
from certificate.jcs import read_json
from certificate.policy import Network, Policy
from certificate.standard import Standard
from chain.errors import TrustFileError
from chain.finality import Depth, Finality, Instant, Tagged
from chain.hexadecimal import Json, checksummed

_FORMAT = "xcert-trust-v0"
_LARGEST = 262_144
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_HASH = re.compile(r"[0-9a-f]{64}")
_CHAIN = re.compile(r"eip155:([1-9][0-9]{0,18})")
_URL = re.compile(r"https?://[^\s\x00-\x1f]{1,500}")

_NETWORK = {
    "name", "chain", "rpc", "agree", "certificateRegistry", "accreditationRegistry", "personnelRegistry",
    "assessmentLedger", "rootAuthorities", "finality", "maxHeadAge", "clockTolerance", "test",
}  # fmt: skip
_OPTIONAL = {"codeHashes", "firstBlock", "lastAcceptedBlock"}
_CONTRACTS = ("certificateRegistry", "accreditationRegistry", "personnelRegistry", "assessmentLedger")


@dataclass(frozen=True, slots=True)
class LastBlock:
    """The last accepted block of a registry that was closed or abandoned: height, and time in Unix seconds."""

    number: int
    time: int


@dataclass(frozen=True, slots=True)
class Codes:
    """Accepted SHA-256 hashes of the code at each contract's address; none means that of this package."""

    registry: frozenset[bytes] = frozenset()
    accreditation: frozenset[bytes] = frozenset()
    personnel: frozenset[bytes] = frozenset()
    ledger: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class TrustedNetwork:
    """One network of the trust file.

    Arguments:
        network: what the judge needs: chain, contracts, root authorities, head age.
        name_zh, name_en: what people call it.
        rpc: addresses of nodes; an operator may override them at the door, a certificate never.
        agree: how many nodes must give the same answer.
        finality: when a block counts as final.
        personnel, ledger: PersonnelRegistry and AssessmentLedger, 20 bytes each.
        codes: accepted SHA-256 of the deployed code, by contract; none means that of this package.
        first_block: the block that the oldest contract was created in, where a history begins.
        last_block: for a closed registry.
    """

    network: Network
    name_zh: str
    name_en: str
    rpc: tuple[str, ...]
    agree: int
    finality: Finality
    personnel: bytes
    ledger: bytes
    codes: Codes = Codes()
    first_block: int = 0
    last_block: LastBlock | None = None


def read_trust(file: bytes) -> tuple[TrustedNetwork, ...]:
    """Read a trust file; raises `TrustFileError` naming what is wrong and where."""
    try:
        root = read_json(file, limit=_LARGEST)
    except MalformedError as error:
        raise TrustFileError(f"the trust file cannot be read: {error}") from error
    members = _members(root, {"format", "networks"}, set(), "the trust file")
    if members["format"] != _FORMAT:
        raise TrustFileError(f"the trust file is not of format {_FORMAT}; this version reads no other")
    networks = tuple(
        _read_network(entry, f"network {place}")
        for place, entry in enumerate(_list(members["networks"], "networks"), 1)
    )
    policy_of(networks)
    return networks


def write_trust(networks: Sequence[TrustedNetwork]) -> bytes:
    """Write a trust file for `networks`; raises `TrustFileError` for none."""
    policy_of(networks)
    members: Json = {"format": _FORMAT, "networks": [_write_network(network) for network in networks]}
    return json.dumps(members, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def policy_of(networks: Sequence[TrustedNetwork], standards: Iterable[Standard] = ()) -> Policy:
    """Return the policy that judges by these networks; raises `TrustFileError` for none, or for one named twice."""
    try:
        return Policy((trusted.network for trusted in networks), standards)
    except ValueError as error:
        raise TrustFileError(f"the trust file cannot be used: {error}") from error


def _read_network(value: Json, where: str) -> TrustedNetwork:
    members = _members(value, _NETWORK, _OPTIONAL, where)
    name = _members(members["name"], {"zh"}, {"en"}, f"{where}: name")
    zh = _text(name["zh"], f"{where}: name.zh")
    en = _text(name.get("en", zh), f"{where}: name.en")
    last = _read_last_block(members.get("lastAcceptedBlock"), where)
    rpc = tuple(_url(entry, where) for entry in _list(members["rpc"], f"{where}: rpc"))
    agree = _integer(members["agree"], f"{where}: agree", least=1)
    if agree > len(rpc):
        raise TrustFileError(f"{where}: agree is {agree} and there are only {len(rpc)} rpc addresses")
    codes = _members(members.get("codeHashes", {}), set(), set(_CONTRACTS), f"{where}: codeHashes")
    return TrustedNetwork(
        network=Network(
            chain=_chain(members["chain"], where),
            registry=_address(members["certificateRegistry"], where),
            accreditation=_address(members["accreditationRegistry"], where),
            root_authorities=_authorities(members["rootAuthorities"], where),
            name=zh,
            test=_flag(members["test"], f"{where}: test"),
            maximum_head_age=_integer(members["maxHeadAge"], f"{where}: maxHeadAge", least=1),
            clock_tolerance=_integer(members["clockTolerance"], f"{where}: clockTolerance", least=0),
            closed_at=last.time if last else None,
        ),
        name_zh=zh,
        name_en=en,
        rpc=rpc,
        agree=agree,
        finality=_read_finality(members["finality"], where),
        personnel=_address(members["personnelRegistry"], where),
        ledger=_address(members["assessmentLedger"], where),
        codes=Codes(*(_hashes(codes.get(name, []), where) for name in _CONTRACTS)),
        first_block=_integer(members.get("firstBlock", 0), f"{where}: firstBlock", least=0),
        last_block=last,
    )


def _write_network(trusted: TrustedNetwork) -> Json:
    network = trusted.network
    members: dict[str, Json] = {
        "name": {"zh": trusted.name_zh, "en": trusted.name_en},
        "chain": f"eip155:{network.chain}",
        "rpc": list(trusted.rpc),
        "agree": trusted.agree,
        "certificateRegistry": checksummed(network.registry),
        "accreditationRegistry": checksummed(network.accreditation),
        "personnelRegistry": checksummed(trusted.personnel),
        "assessmentLedger": checksummed(trusted.ledger),
        "rootAuthorities": [checksummed(account) for account in sorted(network.root_authorities)],
        "finality": _write_finality(trusted.finality),
        "maxHeadAge": network.maximum_head_age,
        "clockTolerance": network.clock_tolerance,
        "test": network.test,
    }
    accepted = trusted.codes
    hashes = (accepted.registry, accepted.accreditation, accepted.personnel, accepted.ledger)
    codes: dict[str, Json] = {
        name: [entry.hex() for entry in sorted(entries)]
        for name, entries in zip(_CONTRACTS, hashes, strict=True)
        if entries
    }
    if codes:
        members["codeHashes"] = codes
    if trusted.first_block:
        members["firstBlock"] = trusted.first_block
    if trusted.last_block:
        members["lastAcceptedBlock"] = {"number": trusted.last_block.number, "time": trusted.last_block.time}
    return members


def _read_finality(value: Json, where: str) -> Finality:
    match value:
        case "instant":
            return Instant()
        case {"tag": "finalized", **rest} if not rest:
            return Tagged()
        case {"depth": int(blocks), **rest} if not rest and not isinstance(blocks, bool) and blocks >= 1:
            return Depth(blocks)
    raise TrustFileError(f'{where}: finality is "instant", {{"tag": "finalized"}} or {{"depth": n}} with n from 1 up')


def _write_finality(finality: Finality) -> Json:
    match finality:
        case Instant():
            return "instant"
        case Tagged():
            return {"tag": "finalized"}
        case Depth(blocks=blocks):
            return {"depth": blocks}


def _read_last_block(value: Json, where: str) -> LastBlock | None:
    if value is None:
        return None
    members = _members(value, {"number", "time"}, set(), f"{where}: lastAcceptedBlock")
    return LastBlock(
        _integer(members["number"], f"{where}: lastAcceptedBlock.number", least=0),
        _integer(members["time"], f"{where}: lastAcceptedBlock.time", least=1),
    )


def _authorities(value: Json, where: str) -> frozenset[bytes]:
    accounts = frozenset(_address(entry, where) for entry in _list(value, f"{where}: rootAuthorities"))
    if not accounts:
        raise TrustFileError(f"{where}: rootAuthorities names nobody; name at least one account")
    return accounts


def _hashes(value: Json, where: str) -> frozenset[bytes]:
    found = set()
    for entry in _list(value, f"{where}: codeHashes"):
        if not isinstance(entry, str) or not _HASH.fullmatch(entry):
            raise TrustFileError(f"{where}: a code hash has 64 hexadecimal digits in lower case")
        found.add(bytes.fromhex(entry))
    return frozenset(found)


def _chain(value: Json, where: str) -> int:
    shape = _CHAIN.fullmatch(value) if isinstance(value, str) else None
    if not shape or int(shape[1]) >= 2**63:
        raise TrustFileError(f"{where}: chain is a CAIP-2 name such as eip155:31337")
    return int(shape[1])


def _address(value: Json, where: str) -> bytes:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value) or not is_checksum_address(value):
        raise TrustFileError(f"{where}: {str(value)[:60]} is no address with the check of EIP-55; copy it again")
    return bytes.fromhex(value[2:])


def _url(value: Json, where: str) -> str:
    # The address may hold a secret and is not repeated.
    if not isinstance(value, str) or not _URL.fullmatch(value):
        raise TrustFileError(f"{where}: an rpc address begins with https:// or http:// and has no space")
    return value


def _text(value: Json, where: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 80 or not value.isprintable() or value != value.strip():
        raise TrustFileError(f"{where} is a text of 1 to 80 visible characters")
    return value


def _integer(value: Json, where: str, *, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 2**53:
        raise TrustFileError(f"{where} is a whole number from {least} up")
    return value


def _flag(value: Json, where: str) -> bool:
    if not isinstance(value, bool):
        raise TrustFileError(f"{where} is true or false")
    return value


def _list(value: Json, where: str) -> Sequence[Json]:
    if not isinstance(value, list):
        raise TrustFileError(f"{where} is a list")
    return value


def _members(value: Json, required: set[str], optional: set[str], where: str) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TrustFileError(f"{where} is an object")
    if missing := required - value.keys():
        raise TrustFileError(f"{where} lacks {', '.join(sorted(missing))}")
    if unknown := value.keys() - required - optional:
        raise TrustFileError(f"{where} has {', '.join(sorted(unknown))[:80]}, which this version does not know")
    return value
