"""How commands ask the real chains: the nodes that the trust file or the operator names, each for so long."""

from collections.abc import Sequence

from chain.http_node import DEFAULT_SECONDS
from chain.trust import TrustedNetwork
from chain.trusted_reader import TrustedReader

PATIENCE = DEFAULT_SECONDS
"""Seconds that a command waits for one answer of a node."""


def open_reader(networks: Sequence[TrustedNetwork]) -> TrustedReader:
    """Return one reader over all `networks`; raises `TrustFileError` for nodes that cannot be used."""
    return TrustedReader(networks, seconds=PATIENCE)
