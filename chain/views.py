"""Asking a contract's views, each as one `eth_call`."""

from chain.artifacts import Artifact
from chain.errors import NodeRefusedError, WrongContractError
from chain.hexadecimal import checksummed
from chain.node import Node
from chain.records import Record, Value
from chain.refusals import refusal_of
from chain.rpc import LATEST, Rpc


class Views:
    """The views of the contract `artifact` at `address`, read from `node` at the block `at` (a height or a tag)."""

    def __init__(self, node: Node, artifact: Artifact, address: bytes, *, at: int | str = LATEST) -> None:
        self._rpc = Rpc(node)
        self._artifact = artifact
        self._address = address
        self._at = at

    def ask(self, name: str, *arguments: Value, sender: bytes | None = None) -> Record:
        """Return what the view `name` answers; raises `RevertedError`, `UnreachableError` or `WrongContractError`."""
        function = self._artifact.interface.functions[name]
        try:
            answer = self._rpc.call(self._address, function.call(*arguments), at=self._at, sender=sender)
        except NodeRefusedError as error:
            if refusal := refusal_of(error):
                raise refusal from error
            raise
        if not answer and function.outputs:
            raise WrongContractError(
                f"there is no {self._artifact.name} at {checksummed(self._address)} on {self._rpc.name}; "
                "check the trust file and the node"
            )
        return function.answer(answer)
