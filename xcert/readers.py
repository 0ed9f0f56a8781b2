"""The real chains that commands ask: the one place where nodes are chosen, from the trust file or the operator."""

from collections.abc import Sequence

from chain.evidence import FactsReader
from chain.http_node import HttpNode
from chain.node import Node
from chain.trust import TrustedNetwork
from verifier.chain_reader import NetworkReaders


def open_reader(networks: Sequence[TrustedNetwork]) -> NetworkReaders:
    """Return one reader over all `networks`, each asking the nodes that its trust file entry names."""
    return NetworkReaders(
        {
            (trusted.network.chain, trusted.network.registry): FactsReader(trusted, nodes_of(trusted))
            for trusted in networks
        }
    )


def nodes_of(trusted: TrustedNetwork) -> list[Node]:
    """Return the nodes of one network."""
    return [HttpNode(url) for url in trusted.rpc]
