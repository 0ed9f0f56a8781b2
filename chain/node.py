"""What a node is to this package: something that answers JSON-RPC questions."""

from typing import Protocol

from chain.hexadecimal import Json


class Node(Protocol):
    """One source of answers: an RPC endpoint or the embedded chain."""

    @property
    def name(self) -> str:
        """How messages call this node; never with a secret in it."""
        ...

    def ask(self, method: str, *params: Json) -> Json:
        """Return the `result` of a JSON-RPC call; raises `UnreachableError` or `NodeRefusedError`."""
        ...
