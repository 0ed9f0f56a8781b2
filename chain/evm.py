"""py-evm with explicit block times: one transaction makes one block, and whatever was mined stays at hand.

eth-tester is not used: it fixes the chain id, draws each block's randomness, so that a rebuilt chain has other hashes,
and reads logs in quadratic time. The virtual machine is that of the Paris fork, the oldest one the contracts promise to
run on, so that a newer opcode fails here first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from eth.abc import BlockHeaderAPI, ComputationAPI, SignedTransactionAPI, StateAPI
from eth.chains.base import MiningChain
from eth.constants import BLANK_ROOT_HASH, CREATE_CONTRACT_ADDRESS
from eth.db import get_db_backend
from eth.exceptions import Revert, UnrecognizedTransactionType, VMError
from eth.typing import AccountDetails, HeaderParams
from eth.vm.forks.paris import ParisVM
from eth.vm.spoof import SpoofTransaction
from eth_keys.exceptions import BadSignature
from eth_typing import Address, BlockNumber, Hash32
from eth_utils.exceptions import ValidationError
from rlp.exceptions import RLPException

from chain.errors import InvalidTransactionError
from chain.recursion import restore_recursion_limit

restore_recursion_limit()

BLOCK_GAS = 60_000_000
"""Gas in one block, as on Ethereum today; 64 roots use about 2 million."""

END_OF_TIME = 2**40
"""The first second that the contracts cannot keep."""

_NO_RANDOMNESS = Hash32(bytes(32))


@dataclass(frozen=True, slots=True)
class Message:
    """A call that is not signed: from whom, to which contract (None creates one), with what; amounts in wei and gas."""

    sender: bytes
    to: bytes | None
    data: bytes
    value: int = 0
    gas: int = BLOCK_GAS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a simulated message gave: `output` is the return value or the revert data, `error` says why it failed."""

    output: bytes
    error: str | None
    reverted: bool
    gas_used: int
    gas_refunded: int


@dataclass(frozen=True, slots=True)
class Log:
    """One event, with its place in the block."""

    address: bytes
    topics: tuple[bytes, ...]
    data: bytes
    index: int


@dataclass(frozen=True, slots=True)
class Mined:
    """A transaction that stands in a block, with its receipt."""

    transaction: SignedTransactionAPI
    raw: bytes
    block: BlockHeaderAPI
    succeeded: bool
    gas_used: int
    gas_price: int
    created: bytes | None
    v: int
    logs: tuple[Log, ...]


class _EvmChain(MiningChain):
    vm_configuration = ((BlockNumber(0), ParisVM),)

    def create_header_from_parent(self, parent_header: BlockHeaderAPI, **parameters: HeaderParams) -> BlockHeaderAPI:
        # A placeholder, so that py-evm does not read the clock: each block is given its own time before it is mined.
        given: dict[str, HeaderParams] = {
            "gas_limit": parent_header.gas_limit,
            "timestamp": parent_header.timestamp + 1,
            **parameters,
        }
        return super().create_header_from_parent(parent_header, **given)


class Evm:
    """A chain in memory with `balances` in wei at its genesis; not safe for threads, no persistence."""

    def __init__(self, chain_id: int, genesis_time: int, balances: Mapping[bytes, int]) -> None:
        chain = _EvmChain.configure(__name__="EmbeddedEvm", chain_id=chain_id)
        genesis: dict[str, HeaderParams] = {
            "coinbase": Address(bytes(20)),
            "difficulty": 0,
            "extra_data": b"",
            "gas_limit": BLOCK_GAS,
            "mix_hash": _NO_RANDOMNESS,
            "timestamp": genesis_time,
            "transaction_root": BLANK_ROOT_HASH,
            "receipt_root": BLANK_ROOT_HASH,
        }
        state: dict[Address, AccountDetails] = {
            Address(account): {"balance": balance, "nonce": 0, "code": b"", "storage": {}}
            for account, balance in balances.items()
        }
        self.chain_id = chain_id
        self._chain = cast("_EvmChain", chain.from_genesis(get_db_backend(), genesis, state))
        self._headers: list[BlockHeaderAPI] = [self._chain.get_canonical_head()]
        self._mined: list[Mined | None] = [None]
        self._by_hash: dict[bytes, Mined] = {}

    @property
    def head(self) -> BlockHeaderAPI:
        """The newest block."""
        return self._headers[-1]

    @property
    def next_base_fee(self) -> int:
        """The base fee of the next block, in wei per gas."""
        return base_fee_of(self._chain.header)

    def pending(self, time: int) -> BlockHeaderAPI:
        """The block that would come next, at `time`; for simulations."""
        return self._chain.header.copy(timestamp=time)

    def header(self, number: int) -> BlockHeaderAPI | None:
        """Return the block at height `number`, or None."""
        return self._headers[number] if 0 <= number < len(self._headers) else None

    def header_by_hash(self, block_hash: bytes) -> BlockHeaderAPI | None:
        """Return the block with this hash, or None."""
        return next((header for header in reversed(self._headers) if header.hash == block_hash), None)

    def transaction_in(self, number: int) -> Mined | None:
        """Return the transaction of block `number`, or None for an empty block."""
        return self._mined[number]

    def transaction(self, transaction_hash: bytes) -> Mined | None:
        """Return the mined transaction with this hash, or None."""
        return self._by_hash.get(transaction_hash)

    def balance(self, account: bytes, header: BlockHeaderAPI) -> int:
        """What an account has after block `header`, in wei."""
        return self._state(header).get_balance(Address(account))

    def nonce(self, account: bytes, header: BlockHeaderAPI) -> int:
        """How many transactions an account has sent up to block `header`."""
        return self._state(header).get_nonce(Address(account))

    def code(self, account: bytes, header: BlockHeaderAPI) -> bytes:
        """The code at an address after block `header`."""
        return self._state(header).get_code(Address(account))

    def storage(self, account: bytes, slot: int, header: BlockHeaderAPI) -> int:
        """One word of a contract's storage after block `header`."""
        return self._state(header).get_storage(Address(account), slot)

    def mine(self, time: int) -> None:
        """Append an empty block at `time`; raises `InvalidTransactionError` unless it is after the head's."""
        self._require_later(time)
        self._chain.set_header_timestamp(time)
        self._append(None)

    def execute(self, raw: bytes, time: int) -> Mined:
        """Append a block with one signed transaction; raises `InvalidTransactionError` and then changes nothing."""
        transaction = self.decode(raw)
        self._require_later(time)
        self._require_valid(transaction)
        self._chain.set_header_timestamp(time)
        base_fee = self.next_base_fee
        try:
            _, receipt, computation = self._chain.apply_transaction(transaction)
        except (ValidationError, VMError, RecursionError) as error:
            raise InvalidTransactionError(str(error)) from error
        logs = tuple(
            Log(log.address, tuple(topic.to_bytes(32, "big") for topic in log.topics), log.data, index)
            for index, log in enumerate(receipt.logs)
        )
        header = self._close()
        mined = Mined(
            transaction,
            raw,
            header,
            succeeded=not computation.is_error,
            gas_used=header.gas_used,
            gas_price=min(transaction.max_fee_per_gas, base_fee + transaction.max_priority_fee_per_gas),
            created=computation.msg.storage_address if computation.msg.is_create else None,
            v=_v_of(transaction, self.chain_id),
            logs=logs,
        )
        self._keep(header, mined)
        return mined

    def decode(self, raw: bytes) -> SignedTransactionAPI:
        """Understand a signed transaction; raises `InvalidTransactionError`."""
        try:
            transaction = self._chain.get_vm().get_transaction_builder().decode(raw)
            transaction.validate()
        except (RLPException, UnrecognizedTransactionType, ValidationError, ValueError, TypeError, IndexError) as error:
            raise InvalidTransactionError(f"rlp: {error}") from error
        try:
            # Recovered once and kept: asking py-evm whether the signature is valid would recover it twice more.
            transaction.sender  # noqa: B018 -- a property that computes
        except (BadSignature, ValidationError, ValueError) as error:
            raise InvalidTransactionError(f"invalid sender: {error}") from error
        # A transaction that names no chain could be replayed on every chain (EIP-155).
        if transaction.chain_id != self.chain_id:
            raise InvalidTransactionError(
                f"invalid chain id for signer: have {transaction.chain_id} want {self.chain_id}"
            )
        return transaction

    def simulate(self, message: Message, header: BlockHeaderAPI) -> Outcome:
        """Run `message` on the state after `header`, in its block number and time, and change nothing."""
        # A base fee of 0 lets an account without money ask; the state's root, number and time stay those of the block.
        state = self._chain.get_vm(header.copy(base_fee_per_gas=0)).state
        unsigned = self._chain.create_unsigned_transaction(
            nonce=state.get_nonce(Address(message.sender)),
            gas_price=0,
            gas=min(message.gas, BLOCK_GAS),
            to=CREATE_CONTRACT_ADDRESS if message.to is None else Address(message.to),
            value=message.value,
            data=message.data,
        )
        spoofed = cast("SignedTransactionAPI", SpoofTransaction(unsigned, from_=Address(message.sender)))
        try:
            computation = state.apply_transaction(spoofed)
        except (ValidationError, VMError, RecursionError) as error:
            return Outcome(b"", str(error), reverted=False, gas_used=0, gas_refunded=0)
        return _outcome(computation, unsigned.intrinsic_gas)

    def _require_later(self, time: int) -> None:
        if not self.head.timestamp < time < END_OF_TIME:
            raise InvalidTransactionError(f"invalid timestamp: {time} is not after {self.head.timestamp}")

    def _require_valid(self, transaction: SignedTransactionAPI) -> None:
        state = self._chain.get_vm().state
        expected = state.get_nonce(transaction.sender)
        if transaction.nonce < expected:
            raise InvalidTransactionError(f"nonce too low: next nonce {expected}, tx nonce {transaction.nonce}")
        if transaction.nonce > expected:
            raise InvalidTransactionError(f"nonce too high: next nonce {expected}, tx nonce {transaction.nonce}")
        needed = transaction.gas * transaction.max_fee_per_gas + transaction.value
        balance = state.get_balance(transaction.sender)
        if balance < needed:
            raise InvalidTransactionError(f"insufficient funds for gas * price + value: have {balance} want {needed}")
        if transaction.gas > BLOCK_GAS:
            raise InvalidTransactionError("exceeds block gas limit")
        if transaction.gas < transaction.intrinsic_gas:
            raise InvalidTransactionError(
                f"intrinsic gas too low: have {transaction.gas}, want {transaction.intrinsic_gas}"
            )

    def _state(self, header: BlockHeaderAPI) -> StateAPI:
        return self._chain.get_vm(header).state

    def _append(self, mined: Mined | None) -> None:
        self._keep(self._close(), mined)

    def _close(self) -> BlockHeaderAPI:
        return self._chain.mine_block(mix_hash=_NO_RANDOMNESS).header

    def _keep(self, header: BlockHeaderAPI, mined: Mined | None) -> None:
        self._headers.append(header)
        self._mined.append(mined)
        if mined is not None:
            self._by_hash[mined.transaction.hash] = mined


def base_fee_of(header: BlockHeaderAPI) -> int:
    """The base fee of a block, in wei per gas."""
    return header.base_fee_per_gas or 0


def _v_of(transaction: SignedTransactionAPI, chain_id: int) -> int:
    # EIP-155 for the old form; the typed forms have the parity itself (EIP-2718).
    return transaction.y_parity if transaction.type_id else chain_id * 2 + 35 + transaction.y_parity


def _outcome(computation: ComputationAPI, intrinsic: int) -> Outcome:
    gas = intrinsic + computation.get_gas_used()
    if not computation.is_error:
        return Outcome(
            computation.output, None, reverted=False, gas_used=gas, gas_refunded=computation.get_gas_refund()
        )
    error = computation.error
    if isinstance(error, Revert):
        return Outcome(computation.output, "execution reverted", reverted=True, gas_used=gas, gas_refunded=0)
    return Outcome(b"", f"{type(error).__name__}: {error}", reverted=False, gas_used=gas, gas_refunded=0)
