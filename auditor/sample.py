"""A random sample that nobody can steer and anybody can compute again (docs/audit.md, section 6)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from auditor.errors import SampleError
from certificate.encoding import from_hex, tagged
from certificate.errors import CertificateError
from certificate.jcs import JsonValue, read_json, write_jcs
from certificate.members import Members

COMMITMENT_FORMAT: Final = "xcert/sample-commitment/v0"
SAMPLE_FORMAT: Final = "xcert/sample/v0"
SECRET_SIZE: Final = 32
MAXIMUM_FILE: Final = 16 * 1_024 * 1_024
_REQUIRED: Final = {"format", "chain", "ledger", "made", "draw", "size", "secret"}
_OPTIONAL: Final = ("organisation", "since", "until")
_SAMPLE: Final = {"format", "commitment", "secret", "hash", "population", "populationHash", "drawn", "flagged"}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which sessions are meant: of one organisation, planned to start in [since, until] (Unix seconds); None = any."""

    organisation: int | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the auditor promises at block `made_block`: to draw `size` sessions by the secret and block `draw`.

    `secret` is the hash of the secret. Raises `SampleError` if `draw` is not later than `made_block`: the auditor could
    have tried secrets until the sample suited.
    """

    chain: int
    ledger: bytes
    made_block: int
    made_hash: bytes
    draw: int
    size: int
    secret: bytes
    filters: Filters = Filters()

    def __post_init__(self) -> None:
        if self.draw <= self.made_block:
            raise SampleError(
                f"the block to draw by, {self.draw}, is not later than the commitment's block {self.made_block}: its "
                "hash was known when the secret was chosen; commit again to a later block"
            )
        if self.size < 1:
            raise SampleError("a sample has at least one session")

    def to_json(self) -> dict[str, JsonValue]:
        """Return the members of the file."""
        members: dict[str, JsonValue] = {
            "format": COMMITMENT_FORMAT,
            "chain": self.chain,
            "ledger": "0x" + self.ledger.hex(),
            "made": {"block": self.made_block, "hash": self.made_hash.hex()},
            "draw": self.draw,
            "size": self.size,
            "secret": self.secret.hex(),
        }
        chosen = {name: getattr(self.filters, name) for name in _OPTIONAL}
        return members | {name: value for name, value in chosen.items() if value is not None}

    def to_bytes(self) -> bytes:
        """Write the file, JCS."""
        return write_jcs(self.to_json())

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a commitment file; raises `SampleError`."""
        try:
            commitment = cls.read(read_json(data, limit=MAXIMUM_FILE))
        except CertificateError as error:
            raise SampleError(f"the commitment cannot be read: {error}") from error
        if commitment.to_bytes() != data:
            raise SampleError("the commitment is not in its canonical spelling; get the file again")
        return commitment

    @classmethod
    def read(cls, value: JsonValue) -> Self:
        """Read the members of a commitment; raises `SampleError`, and `CertificateError` for another shape."""
        members = Members(value, _REQUIRED, where="the commitment", optional=set(_OPTIONAL))
        if members.text("format") != COMMITMENT_FORMAT:
            raise SampleError(f"the commitment is not of format {COMMITMENT_FORMAT}; this version reads no other")
        made = members.inner("made", {"block", "hash"})
        chosen = {name: members.integer(name) for name in _OPTIONAL if name in members}
        return cls(
            chain=members.integer("chain"),
            ledger=from_hex(members.text("ledger").removeprefix("0x"), size=20),
            made_block=made.integer("block"),
            made_hash=from_hex(made.text("hash"), size=32),
            draw=members.integer("draw"),
            size=members.integer("size"),
            secret=from_hex(members.text("secret"), size=32),
            filters=Filters(**chosen),
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """The sessions drawn, ascending, and what it takes to draw them again; `flagged` is the auditor's own choice."""

    commitment: Commitment
    secret: bytes
    hash: bytes
    population: int
    population_hash: bytes
    drawn: tuple[bytes, ...]
    flagged: tuple[bytes, ...] = ()

    def to_bytes(self) -> bytes:
        """Write the file, JCS."""
        return write_jcs(
            {
                "format": SAMPLE_FORMAT,
                "commitment": self.commitment.to_json(),
                "secret": self.secret.hex(),
                "hash": self.hash.hex(),
                "population": self.population,
                "populationHash": self.population_hash.hex(),
                "drawn": ["0x" + session.hex() for session in self.drawn],
                "flagged": ["0x" + session.hex() for session in self.flagged],
            }
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a sample file; raises `SampleError`."""
        try:
            sample = cls._read(Members(read_json(data, limit=MAXIMUM_FILE), _SAMPLE, where="the sample"))
        except CertificateError as error:
            raise SampleError(f"the sample cannot be read: {error}") from error
        if sample.to_bytes() != data:
            raise SampleError("the sample is not in its canonical spelling; get the file again")
        return sample

    @classmethod
    def _read(cls, members: Members) -> Self:
        if members.text("format") != SAMPLE_FORMAT:
            raise SampleError(f"the sample is not of format {SAMPLE_FORMAT}; this version reads no other")
        return cls(
            commitment=Commitment.read(members.value("commitment")),
            secret=from_hex(members.text("secret"), size=SECRET_SIZE),
            hash=from_hex(members.text("hash"), size=32),
            population=members.integer("population"),
            population_hash=from_hex(members.text("populationHash"), size=32),
            drawn=_sessions(members, "drawn"),
            flagged=_sessions(members, "flagged"),
        )


def commit_to(secret: bytes) -> bytes:
    """Return the hash that commits to `secret` (32 random bytes)."""
    return hashlib.sha256(tagged("xcert/sample-secret/v0", secret)).digest()


def draw(commitment: Commitment, secret: bytes, block_hash: bytes, sessions: Iterable[bytes]) -> Sample:
    """Draw the committed number of `sessions` by `secret` and the hash of block `commitment.draw`.

    Raises `SampleError` if the secret is not the one committed to. The order of `sessions` does not matter.
    """
    if len(secret) != SECRET_SIZE or commit_to(secret) != commitment.secret:
        raise SampleError("this is not the secret that was committed to; take the file written with the commitment")
    population = sorted(set(sessions))
    seed = hashlib.sha256(tagged("xcert/sample-seed/v0", secret + block_hash)).digest()
    ranked = sorted(population, key=lambda session: _rank(seed, session))
    whole = hashlib.sha256(b"".join(population)).digest()
    drawn = tuple(sorted(ranked[: commitment.size]))
    return Sample(commitment, secret, block_hash, len(population), whole, drawn)


def check(sample: Sample, made_hash: bytes, block_hash: bytes, sessions: Iterable[bytes]) -> None:
    """Return if `sample` is what its commitment and the chain lead to; raise `SampleError` saying what differs.

    `made_hash` and `block_hash` are the chain's hashes of the commitment's block and of the block to draw by.
    """
    if sample.commitment.made_hash != made_hash:
        raise SampleError(f"the commitment names another block {sample.commitment.made_block} than the chain holds")
    if sample.hash != block_hash:
        raise SampleError(f"the sample was drawn by another block {sample.commitment.draw} than the chain holds")
    again = draw(sample.commitment, sample.secret, block_hash, sessions)
    if (again.population, again.population_hash) != (sample.population, sample.population_hash):
        raise SampleError(
            f"the sample was drawn from {sample.population} sessions, and the chain has {again.population} others"
        )
    if again.drawn != sample.drawn:
        raise SampleError("the sessions named are not those that the secret and the block draw")


def _rank(seed: bytes, session: bytes) -> bytes:
    return hashlib.sha256(tagged("xcert/sample-rank/v0", seed + session)).digest()


def _sessions(members: Members, name: str) -> tuple[bytes, ...]:
    return tuple(from_hex(str(item).removeprefix("0x"), size=32) for item in members.items(name))
