"""What a relying party trusts and demands: a value, required, never empty and never taken from a certificate."""

from collections.abc import Iterable
from dataclasses import dataclass

from certificate.criteria import achievement_of
from certificate.document import Achievement
from certificate.standard import Standard

HOLD_LAPSES = 60 * 86_400
"""Seconds after which a hold ends by itself (domain R50, design section 2)."""


@dataclass(frozen=True, slots=True)
class Network:
    """A trusted pair of contracts on a chain.

    Arguments:
        chain: EIP-155 chain id.
        registry: address of the CertificateRegistry, 20 bytes.
        accreditation: address of its AccreditationRegistry, 20 bytes.
        root_authorities: accounts that may stand at the top of the accreditation registry.
        name: how the page calls this network.
        test: whether answers hold for a test network only; the page says so across its whole width.
        maximum_head_age: seconds the block read at may be older than the clock.
        clock_tolerance: seconds it may be ahead of the clock.
        closed_at: for a closed registry, the Unix time of its last accepted block; what was anchored later is refused.
    """

    chain: int
    registry: bytes
    accreditation: bytes
    root_authorities: frozenset[bytes]
    name: str
    test: bool
    maximum_head_age: int
    clock_tolerance: int = 120
    closed_at: int | None = None

    def __post_init__(self) -> None:
        if not self.root_authorities:
            raise ValueError("a network without a root authority would trust nobody or everybody; name at least one")
        if self.maximum_head_age <= 0 or self.clock_tolerance < 0:
            raise ValueError("maximum_head_age must be positive and clock_tolerance not negative")


class Policy:
    """The networks a relying party trusts, and the standards whose documents it has, which their hashes authenticate.

    Raises `ValueError` for no network, or for a registry named twice.
    """

    def __init__(self, networks: Iterable[Network], standards: Iterable[Standard] = ()) -> None:
        listed = tuple(networks)
        self._achievements = {
            (achievement.version, achievement.level): achievement
            for standard in standards
            for achievement in (achievement_of(standard, level) for level in range(1, len(standard.levels) + 1))
        }
        self._networks = {(network.chain, network.registry): network for network in listed}
        if not listed or len(self._networks) != len(listed):
            raise ValueError("a policy names at least one network, and each registry once")

    def network_of(self, chain: int, registry: bytes) -> Network | None:
        """Return the trusted network at that address, or None."""
        return self._networks.get((chain, registry))

    def achievement(self, version: bytes, level: int) -> Achievement | None:
        """Return what a certificate for that standard version and level must say, or None without its document."""
        return self._achievements.get((version, level))

    @property
    def networks(self) -> tuple[Network, ...]:
        """All trusted networks, in the order given."""
        return tuple(self._networks.values())
