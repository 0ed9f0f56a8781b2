"""What this verifier trusts: the networks of its trust file, how people call them, and nothing else."""

from collections.abc import Iterable

from certificate.policy import Network, Policy
from certificate.standard import Standard
from chain.trust import TrustedNetwork, policy_of
from verifier.language import Words


class Trust:
    """The trusted networks, and the standards whose documents are at hand.

    Raises `chain.errors.TrustFileError` for no network, or for one named twice.
    """

    def __init__(self, networks: Iterable[TrustedNetwork], standards: Iterable[Standard] = ()) -> None:
        self.networks = tuple(networks)
        """All networks, in the order of the trust file."""
        self.policy: Policy = policy_of(self.networks, standards)
        """The policy that the judge applies."""
        self._names = {place_of(entry): Words(entry.name_zh, entry.name_en) for entry in self.networks}

    def name_of(self, network: Network) -> Words:
        """Return how people call a network of this policy."""
        return self._names[network.chain, network.registry]


def place_of(trusted: TrustedNetwork) -> tuple[int, bytes]:
    """Return what tells one network from another: its chain id and its registry (20 bytes)."""
    return trusted.network.chain, trusted.network.registry
