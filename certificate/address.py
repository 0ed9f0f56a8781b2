"""The only address of a certificate: where on which chain it is anchored (docs/format.md, section 3)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from certificate.encoding import decimal, from_hex
from certificate.errors import MalformedError, UnknownVersionError

BATCH_CAPACITY = 1_024
"""Certificates under one root."""
SUBMISSION_CAPACITY = 64
"""Roots in one transaction."""
STATUS_LIST_LENGTH = 131_072
"""Entries in one Bitstring Status List (VC Bitstring Status List 1.0, section 6.1)."""

_PREFIX = "urn:xcert:v0:eip155:"
_LATER = re.compile(r"urn:xcert:v[1-9]")
_BATCH = re.compile(r"urn:xcert:v0:eip155:(\d+):([0-9a-f]+):(\d+):([0-9a-f]+):(\d+)", re.ASCII)
_INDEX = re.compile(r"\d+", re.ASCII)
_NO_ADDRESS = "credentialStatus.id is not an address of the form urn:xcert:v0:eip155:…"


@dataclass(frozen=True, slots=True)
class Address:
    """Chain (CAIP-2 reference of `eip155`), registry (20 bytes), organisation, session (32 bytes), batch and index.

    Raises `MalformedError` when a part is out of its range.
    """

    chain: int
    registry: bytes
    organisation: int
    session: bytes
    batch: int
    index: int

    def __post_init__(self) -> None:
        if len(self.registry) != 20 or len(self.session) != 32:
            raise MalformedError("an address names a registry of 20 bytes and a session of 32 bytes")
        _require_range("chain", self.chain, 1, 2**63 - 1)
        _require_range("organisation", self.organisation, 1, 2**32 - 1)
        _require_range("batch", self.batch, 0, 2**30 - 1)
        _require_range("index", self.index, 0, BATCH_CAPACITY - 1)

    @property
    def network(self) -> str:
        """The chain as CAIP-2, such as `eip155:1`."""
        return f"eip155:{self.chain}"

    @property
    def status_list(self) -> int:
        """The number of the session's status list that holds this certificate."""
        return self._position // STATUS_LIST_LENGTH

    @property
    def status_index(self) -> int:
        """The entry in that list."""
        return self._position % STATUS_LIST_LENGTH

    @property
    def _position(self) -> int:
        return self.batch * BATCH_CAPACITY + self.index

    def __str__(self) -> str:
        return (
            f"{_PREFIX}{self.chain}:{self.registry.hex()}:{self.organisation}:{self.session.hex()}"
            f":{self.batch}:{self.index}"
        )


def parse_address(text: str) -> Address:
    """Read the one spelling of an address; raises `MalformedError` or `UnknownVersionError`."""
    if _LATER.match(text):
        raise UnknownVersionError("this certificate uses a later version of the format; update the verifier")
    batch, _, index = text.rpartition(":")
    if not _INDEX.fullmatch(index):
        raise MalformedError(_NO_ADDRESS)
    return Address(*_parse_batch(batch), decimal(index, maximum=BATCH_CAPACITY - 1))


@lru_cache(maxsize=256)
def _parse_batch(text: str) -> tuple[int, bytes, int, bytes, int]:
    """Read everything but the index, which the certificates of a batch share."""
    shape = _BATCH.fullmatch(text)
    if not shape:
        raise MalformedError(_NO_ADDRESS)
    chain, registry, organisation, session, batch = shape.groups()
    return (
        decimal(chain, maximum=2**63 - 1),
        from_hex(registry, size=20),
        decimal(organisation, maximum=2**32 - 1),
        from_hex(session, size=32),
        decimal(batch, maximum=2**30 - 1),
    )


def _require_range(what: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise MalformedError(f"{what} is {value}; it must lie between {lowest} and {highest}")
