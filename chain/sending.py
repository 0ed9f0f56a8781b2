"""Sending transactions so that nothing is ever sent twice: sign, keep, hand in, watch until final.

A signed transaction has its hash and nonce before anybody else hears of it, so a journal can store it first. Handing
the same bytes in again is harmless, whatever happened in between.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from chain.accounts import Signer
from chain.calls import Call
from chain.errors import (
    FailedError,
    NodeRefusedError,
    NonceError,
    NotFinalError,
    NotFundedError,
    WrongNetworkError,
)
from chain.fees import GWEI, Fees, current_fees
from chain.finality import Finality, final_block
from chain.hexadecimal import checksummed
from chain.node import Node
from chain.refusals import refusal_of
from chain.rpc import LATEST, Receipt, Rpc

DEFAULT_FEE_CAP = 500 * GWEI
"""Wei per gas that is paid at most unless the operator says otherwise."""

_RECEIPT_LAG = (0.05, 0.2, 0.5, 1.0)
"""Seconds between the questions for a receipt that must be there, before another transaction is suspected."""

LONGEST_WAIT = 2_400.0
"""Seconds until a block must be final: on Ethereum it takes about a thousand."""

_ALREADY_THERE = ("already known", "alreadyknown", "already imported", "already exists", "known transaction")
_NONCE_USED = ("nonce too low", "nonce is too low", "lower than the current nonce", "nonce has already been used")


class Progress(Enum):
    """Where a transaction that was handed in stands."""

    WAITING = "waiting"
    MINED = "mined"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class SignedTransaction:
    """A transaction that is ready to be handed in; `raw` is all that is needed, also after a restart."""

    hash: bytes
    raw: bytes
    nonce: int


class Sender:
    """Sends the calls of one account on one chain.

    Arguments:
        node: where to send.
        account: whoever signs.
        chain: the EIP-155 chain id that the node must be on.
        finality: when a block counts as final.
        fee_cap: wei per gas paid at most.
    """

    def __init__(
        self, node: Node, account: Signer, *, chain: int, finality: Finality, fee_cap: int = DEFAULT_FEE_CAP
    ) -> None:
        self._rpc = Rpc(node)
        self._account = account
        self._chain = chain
        self._finality = finality
        self._fee_cap = fee_cap

    @property
    def address(self) -> bytes:
        """The account that pays, 20 bytes."""
        return self._account.address

    def prepare(self, call: Call, *, nonce: int | None = None) -> SignedTransaction:
        """Try `call`, price it and sign it with `nonce` or the account's next one; nothing is sent.

        Raises `RevertedError` with the contract's reason, `NotFundedError`, `FeeTooHighError`, `WrongNetworkError`.
        """
        self._require_network()
        gas = self._gas(call)
        fees = current_fees(self._rpc, cap=self._fee_cap)
        self._require_funds(gas, fees)
        chosen = self._rpc.nonce(self.address) if nonce is None else nonce
        fields: dict[str, int | bytes] = {
            "chainId": self._chain,
            "nonce": chosen,
            "gas": gas,
            "value": 0,
            "data": call.data,
            **fees.fields(),
        }
        if call.to is not None:
            fields["to"] = call.to
        transaction_hash, raw = self._account.sign(fields)
        return SignedTransaction(transaction_hash, raw, chosen)

    def broadcast(self, transaction: SignedTransaction) -> None:
        """Hand in a signed transaction; doing so again is harmless.

        Raises `NonceError` if another one took its place, `NotFundedError`, or `NodeRefusedError` for another reason.
        """
        try:
            self._rpc.send_raw(transaction.raw)
        except NodeRefusedError as error:
            if not self._is_there(transaction, error):
                raise

    def receipt(self, transaction: SignedTransaction) -> Receipt | None:
        """The receipt, or None while the transaction is not mined; raises `NonceError` if it never can be."""
        found = self._rpc.receipt(transaction.hash)
        if found is None and self._rpc.nonce(self.address, LATEST) > transaction.nonce:
            found = self._late_receipt(transaction)
            if found is None:
                raise self._displaced(transaction)
        return found

    def _late_receipt(self, transaction: SignedTransaction) -> Receipt | None:
        """Ask again for a while: a node may count a transaction a moment before it has its receipt."""
        for pause in _RECEIPT_LAG:
            if (found := self._rpc.receipt(transaction.hash)) is not None:
                return found
            time.sleep(pause)
        return self._rpc.receipt(transaction.hash)

    def is_final(self, receipt: Receipt) -> bool:
        """Whether the receipt's block is final and still the one at its height."""
        if final_block(self._rpc, self._finality).number < receipt.block:
            return False
        block = self._rpc.block(receipt.block)
        return block is not None and block.hash == receipt.block_hash

    def wait_final(
        self,
        transaction: SignedTransaction,
        *,
        seconds: float = LONGEST_WAIT,
        progress: Callable[[Progress], None] = lambda _: None,
        pause: float = 1.0,
    ) -> Receipt:
        """Watch until the transaction is final; raises `NotFinalError` after `seconds`, `FailedError` if it failed."""
        until = time.monotonic() + seconds
        shown = None
        while True:
            state, receipt = self._look(transaction)
            if state is not shown:
                progress(state)
                shown = state
            if receipt is not None and state is Progress.FINAL:
                return self._require_success(receipt)
            if time.monotonic() >= until:
                raise NotFinalError(
                    f"transaction {transaction.hash.hex()} is {state.value} after {seconds:.0f} seconds; "
                    "it was handed in and may still become final: ask again later, do not send another"
                )
            time.sleep(pause)

    def send(self, call: Call, *, seconds: float = LONGEST_WAIT) -> Receipt:
        """Prepare, hand in and wait until final; for callers that need no journal. Raises as those do."""
        transaction = self.prepare(call)
        self.broadcast(transaction)
        return self.wait_final(transaction, seconds=seconds)

    def _look(self, transaction: SignedTransaction) -> tuple[Progress, Receipt | None]:
        receipt = self.receipt(transaction)
        if receipt is None:
            return Progress.WAITING, None
        return (Progress.FINAL if self.is_final(receipt) else Progress.MINED), receipt

    def _require_success(self, receipt: Receipt) -> Receipt:
        if not receipt.succeeded:
            raise FailedError(
                f"transaction {receipt.transaction.hex()} was mined in block {receipt.block} and failed; "
                "its effect is nothing, prepare it again to see the reason"
            )
        return receipt

    def _require_network(self) -> None:
        found = self._rpc.chain_id()
        if found != self._chain:
            raise WrongNetworkError(
                f"{self._rpc.name} is on chain {found} and not on {self._chain}; correct its address"
            )

    def _gas(self, call: Call) -> int:
        try:
            estimate = self._rpc.estimate(call.to, call.data, sender=self.address)
        except NodeRefusedError as error:
            self._explain(call, error)
            raise
        # State may change before the transaction is mined; what is not used is not paid.
        return estimate + estimate // 5

    def _explain(self, call: Call, error: NodeRefusedError) -> None:
        if error.data is None and call.to is not None:
            # Some nodes give the revert data only for a call.
            try:
                self._rpc.call(call.to, call.data, sender=self.address)
            except NodeRefusedError as second:
                error = second
        if refusal := refusal_of(error):
            raise refusal from error
        if "insufficient funds" in error.reason.lower():
            raise self._not_funded(needed=0) from error

    def _require_funds(self, gas: int, fees: Fees) -> None:
        if self._rpc.balance(self.address) < gas * fees.maximum:
            raise self._not_funded(needed=gas * fees.maximum)

    def _not_funded(self, *, needed: int) -> NotFundedError:
        balance = self._rpc.balance(self.address)
        wanted = f" and may need {needed / 10**18:.6f}" if needed else ""
        return NotFundedError(
            f"account {checksummed(self.address)} has {balance / 10**18:.6f} of the network's coin{wanted}; "
            "send it some, or use the faucet of a local chain",
            account=self.address,
            balance=balance,
            needed=needed,
        )

    def _is_there(self, transaction: SignedTransaction, error: NodeRefusedError) -> bool:
        reason = error.reason.lower()
        if any(phrase in reason for phrase in _ALREADY_THERE):
            return True
        if any(phrase in reason for phrase in _NONCE_USED):
            # The node says so too when it has mined this very transaction.
            if self._rpc.receipt(transaction.hash) is not None:
                return True
            raise self._displaced(transaction) from error
        if "insufficient funds" in reason:
            raise self._not_funded(needed=0) from error
        return False

    def _displaced(self, transaction: SignedTransaction) -> NonceError:
        return NonceError(
            f"another transaction of {checksummed(self.address)} took nonce {transaction.nonce}; "
            "this one can never be mined, prepare it again"
        )
