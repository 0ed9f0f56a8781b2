"""The JSON-RPC methods that the embedded chain answers: those that web3.py and ordinary tools need."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from eth.abc import BlockHeaderAPI

from chain.errors import InvalidTransactionError, NodeRefusedError
from chain.evm import BLOCK_GAS, Evm, Message, Mined, Outcome, base_fee_of
from chain.hexadecimal import Json, data, quantity
from chain.rpc_logs import logs_of
from chain.rpc_parameters import bytes_of, number_of, object_of, optional, parameter, refused
from chain.rpc_shapes import block_shape, receipt_shape, transaction_shape

UNKNOWN_METHOD = -32601
"""JSON-RPC 2.0, section 5.1."""

_REFUSED = -32000
_REVERTED = 3
_TIP = 10**9
_LONGEST_FEE_HISTORY = 1_024


class Chain(Protocol):
    """What the methods need of the embedded chain."""

    evm: Evm
    faucet_account: bytes

    def send(self, raw: bytes) -> Mined:
        """Append a block with one signed transaction."""
        ...

    def give(self, account: bytes, wei: int) -> Mined:
        """Send from the faucet."""
        ...

    def mine(self, time: int | None = None) -> None:
        """Append an empty block."""
        ...

    def next_time(self) -> int:
        """The time of the next block."""
        ...

    def advance(self, seconds: int) -> int:
        """Move the clock."""
        ...


def _at(chain: Chain, value: Json) -> BlockHeaderAPI | None:
    """The block that a tag, a number or an EIP-1898 object names, or None; everything mined is final here."""
    evm = chain.evm
    if value in ("latest", "safe", "finalized"):
        return evm.head
    if value == "pending":
        return evm.pending(chain.next_time())
    if value == "earliest":
        return evm.header(0)
    if isinstance(value, Mapping) and "blockHash" in value:
        return evm.header_by_hash(bytes_of(value["blockHash"], size=32))
    if isinstance(value, Mapping) and "blockNumber" in value:
        return evm.header(number_of(value["blockNumber"]))
    return evm.header(number_of(value))


def _required_at(chain: Chain, parameters: Sequence[Json], index: int) -> BlockHeaderAPI:
    header = _at(chain, optional(parameters, index, "latest"))
    if header is None:
        raise _failed("header not found")
    return header


def _message(value: Json) -> Message:
    fields = object_of(value)
    to = fields.get("to")
    given = fields.get("input", fields.get("data"))
    return Message(
        sender=bytes_of(fields.get("from") or data(bytes(20)), size=20),
        to=None if to is None else bytes_of(to, size=20),
        data=b"" if given is None else bytes_of(given),
        value=number_of(fields.get("value") or "0x0"),
        gas=number_of(fields.get("gas") or quantity(BLOCK_GAS)),
    )


def _call(chain: Chain, parameters: Sequence[Json]) -> Json:
    header = _required_at(chain, parameters, 1)
    return data(_output(chain.evm.simulate(_message(parameter(parameters, 0)), header)))


def _estimate(chain: Chain, parameters: Sequence[Json]) -> Json:
    message = _message(parameter(parameters, 0))
    header = chain.evm.pending(chain.next_time())
    first = chain.evm.simulate(message, header)
    _output(first)
    # A call inside a call gets 63/64 of what is left (EIP-150), and refunds come only afterwards: a little more than
    # was used is enough nearly always, and the search is for the rest (geth, `eth/gasestimator`).
    enough = (first.gas_used + first.gas_refunded + 2_300) * 64 // 63
    if _succeeds(chain, message, header, enough):
        return quantity(enough)
    low, high = enough, message.gas
    while high - low > high // 64:
        middle = (low + high) // 2
        low, high = (low, middle) if _succeeds(chain, message, header, middle) else (middle, high)
    return quantity(high)


def _succeeds(chain: Chain, message: Message, header: BlockHeaderAPI, gas: int) -> bool:
    limited = Message(message.sender, message.to, message.data, message.value, gas)
    return chain.evm.simulate(limited, header).error is None


def _output(outcome: Outcome) -> bytes:
    if outcome.reverted:
        raise NodeRefusedError(
            "the embedded chain: execution reverted", code=_REVERTED, reason="execution reverted", data=outcome.output
        )
    if outcome.error is not None:
        raise _failed(outcome.error)
    return outcome.output


def _send_raw(chain: Chain, parameters: Sequence[Json]) -> Json:
    raw = bytes_of(parameter(parameters, 0))
    try:
        transaction = chain.evm.decode(raw)
        if chain.evm.transaction(transaction.hash) is not None:
            raise _failed("already known")
        return data(chain.send(raw).transaction.hash)
    except InvalidTransactionError as error:
        raise _failed(str(error)) from error


def _send_from_faucet(chain: Chain, parameters: Sequence[Json]) -> Json:
    message = _message(parameter(parameters, 0))
    if message.sender != chain.faucet_account or message.to is None or message.data:
        raise _failed("only plain transfers from the faucet are signed here; send a raw transaction")
    try:
        return data(chain.give(message.to, message.value).transaction.hash)
    except InvalidTransactionError as error:
        raise _failed(str(error)) from error


def _block_by_number(chain: Chain, parameters: Sequence[Json]) -> Json:
    tag = parameter(parameters, 0)
    header = chain.evm.head if tag == "pending" else _at(chain, tag)
    return _block(chain, header, parameters)


def _block_by_hash(chain: Chain, parameters: Sequence[Json]) -> Json:
    return _block(chain, chain.evm.header_by_hash(bytes_of(parameter(parameters, 0), size=32)), parameters)


def _block(chain: Chain, header: BlockHeaderAPI | None, parameters: Sequence[Json]) -> Json:
    if header is None:
        return None
    mined = chain.evm.transaction_in(header.block_number)
    return block_shape(header, mined, full=optional(parameters, 1, default=False) is True)


def _transaction(chain: Chain, parameters: Sequence[Json]) -> Json:
    mined = chain.evm.transaction(bytes_of(parameter(parameters, 0), size=32))
    return None if mined is None else transaction_shape(mined)


def _receipt(chain: Chain, parameters: Sequence[Json]) -> Json:
    mined = chain.evm.transaction(bytes_of(parameter(parameters, 0), size=32))
    return None if mined is None else receipt_shape(mined)


def _logs(chain: Chain, parameters: Sequence[Json]) -> Json:
    return logs_of(chain.evm, object_of(parameter(parameters, 0)), lambda tag: _at(chain, tag))


def _code(chain: Chain, parameters: Sequence[Json]) -> Json:
    return data(chain.evm.code(_account(parameters), _required_at(chain, parameters, 1)))


def _balance(chain: Chain, parameters: Sequence[Json]) -> Json:
    return quantity(chain.evm.balance(_account(parameters), _required_at(chain, parameters, 1)))


def _count(chain: Chain, parameters: Sequence[Json]) -> Json:
    return quantity(chain.evm.nonce(_account(parameters), _required_at(chain, parameters, 1)))


def _storage(chain: Chain, parameters: Sequence[Json]) -> Json:
    header = _required_at(chain, parameters, 2)
    slot = number_of(parameter(parameters, 1))
    return data(chain.evm.storage(_account(parameters), slot, header).to_bytes(32, "big"))


def _account(parameters: Sequence[Json]) -> bytes:
    return bytes_of(parameter(parameters, 0), size=20)


def _fee_history(chain: Chain, parameters: Sequence[Json]) -> Json:
    newest = _required_at(chain, parameters, 1).block_number
    count = min(number_of(parameter(parameters, 0)), newest + 1, _LONGEST_FEE_HISTORY)
    asked = optional(parameters, 2, [])
    if not isinstance(asked, list):
        raise refused("percentiles must be a list")
    headers = [header for number in range(newest + 1 - count, newest + 1) if (header := chain.evm.header(number))]
    following = chain.evm.header(newest + 1) or chain.evm.pending(chain.next_time())
    history: dict[str, Json] = {
        "oldestBlock": quantity(newest + 1 - count),
        "baseFeePerGas": [quantity(base_fee_of(header)) for header in (*headers, following)],
        "gasUsedRatio": [header.gas_used / header.gas_limit for header in headers],
    }
    if asked:
        history["reward"] = [[quantity(_TIP)] * len(asked) for _ in headers]
    return history


def _increase_time(chain: Chain, parameters: Sequence[Json]) -> Json:
    try:
        return quantity(chain.advance(number_of(parameter(parameters, 0))))
    except InvalidTransactionError as error:
        raise _failed(str(error)) from error


def _mine(chain: Chain, parameters: Sequence[Json]) -> Json:
    time = optional(parameters, 0, None)
    try:
        chain.mine(None if time is None else number_of(time))
    except InvalidTransactionError as error:
        raise _failed(str(error)) from error
    return "0x0"


def _failed(reason: str) -> NodeRefusedError:
    return NodeRefusedError(f"the embedded chain: {reason}", code=_REFUSED, reason=reason)


METHODS: Mapping[str, Callable[[Chain, Sequence[Json]], Json]] = {
    "eth_accounts": lambda chain, _: [data(chain.faucet_account)],
    "eth_blockNumber": lambda chain, _: quantity(chain.evm.head.block_number),
    "eth_call": _call,
    "eth_chainId": lambda chain, _: quantity(chain.evm.chain_id),
    "eth_estimateGas": _estimate,
    "eth_feeHistory": _fee_history,
    "eth_gasPrice": lambda chain, _: quantity(chain.evm.next_base_fee + _TIP),
    "eth_getBalance": _balance,
    "eth_getBlockByHash": _block_by_hash,
    "eth_getBlockByNumber": _block_by_number,
    "eth_getCode": _code,
    "eth_getLogs": _logs,
    "eth_getStorageAt": _storage,
    "eth_getTransactionByHash": _transaction,
    "eth_getTransactionCount": _count,
    "eth_getTransactionReceipt": _receipt,
    "eth_maxPriorityFeePerGas": lambda _chain, _: quantity(_TIP),
    "eth_sendRawTransaction": _send_raw,
    "eth_sendTransaction": _send_from_faucet,
    "eth_syncing": lambda _chain, _: False,
    "evm_increaseTime": _increase_time,
    "evm_mine": _mine,
    "net_version": lambda chain, _: str(chain.evm.chain_id),
    "web3_clientVersion": lambda _chain, _: "xcert-embedded-chain",
}
"""Each method by name: the chain and the parameters in, the result out."""
