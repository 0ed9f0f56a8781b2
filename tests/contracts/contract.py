"""A deployed contract by its ABI: sends, calls, decoded results, events and refusals by name."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

from eth_abi.abi import decode, encode
from eth_utils.crypto import keccak

from tests.contracts.machine import Machine, RevertedError

ARTIFACTS = Path(__file__).resolve().parents[2] / "chain" / "artifacts"
NAMES = ("AccreditationRegistry", "PersonnelRegistry", "AssessmentLedger", "CertificateRegistry")

Entry: TypeAlias = dict[str, Any]


class RefusedError(Exception):
    """A contract refused with the custom error `name`; `values` are its arguments by name."""

    def __init__(self, name: str, values: SimpleNamespace) -> None:
        super().__init__(f"{name} {vars(values)}")
        self.name = name
        self.values = values


@dataclass(frozen=True, slots=True)
class Sent:
    """A transaction: its result (None, one value, or several by name), its gas, its events of our contracts."""

    result: Any
    gas: int
    events: tuple[tuple[str, SimpleNamespace], ...]


@cache
def artifact(name: str) -> Entry:
    """Read a committed artifact."""
    read: Entry = json.loads((ARTIFACTS / f"{name}.json").read_bytes())
    return read


def signature_type(entry: Entry) -> str:
    """Write an ABI parameter's type as a signature has it."""
    if not entry["type"].startswith("tuple"):
        return str(entry["type"])
    inner = ",".join(signature_type(part) for part in entry["components"])
    return f"({inner}){entry['type'][5:]}"


def signature(entry: Entry) -> str:
    """Write a function's, error's or event's signature."""
    return f"{entry['name']}({','.join(signature_type(part) for part in entry['inputs'])})"


@cache
def errors() -> dict[bytes, Entry]:
    """Return the custom errors of all by selector; a contract passes on what another refuses."""
    return {keccak(text=signature(entry))[:4]: entry for entry in _entries("error")}


@cache
def events() -> dict[bytes, Entry]:
    """Return the events of all contracts by topic."""
    return {keccak(text=signature(entry)): entry for entry in _entries("event")}


def selector(contract: str, function: str) -> bytes:
    """Return a function's four bytes."""
    return keccak(text=signature(_function(contract, function)))[:4]


class Contract:
    """A contract of ours at an address."""

    def __init__(self, machine: Machine, name: str, address: bytes) -> None:
        self.machine = machine
        self.name = name
        self.address = address

    @classmethod
    def deploy(cls, machine: Machine, name: str, sender: bytes, *args: object) -> tuple["Contract", int]:
        """Create the contract; return it and the gas it took."""
        [constructor] = [entry for entry in artifact(name)["abi"] if entry["type"] == "constructor"]
        code = bytes.fromhex(artifact(name)["bytecode"][2:])
        try:
            step = machine.send(sender, None, code + _encode(constructor["inputs"], args))
        except RevertedError as reverted:
            raise _refused(reverted.data) from reverted
        return cls(machine, name, step.created), step.gas

    def send(self, function: str, *args: object, sender: bytes) -> Sent:
        """Send a transaction; raises `RefusedError`."""
        entry = _function(self.name, function)
        try:
            step = self.machine.send(sender, self.address, _data(entry, args))
        except RevertedError as reverted:
            raise _refused(reverted.data) from reverted
        return Sent(_result(entry, step.output), step.gas, tuple(_event(log) for log in step.logs))

    def call(self, function: str, *args: object, sender: bytes = bytes(20)) -> Any:
        """Ask; raises `RefusedError`."""
        return self.call_with_gas(function, *args, sender=sender)[0]

    def call_with_gas(self, function: str, *args: object, sender: bytes = bytes(20)) -> tuple[Any, int]:
        """Ask, and say what it cost inside the EVM; raises `RefusedError`."""
        entry = _function(self.name, function)
        try:
            output, gas = self.machine.call(sender, self.address, _data(entry, args))
        except RevertedError as reverted:
            raise _refused(reverted.data) from reverted
        return _result(entry, output), gas


def _entries(kind: str) -> list[Entry]:
    return [entry for name in NAMES for entry in artifact(name)["abi"] if entry["type"] == kind]


@cache
def _function(contract: str, function: str) -> Entry:
    [entry] = [
        entry for entry in artifact(contract)["abi"] if entry["type"] == "function" and entry["name"] == function
    ]
    found: Entry = entry
    return found


def _data(entry: Entry, args: tuple[object, ...]) -> bytes:
    return keccak(text=signature(entry))[:4] + _encode(entry["inputs"], args)


def _encode(inputs: list[Entry], args: tuple[object, ...]) -> bytes:
    return encode([signature_type(part) for part in inputs], args)


def _result(entry: Entry, output: bytes) -> Any:
    outputs = entry["outputs"]
    values = _named(outputs, decode([signature_type(part) for part in outputs], output))
    match list(vars(values).values()):
        case []:
            return None
        case [single]:
            return single
        case _:
            return values


def _named(parts: list[Entry], values: tuple[Any, ...]) -> SimpleNamespace:
    pairs = enumerate(zip(parts, values, strict=True))
    return SimpleNamespace(**{part["name"] or f"_{i}": _value(part, value) for i, (part, value) in pairs})


def _value(part: Entry, value: Any) -> Any:
    if not part["type"].startswith("tuple"):
        return value
    if part["type"] == "tuple":
        return _named(part["components"], value)
    return [_named(part["components"], item) for item in value]


def _refused(data: bytes) -> RefusedError:
    entry = errors().get(data[:4])
    if entry is None:
        return RefusedError("" if not data else data.hex(), SimpleNamespace())
    values = decode([signature_type(part) for part in entry["inputs"]], data[4:])
    return RefusedError(entry["name"], _named(entry["inputs"], values))


def _event(log: tuple[bytes, tuple[int, ...], bytes]) -> tuple[str, SimpleNamespace]:
    _, topics, data = log
    entry = events()[topics[0].to_bytes(32, "big")]
    indexed = [part for part in entry["inputs"] if part["indexed"]]
    plain = [part for part in entry["inputs"] if not part["indexed"]]
    words = [topic.to_bytes(32, "big") for topic in topics[1:]]
    pairs = zip(indexed, words, strict=True)
    values = {part["name"]: decode([signature_type(part)], word)[0] for part, word in pairs}
    rest = _named(plain, decode([signature_type(part) for part in plain], data))
    return entry["name"], SimpleNamespace(**values, **vars(rest))
