"""One reader over all trusted networks: each certificate is looked up on the chain that its signed address names."""

from collections.abc import Mapping, Sequence

from certificate.address import Address
from certificate.facts import Facts, Trouble, Unread
from chain.evidence import FactsReader
from chain.http_node import HttpNode
from chain.trust import TrustedNetwork
from verifier.errors import ConfigError
from verifier.judging import Reader
from verifier.trust import place_of


class NetworkReaders:
    """Passes each question on to the reader of its network; `readers` by chain id and registry (20 bytes)."""

    def __init__(self, readers: Mapping[tuple[int, bytes], Reader]) -> None:
        self._readers = dict(readers)

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        """Return what the network of `address` says; a network without a reader is `Unread`."""
        reader = self._readers.get((address.chain, address.registry))
        if reader is None:
            return Unread(Trouble.WRONG_NETWORK, f"no node of {address.network} is configured")
        return reader.read(address, key)


def open_reader(networks: Sequence[TrustedNetwork], *, seconds: float) -> NetworkReaders:
    """Return a reader that asks the nodes of `networks` over HTTP, `seconds` at most for one question.

    Nothing is asked yet: a node that is down when the verifier starts is COULD_NOT_CHECK until it is back. Raises
    `ConfigError` for a network with fewer usable nodes than must agree.
    """
    return NetworkReaders({place_of(trusted): _reader_of(trusted, seconds) for trusted in networks})


def _reader_of(trusted: TrustedNetwork, seconds: float) -> FactsReader:
    try:
        return FactsReader(trusted, [HttpNode(url, seconds=seconds) for url in trusted.rpc])
    except ValueError as error:
        # The message names the fault and never the address, which may hold a secret.
        raise ConfigError(f"the nodes of the network {trusted.name_en} cannot be used: {error}") from error
