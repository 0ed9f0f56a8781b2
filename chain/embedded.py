"""The embedded chain: a real EVM inside this process, for the demo, for tests and behind `chain.serve`.

It answers the same JSON-RPC questions as a node does, so nothing above knows the difference. Every transaction makes a
block at once, and a block is final as soon as it is there.
"""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import Self

from eth_account import Account

from chain.block_file import BlockFile, Line
from chain.errors import BlockFileError, ChainError, InvalidTransactionError, NodeRefusedError
from chain.evm import END_OF_TIME, Evm, Mined
from chain.hexadecimal import Json
from chain.rpc_methods import METHODS, UNKNOWN_METHOD

EMBEDDED_CHAIN = 20_260
"""The EIP-155 chain id of embedded chains."""
HEARTBEAT = 30
"""Seconds after which a chain with a clock makes an empty block, so that its head never looks stale."""

FURTHEST_AHEAD = 60
"""Seconds that the head of a chain with a clock may be ahead of it; a busy chain then makes a block a second."""

_SENDING = frozenset({"eth_sendRawTransaction", "eth_sendTransaction"})
_FAUCET_FUNDS = 10**9 * 10**18


class EmbeddedChain:
    """A chain that begins at `genesis_time` (Unix seconds), safe for threads.

    Arguments:
        genesis_time: time of block 0; a chain rebuilt from `path` keeps the one it has.
        path: the file that the chain is written to and rebuilt from; None keeps it in memory.
        clock: gives the present in Unix seconds for new blocks; without it time moves a second with each block.
        chain_id: another EIP-155 chain id.

    Raises `BlockFileError` if the file is damaged, of another chain, or in use.
    """

    def __init__(
        self,
        genesis_time: int,
        *,
        path: Path | None = None,
        clock: Callable[[], int] | None = None,
        chain_id: int = EMBEDDED_CHAIN,
    ) -> None:
        self._faucet = Account.from_key(hashlib.sha256(b"xcert embedded chain: the faucet, worth nothing").digest())
        self.faucet_account = bytes.fromhex(self._faucet.address[2:])
        self._clock = clock
        self._lead = 0
        self._broken = False
        self._lock = threading.RLock()
        self._file = BlockFile(path, chain_id=chain_id, genesis_time=genesis_time) if path else None
        start = self._file.genesis_time if self._file else genesis_time
        self.evm = Evm(chain_id, start, {self.faucet_account: _FAUCET_FUNDS})
        if self._file:
            self._rebuild_or_let_go(self._file)

    @property
    def name(self) -> str:
        """How messages call this node."""
        return "the embedded chain"

    @property
    def time(self) -> int:
        """The time of the head, in Unix seconds."""
        with self._lock:
            return self.evm.head.timestamp

    def ask(self, method: str, *params: Json) -> Json:
        """Answer a JSON-RPC call; raises `NodeRefusedError` as a node would."""
        answer = METHODS.get(method)
        if answer is None:
            reason = f"the method {method} does not exist or is not available"
            raise NodeRefusedError(f"{self.name}: {reason}", code=UNKNOWN_METHOD, reason=reason)
        if method in _SENDING:
            self._pace()
        with self._lock:
            self._require_whole()
            self._beat()
            return answer(self, params)

    def move_to(self, time: int) -> None:
        """Append an empty block at `time`; raises `ChainError` for the past, since a chain only runs forwards."""
        with self._lock:
            if time < self.evm.head.timestamp:
                raise ChainError(f"the chain stands at {self.evm.head.timestamp} and cannot go back to {time}")
            if time > self.evm.head.timestamp:
                self.mine(time)

    def close(self) -> None:
        """Let go of the chain's file; what was answered stays in it."""
        with self._lock:
            self._broken = True
            if self._file:
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def mine(self, time: int | None = None) -> None:
        """Append an empty block at `time` or as soon as possible."""
        with self._lock:
            self._require_whole()
            self.evm.mine(self.next_time() if time is None else time)
            self._remember(None)

    def send(self, raw: bytes) -> Mined:
        """Append a block with one signed transaction; raises `InvalidTransactionError`."""
        with self._lock:
            self._require_whole()
            mined = self.evm.execute(raw, self.next_time())
            self._remember(raw)
            return mined

    def give(self, account: bytes, wei: int) -> Mined:
        """Send `wei` from the faucet, which is the only account that this chain signs for."""
        with self._lock:
            base_fee = self.evm.next_base_fee
            signed = self._faucet.sign_transaction(
                {
                    "chainId": self.evm.chain_id,
                    "nonce": self.evm.nonce(self.faucet_account, self.evm.head),
                    "to": account,
                    "value": wei,
                    "gas": 50_000,
                    "maxFeePerGas": 2 * base_fee + 1,
                    "maxPriorityFeePerGas": 1,
                }
            )
            return self.send(bytes(signed.raw_transaction))

    def next_time(self) -> int:
        """The time that the next block would get."""
        soonest = self.evm.head.timestamp + 1
        if self._clock is None:
            return soonest + self._lead
        return max(soonest, self._clock() + self._lead)

    def advance(self, seconds: int) -> int:
        """Let every later block be `seconds` further ahead; return the whole lead; raises `InvalidTransactionError`."""
        if self.next_time() + seconds >= END_OF_TIME:
            raise InvalidTransactionError(f"invalid timestamp: {seconds} seconds more are beyond the end of time")
        self._lead += seconds
        return self._lead

    def _beat(self) -> None:
        if self._clock is not None and self._clock() - self.evm.head.timestamp >= HEARTBEAT:
            self.mine()

    def _pace(self) -> None:
        # Each block is later than the one before, so many transactions in one second lead into the future, which every
        # verifier refuses. Waiting happens outside the lock: readers go on.
        if self._clock is not None and self.evm.head.timestamp - self._clock() - self._lead > FURTHEST_AHEAD:
            sleep(1)

    def _remember(self, raw: bytes | None) -> None:
        if not self._clock:
            self._lead = 0
        if self._file is None:
            return
        try:
            self._file.append(Line(self.evm.head.timestamp, self.evm.head.hash, raw))
        except BlockFileError:
            # Memory is ahead of the disk: nothing more may be answered, or a restart would go back behind an answer.
            self._broken = True
            raise

    def _require_whole(self) -> None:
        if self._broken:
            raise BlockFileError("this chain was closed or could not be written; start it again")

    def _rebuild_or_let_go(self, file: BlockFile) -> None:
        try:
            self._rebuild(file)
        except BlockFileError:
            file.close()
            raise

    def _rebuild(self, file: BlockFile) -> None:
        for number, line in enumerate(file.blocks(), start=1):
            try:
                if line.transaction is None:
                    self.evm.mine(line.time)
                else:
                    self.evm.execute(line.transaction, line.time)
            except InvalidTransactionError as error:
                raise BlockFileError(
                    f"block {number} of the chain's file is damaged: {error}; move the file away"
                ) from error
            if self.evm.head.hash != line.hash:
                raise BlockFileError(f"block {number} of the chain's file gives another block; move the file away")
