"""Facts from every network of a trust file: the reader that a verifier holds."""

from collections.abc import Mapping, Sequence

from assessment.commitment import Binding
from certificate.address import Address
from certificate.facts import Facts, Trouble, Unread
from chain.errors import TrustFileError
from chain.evidence import FactsReader
from chain.http_node import DEFAULT_SECONDS, HttpNode
from chain.node import Node
from chain.session_reader import SessionReader, SessionReading
from chain.trust import TrustedNetwork, policy_of


def nodes_of(
    trusted: TrustedNetwork, *, rpc: Sequence[str] = (), seconds: float = DEFAULT_SECONDS
) -> tuple[HttpNode, ...]:
    """Return the nodes of a network: those at the operator's `rpc` addresses if given, else the trust file's.

    Nothing is asked yet. Raises `TrustFileError` for an address that is none.
    """
    try:
        return tuple(HttpNode(url, seconds=seconds) for url in rpc or trusted.rpc)
    except ValueError as error:
        raise _unusable(trusted, error) from error


class TrustedReader:
    """Reads facts on whichever trusted network a certificate names; safe for threads.

    Arguments:
        networks: from the trust file.
        nodes: by CAIP-2 chain, nodes that the operator chose instead of the trust file's, such as an embedded chain.
        seconds: how long an answer may take as a whole.

    Nothing is asked yet: a node that is down meanwhile is COULD_NOT_CHECK until it is back. Raises `TrustFileError` for
    no network, and for one with fewer usable nodes than must agree.
    """

    def __init__(
        self,
        networks: Sequence[TrustedNetwork],
        *,
        nodes: Mapping[str, Sequence[Node]] | None = None,
        seconds: float = DEFAULT_SECONDS,
    ) -> None:
        chosen = nodes or {}
        self.policy = policy_of(networks)
        asked = [
            (trusted, chosen.get(f"eip155:{trusted.network.chain}") or nodes_of(trusted, seconds=seconds))
            for trusted in networks
        ]
        self._readers = {
            (trusted.network.chain, trusted.network.registry): _reader_of(trusted, nodes) for trusted, nodes in asked
        }
        self._sessions = {
            (trusted.network.chain, trusted.ledger): SessionReader(trusted, nodes) for trusted, nodes in asked
        }

    def prepare(self) -> tuple[Unread, ...]:
        """Compare chain ids and code of all networks now; returns what could not be compared. Reading tries again."""
        return tuple(unread for reader in self._readers.values() if (unread := reader.prepare()) is not None)

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        """Read what the chain says about `address` and the signing `key` (32 bytes)."""
        reader = self._readers.get((address.chain, address.registry))
        if reader is None:
            return Unread(Trouble.WRONG_NETWORK, f"{address.network} with this registry is not in the trust file")
        return reader.read(address, key)

    def read_session(self, binding: Binding) -> SessionReading | Unread | None:
        """Read all events of the session that `binding` names; None if nobody ever planned it."""
        reader = self._sessions.get((binding.chain, binding.ledger))
        if reader is None:
            return Unread(Trouble.WRONG_NETWORK, f"eip155:{binding.chain} with this ledger is not in the trust file")
        return reader.read(binding.session)


def _reader_of(trusted: TrustedNetwork, nodes: Sequence[Node]) -> FactsReader:
    try:
        return FactsReader(trusted, nodes)
    except ValueError as error:
        raise _unusable(trusted, error) from error


def _unusable(trusted: TrustedNetwork, error: ValueError) -> TrustFileError:
    # The message names the fault and never the address, which may hold a secret.
    return TrustFileError(f"the nodes of the network {trusted.name_en} cannot be used: {error}")
