"""The records of the accreditation model: what it keeps about whom."""

from dataclasses import dataclass, field

from tests.contracts.deployment import ACTIVE, DAY

HOLD = 60 * DAY

Dates = tuple[int, int]


@dataclass
class Hold:
    """A hold with its beginning and end."""

    since: int
    placed: int
    by_root: bool
    lifted: int = 0

    @property
    def end(self) -> int:
        """When it was lifted, or lapses."""
        return self.lifted or self.placed + HOLD


@dataclass
class Accreditor:
    """An accreditor with what it may accredit for."""

    account: bytes
    dates: Dates
    standing: int = ACTIVE
    scope: dict[bytes, int] = field(default_factory=dict)
    holds: list[Hold] = field(default_factory=list)


@dataclass
class Key:
    """A signing key and its ends."""

    registered: int
    start: int
    retired: int = 0
    compromised: int = 0
    proposal: tuple[int, bytes] | None = None


@dataclass
class Organisation:
    """An organisation with everything that hangs on it."""

    accreditor: int
    dates: Dates
    cap: int
    standing: int = ACTIVE
    roles: dict[bytes, int] = field(default_factory=dict)
    scopes: dict[bytes, tuple[int, Dates]] = field(default_factory=dict)
    keys: dict[bytes, Key] = field(default_factory=dict)
    counted: list[tuple[int, int]] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)


@dataclass
class Standard:
    """A standard version."""

    family: bytes
    levels: int
    publisher: int
    start: int
    end: int = 2**40 - 1


def within(dates: Dates, time: int) -> bool:
    """Whether half-open dates hold at a time."""
    return dates[0] <= time < dates[1]
