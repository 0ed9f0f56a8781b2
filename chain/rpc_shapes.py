"""Blocks, transactions, receipts and events as Ethereum JSON-RPC writes them (execution-apis schemas)."""

from eth.abc import BlockHeaderAPI

from chain.evm import Log, Mined, base_fee_of
from chain.hexadecimal import Json, data, quantity

_NO_UNCLES = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"


def block_shape(header: BlockHeaderAPI, mined: Mined | None, *, full: bool) -> Json:
    """Write a block with its transaction's hash, or with the whole transaction if `full`."""
    transactions: list[Json] = []
    if mined is not None:
        transactions.append(transaction_shape(mined) if full else data(mined.transaction.hash))
    return {
        "number": quantity(header.block_number),
        "hash": data(header.hash),
        "parentHash": data(header.parent_hash),
        "timestamp": quantity(header.timestamp),
        "stateRoot": data(header.state_root),
        "transactionsRoot": data(header.transaction_root),
        "receiptsRoot": data(header.receipt_root),
        "logsBloom": data(header.bloom.to_bytes(256, "big")),
        "miner": data(header.coinbase),
        "difficulty": quantity(0),
        "totalDifficulty": quantity(0),
        "extraData": data(header.extra_data),
        "mixHash": data(header.mix_hash),
        "nonce": data(header.nonce),
        "sha3Uncles": _NO_UNCLES,
        "uncles": [],
        "size": quantity(600 + (len(mined.raw) if mined else 0)),
        "gasLimit": quantity(header.gas_limit),
        "gasUsed": quantity(header.gas_used),
        "baseFeePerGas": quantity(base_fee_of(header)),
        "transactions": transactions,
    }


def transaction_shape(mined: Mined) -> Json:
    """Write a mined transaction."""
    transaction = mined.transaction
    kind = transaction.type_id or 0
    shape: dict[str, Json] = {
        "hash": data(transaction.hash),
        "blockHash": data(mined.block.hash),
        "blockNumber": quantity(mined.block.block_number),
        "transactionIndex": quantity(0),
        "from": data(transaction.sender),
        "to": data(transaction.to) if transaction.to else None,
        "nonce": quantity(transaction.nonce),
        "value": quantity(transaction.value),
        "input": data(transaction.data),
        "gas": quantity(transaction.gas),
        "gasPrice": quantity(mined.gas_price),
        "type": quantity(kind),
        "chainId": quantity(transaction.chain_id or 0),
        "v": quantity(mined.v),
        "r": quantity(transaction.r),
        "s": quantity(transaction.s),
    }
    if kind:
        shape["accessList"] = [
            {"address": data(account), "storageKeys": [data(slot.to_bytes(32, "big")) for slot in slots]}
            for account, slots in transaction.access_list
        ]
        shape["yParity"] = quantity(transaction.y_parity)
    if kind == 2:
        shape["maxFeePerGas"] = quantity(transaction.max_fee_per_gas)
        shape["maxPriorityFeePerGas"] = quantity(transaction.max_priority_fee_per_gas)
    return shape


def receipt_shape(mined: Mined) -> Json:
    """Write the receipt of a mined transaction, with its events."""
    return {
        "transactionHash": data(mined.transaction.hash),
        "transactionIndex": quantity(0),
        "blockHash": data(mined.block.hash),
        "blockNumber": quantity(mined.block.block_number),
        "from": data(mined.transaction.sender),
        "to": data(mined.transaction.to) if mined.transaction.to else None,
        "contractAddress": data(mined.created) if mined.created else None,
        "cumulativeGasUsed": quantity(mined.gas_used),
        "gasUsed": quantity(mined.gas_used),
        "effectiveGasPrice": quantity(mined.gas_price),
        "logs": [log_shape(mined, log) for log in mined.logs],
        "logsBloom": data(mined.block.bloom.to_bytes(256, "big")),
        "type": quantity(mined.transaction.type_id or 0),
        "status": quantity(int(mined.succeeded)),
    }


def log_shape(mined: Mined, log: Log) -> Json:
    """Write one event of a mined transaction."""
    return {
        "address": data(log.address),
        "topics": [data(topic) for topic in log.topics],
        "data": data(log.data),
        "blockNumber": quantity(mined.block.block_number),
        "blockHash": data(mined.block.hash),
        "blockTimestamp": quantity(mined.block.timestamp),
        "transactionHash": data(mined.transaction.hash),
        "transactionIndex": quantity(0),
        "logIndex": quantity(log.index),
        "removed": False,
    }
