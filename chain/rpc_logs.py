"""Reading the embedded chain's events: `eth_getLogs` with EIP-234 and topic alternatives."""

from collections.abc import Callable, Iterator, Mapping

from eth.abc import BlockHeaderAPI

from chain.errors import NodeRefusedError
from chain.evm import Evm, Log
from chain.hexadecimal import Json
from chain.rpc_parameters import bytes_of, refused
from chain.rpc_shapes import log_shape

_MAXIMUM = 10_000
_TOO_MANY = -32005

_Topics = list[frozenset[bytes] | None]


def logs_of(evm: Evm, wanted: Mapping[str, Json], block_at: Callable[[Json], BlockHeaderAPI | None]) -> Json:
    """List the events that match the filter `wanted`; raises `NodeRefusedError` for more than 10,000."""
    addresses = _alternatives(wanted.get("address"), size=20)
    topics = _topics(wanted.get("topics"))
    found: list[Json] = []
    for number in _range(wanted, block_at):
        mined = evm.transaction_in(number)
        if mined is None:
            continue
        found += [log_shape(mined, log) for log in mined.logs if _matches(log, addresses, topics)]
        if len(found) > _MAXIMUM:
            reason = f"query returned more than {_MAXIMUM} results"
            raise NodeRefusedError(f"the embedded chain: {reason}; ask for fewer blocks", code=_TOO_MANY, reason=reason)
    return found


def _range(wanted: Mapping[str, Json], block_at: Callable[[Json], BlockHeaderAPI | None]) -> Iterator[int]:
    if "blockHash" in wanted:
        header = block_at({"blockHash": wanted["blockHash"]})
        if header is None:
            raise refused("unknown block")
        return iter((header.block_number,))
    first = block_at(wanted.get("fromBlock") or "latest")
    head = block_at("latest")
    last = block_at(wanted.get("toBlock") or "latest") or head
    if first is None or last is None or head is None:
        return iter(())
    return iter(range(first.block_number, min(last.block_number, head.block_number) + 1))


def _alternatives(value: Json, *, size: int) -> frozenset[bytes] | None:
    if value is None or value == []:
        return None
    entries = value if isinstance(value, list) else [value]
    return frozenset(bytes_of(entry, size=size) for entry in entries)


def _topics(value: Json) -> _Topics:
    if value is None:
        return []
    if not isinstance(value, list):
        raise refused("topics must be a list")
    return [_alternatives(entry, size=32) for entry in value]


def _matches(log: Log, addresses: frozenset[bytes] | None, topics: _Topics) -> bool:
    if addresses is not None and log.address not in addresses:
        return False
    if len(topics) > len(log.topics):
        return False
    return all(wanted is None or topic in wanted for topic, wanted in zip(log.topics, topics, strict=False))
