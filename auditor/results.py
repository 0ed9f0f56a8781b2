"""What an audit found, as values that every report is made of, and their form in JSON (docs/audit.md, section 5)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from assessment.codes import State
from assessment.rules.finding import Outcome
from auditor.sample import Filters

Members: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event that a finding rests on: its number in the session, its name, block and transaction."""

    event: int
    code: str
    block: int
    transaction: bytes


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """A record that a finding rests on, named by its leaf hash instead of repeated."""

    event: int
    leaf: int
    hash: bytes | None


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that a finding rests on, with the places to look at."""

    fact: str
    values: Mapping[str, int | str]
    events: tuple[SeenEvent, ...] = ()
    record: SeenRecord | None = None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The outcome of one rule for one session."""

    rule: int
    outcome: Outcome
    evidence: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Leaves by the ledger's figures (`expected`), verified (`opened`), and lawfully erased."""

    expected: int
    opened: int
    erased: int = 0

    @property
    def permille(self) -> int:
        """Opened or lawfully erased of expected, in thousandths, rounded down: only all is 1,000."""
        return 1000 if not self.expected else min(1000, (self.opened + self.erased) * 1000 // self.expected)


@dataclass(frozen=True, slots=True)
class SessionResult:
    """One audited session; what is not known is None."""

    session: bytes
    organisation: int
    state: State
    events: int
    share: Share
    rules: tuple[RuleResult, ...]
    version: bytes | None = None
    family: str | None = None
    level: int | None = None
    start: int | None = None
    candidates: int | None = None
    passed: int | None = None
    fault: str | None = None

    def with_outcome(self, *outcomes: Outcome) -> tuple[RuleResult, ...]:
        """Return the rules with these outcomes."""
        return tuple(result for result in self.rules if result.outcome in outcomes)


@dataclass(frozen=True, slots=True)
class Scope:
    """What was audited: network, audited block (hash, time in Unix seconds), filters, and evidence of all sessions."""

    chain: int
    ledger: bytes
    block: int
    block_hash: bytes
    moment: int
    name_zh: str
    name_en: str
    test: bool
    filters: Filters = field(default_factory=Filters)
    session: bytes | None = None
    everywhere: Share = Share(0, 0)
    foreign: tuple[str, ...] = ()


def rules_json(rules: Iterable[RuleResult]) -> list[Members]:
    """Return outcomes as JSON."""
    return [
        {"rule": one.rule, "outcome": one.outcome.value, "evidence": [_proof_json(proof) for proof in one.evidence]}
        for one in rules
    ]


def read_rules(text: str) -> tuple[RuleResult, ...]:
    """Read what `rules_json` gave, written as JSON."""
    return tuple(
        RuleResult(one["rule"], Outcome(one["outcome"]), tuple(_read_proof(proof) for proof in one["evidence"]))
        for one in json.loads(text)
    )


def _proof_json(proof: Proof) -> Members:
    events = [
        {"event": one.event, "code": one.code, "block": one.block, "transaction": "0x" + one.transaction.hex()}
        for one in proof.events
    ]
    members: Members = {"fact": proof.fact, "values": dict(proof.values), "events": events}
    if proof.record is not None:
        members["record"] = {"event": proof.record.event, "leaf": proof.record.leaf}
        if proof.record.hash is not None:
            members["record"]["hash"] = proof.record.hash.hex()
    return members


def _read_proof(members: Members) -> Proof:
    events = tuple(
        SeenEvent(one["event"], one["code"], one["block"], bytes.fromhex(one["transaction"][2:]))
        for one in members["events"]
    )
    record = members.get("record")
    seen = None
    if record is not None:
        named = record.get("hash")
        seen = SeenRecord(record["event"], record["leaf"], None if named is None else bytes.fromhex(named))
    return Proof(members["fact"], members["values"], events, seen)
