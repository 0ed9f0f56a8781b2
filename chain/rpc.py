"""Ethereum JSON-RPC as typed questions to one node (ethereum/execution-apis)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chain.errors import NodeRefusedError, UnreachableError
from chain.hexadecimal import Json, data, quantity, read_data, read_list, read_object, read_quantity
from chain.node import Node

LATEST = "latest"
PENDING = "pending"
FINALIZED = "finalized"


@dataclass(frozen=True, slots=True)
class Block:
    """A block: height, time in Unix seconds, hash, parent's hash, base fee in wei per gas (None before EIP-1559)."""

    number: int
    time: int
    hash: bytes
    parent: bytes
    base_fee: int | None


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event as a node gives it: `index` is its place in the block; `time` is None where the node leaves it out."""

    address: bytes
    topics: tuple[bytes, ...]
    data: bytes
    block: int
    block_hash: bytes
    transaction: bytes
    index: int
    time: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A mined transaction: its block, whether it succeeded, gas used, price in wei per gas, and its events."""

    transaction: bytes
    block: int
    block_hash: bytes
    succeeded: bool
    gas_used: int
    gas_price: int
    created: bytes | None
    events: tuple[LoggedEvent, ...]


class Rpc:
    """Questions to `node`; every answer is checked, and a broken one raises `UnreachableError`."""

    def __init__(self, node: Node) -> None:
        self._node = node

    @property
    def name(self) -> str:
        """How messages call the node."""
        return self._node.name

    def chain_id(self) -> int:
        """The EIP-155 chain id."""
        return read_quantity(self._node.ask("eth_chainId"), "the chain id")

    def height(self) -> int:
        """The number of the newest block."""
        return read_quantity(self._node.ask("eth_blockNumber"), "the block number")

    def block(self, at: int | str) -> Block | None:
        """The block at a height or tag, or None if there is none."""
        answer = self._node.ask("eth_getBlockByNumber", _place(at), False)  # noqa: FBT003 -- its place in the protocol
        if answer is None:
            return None
        fields = read_object(answer, "a block")
        base_fee = fields.get("baseFeePerGas")
        return Block(
            read_quantity(fields.get("number"), "a block's number"),
            read_quantity(fields.get("timestamp"), "a block's time"),
            read_data(fields.get("hash"), "a block's hash", size=32),
            read_data(fields.get("parentHash"), "a block's parent", size=32),
            None if base_fee is None else read_quantity(base_fee, "a block's base fee"),
        )

    def newest(self) -> Block:
        """The newest block, final or not; raises `UnreachableError` if the node has none."""
        block = self.block(LATEST)
        if block is None:
            raise UnreachableError(f"{self.name} has no block yet; wait, or ask another node")
        return block

    def code(self, account: bytes, at: int | str = LATEST) -> bytes:
        """The code at an address; empty if there is none."""
        return read_data(self._node.ask("eth_getCode", data(account), _place(at)), "a contract's code")

    def balance(self, account: bytes) -> int:
        """What an account has, in wei."""
        return read_quantity(self._node.ask("eth_getBalance", data(account), LATEST), "a balance")

    def nonce(self, account: bytes, at: str = PENDING) -> int:
        """The nonce of the account's next transaction."""
        return read_quantity(self._node.ask("eth_getTransactionCount", data(account), at), "a nonce")

    def call(self, to: bytes, payload: bytes, *, at: int | str = LATEST, sender: bytes | None = None) -> bytes:
        """Run a call without a transaction; raises `NodeRefusedError` with the revert data if the contract refuses."""
        return read_data(self._node.ask("eth_call", _message(to, payload, sender), _place(at)), "a call")

    def estimate(self, to: bytes | None, payload: bytes, *, sender: bytes, value: int = 0) -> int:
        """How much gas a transaction would need; raises `NodeRefusedError` if it would fail."""
        message = {**_message(to, payload, sender), "value": quantity(value)}
        return read_quantity(self._node.ask("eth_estimateGas", message), "a gas estimate")

    def gas_price(self) -> int:
        """The price per gas that the node proposes, in wei."""
        return read_quantity(self._node.ask("eth_gasPrice"), "the gas price")

    def tip(self) -> int | None:
        """The tip per gas that the node proposes, in wei; None if it knows no such question."""
        try:
            answer = self._node.ask("eth_maxPriorityFeePerGas")
        except NodeRefusedError:
            return None
        return read_quantity(answer, "the tip")

    def send_raw(self, raw: bytes) -> bytes:
        """Hand in a signed transaction; returns its hash; raises `NodeRefusedError`."""
        return read_data(self._node.ask("eth_sendRawTransaction", data(raw)), "a transaction's hash", size=32)

    def send_from(self, sender: bytes, to: bytes, wei: int) -> bytes:
        """Let the node sign a transfer with an account of its own, as development nodes do; returns the hash."""
        message: Json = {"from": data(sender), "to": data(to), "value": quantity(wei)}
        return read_data(self._node.ask("eth_sendTransaction", message), "a transaction's hash", size=32)

    def accounts(self) -> tuple[bytes, ...]:
        """The accounts that the node signs for."""
        listed = read_list(self._node.ask("eth_accounts"), "the node's accounts")
        return tuple(read_data(entry, "an account", size=20) for entry in listed)

    def receipt(self, transaction: bytes) -> Receipt | None:
        """The receipt of a transaction, or None while it is not mined."""
        answer = self._node.ask("eth_getTransactionReceipt", data(transaction))
        if answer is None:
            return None
        fields = read_object(answer, "a receipt")
        if read_data(fields.get("transactionHash"), "a receipt's transaction", size=32) != transaction:
            raise UnreachableError(f"{self.name} gave the receipt of another transaction; ask another node")
        if fields.get("blockNumber") is None:
            return None
        return _receipt(transaction, fields)

    def events(
        self, contracts: Sequence[bytes], *, first: int, last: int, topics: Sequence[bytes | None] = ()
    ) -> tuple[LoggedEvent, ...]:
        """The events of some contracts from block `first` to `last`, both included, as the node orders them.

        None in `topics` stands for any.
        """
        wanted: Json = {
            "address": [data(contract) for contract in contracts],
            "topics": [None if topic is None else data(topic) for topic in topics],
            "fromBlock": quantity(first),
            "toBlock": quantity(last),
        }
        listed = read_list(self._node.ask("eth_getLogs", wanted), "events")
        return tuple(_event(read_object(entry, "an event")) for entry in listed)

    def sender_of(self, transaction: bytes) -> bytes:
        """The account that sent a mined transaction; raises `UnreachableError` if the node does not know it."""
        fields = read_object(self._node.ask("eth_getTransactionByHash", data(transaction)), "a transaction")
        if read_data(fields.get("hash"), "a transaction's hash", size=32) != transaction:
            raise UnreachableError(f"{self.name} gave another transaction than it was asked for; ask another node")
        return read_data(fields.get("from"), "a transaction's sender", size=20)


def _place(at: int | str) -> str:
    return at if isinstance(at, str) else quantity(at)


def _message(to: bytes | None, payload: bytes, sender: bytes | None) -> dict[str, Json]:
    message: dict[str, Json] = {"data": data(payload)}
    if to is not None:
        message["to"] = data(to)
    if sender is not None:
        message["from"] = data(sender)
    return message


def _receipt(transaction: bytes, fields: Mapping[str, Json]) -> Receipt:
    created = fields.get("contractAddress")
    listed = read_list(fields.get("logs"), "a receipt's events")
    return Receipt(
        transaction,
        read_quantity(fields.get("blockNumber"), "a receipt's block"),
        read_data(fields.get("blockHash"), "a receipt's block hash", size=32),
        read_quantity(fields.get("status"), "a receipt's status") == 1,
        read_quantity(fields.get("gasUsed"), "a receipt's gas"),
        read_quantity(fields.get("effectiveGasPrice", "0x0"), "a receipt's gas price"),
        None if created is None else read_data(created, "a contract's address", size=20),
        tuple(_event(read_object(entry, "an event")) for entry in listed),
    )


def _event(fields: Mapping[str, Json]) -> LoggedEvent:
    topics = read_list(fields.get("topics"), "an event's topics")
    time = fields.get("blockTimestamp")
    return LoggedEvent(
        read_data(fields.get("address"), "an event's contract", size=20),
        tuple(read_data(topic, "an event's topic", size=32) for topic in topics),
        read_data(fields.get("data"), "an event's data"),
        read_quantity(fields.get("blockNumber"), "an event's block"),
        read_data(fields.get("blockHash"), "an event's block", size=32),
        read_data(fields.get("transactionHash"), "an event's transaction", size=32),
        read_quantity(fields.get("logIndex"), "an event's place"),
        None if time is None else read_quantity(time, "an event's time"),
    )
