"""A bare EVM for contract tests: py-evm under the Paris rules, no signatures, the time of every call set by the test.

One transaction is one step on the state; a snapshot is the root of the state. Gas is exact: intrinsic gas, execution
and refund.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from eth.abc import ComputationAPI, StateAPI
from eth.chains.base import MiningChain
from eth.constants import BLANK_ROOT_HASH, CREATE_CONTRACT_ADDRESS
from eth.db import get_db_backend
from eth.exceptions import Revert
from eth.vm.forks.paris import ParisVM
from eth.vm.spoof import SpoofTransaction
from eth_typing import Address, BlockNumber, Hash32

GAS_LIMIT = 500_000_000
CHAIN_ID = 31_337

Snapshot: TypeAlias = tuple[Hash32, int]
"""The root of a state, and its time."""


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction that went through: what it returned, what it cost, what it logged."""

    output: bytes
    gas: int
    created: bytes
    logs: tuple[tuple[bytes, tuple[int, ...], bytes], ...]


class RevertedError(Exception):
    """The contract refused; `data` is the revert data."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data.hex() or "reverted without data")
        self.data = data


class Machine:
    """An EVM whose clock is the attribute `time`, in Unix seconds."""

    def __init__(self, time: int) -> None:
        chain = MiningChain.configure(
            __name__="ContractTests", vm_configuration=((BlockNumber(0), ParisVM),), chain_id=CHAIN_ID
        )
        genesis: dict[str, Any] = {
            "coinbase": bytes(20),
            "difficulty": 0,
            "extra_data": b"",
            "gas_limit": GAS_LIMIT,
            "mix_hash": Hash32(bytes(32)),
            "timestamp": time,
            "transaction_root": BLANK_ROOT_HASH,
            "receipt_root": BLANK_ROOT_HASH,
        }
        self.time = time
        self._chain: Any = chain.from_genesis(get_db_backend(), genesis, {})
        self._header = self._chain.get_canonical_head().copy(base_fee_per_gas=0)
        self._vm: Any = self._chain.get_vm(self._header)
        self._root: Hash32 = self._header.state_root

    def send(self, sender: bytes, to: bytes | None, data: bytes) -> Step:
        """Run a transaction and keep its effect; raises `RevertedError` and keeps none."""
        state, computation, intrinsic = self._run(sender, to, data)
        state.lock_changes()
        self._root = state.make_state_root()
        state.persist()
        used = intrinsic + computation.get_gas_used()
        created = computation.msg.storage_address if to is None else b""
        # EIP-3529: at most a fifth of the gas comes back.
        gas = used - min(computation.get_gas_refund(), used // 5)
        return Step(computation.output, gas, created, tuple(computation.get_log_entries()))

    def call(self, sender: bytes, to: bytes, data: bytes) -> tuple[bytes, int]:
        """Return what a call gives and its gas without the transaction's own; raises `RevertedError`."""
        _, computation, _ = self._run(sender, to, data)
        return computation.output, computation.get_gas_used()

    @property
    def snapshot(self) -> Snapshot:
        """The present state and time."""
        return self._root, self.time

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot, as often as wanted."""
        self._root, self.time = snapshot

    def _run(self, sender: bytes, to: bytes | None, data: bytes) -> tuple[StateAPI, ComputationAPI, int]:
        header = self._header.copy(state_root=self._root, timestamp=self.time)
        vm = self._vm
        state = vm.build_state(vm.chaindb.db, header, vm.chain_context, vm.previous_hashes)
        unsigned = self._chain.create_unsigned_transaction(
            nonce=state.get_nonce(Address(sender)),
            gas_price=0,
            gas=GAS_LIMIT // 2,
            to=CREATE_CONTRACT_ADDRESS if to is None else Address(to),
            value=0,
            data=data,
        )
        computation = state.apply_transaction(SpoofTransaction(unsigned, from_=Address(sender)))
        if computation.is_error:
            if isinstance(computation.error, Revert):
                raise RevertedError(computation.output)
            raise computation.error
        return state, computation, unsigned.intrinsic_gas
