"""Signed transactions that are on their way: each is kept before it is handed in, so that none is ever made twice."""

import enum
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, Engine, insert, select, update

from chain.calls import Call
from chain.errors import FailedError, NonceError
from chain.rpc import Receipt
from chain.sending import LONGEST_WAIT, Progress, Sender, SignedTransaction
from issuer.database import reading, writing
from issuer.errors import JournalError
from issuer.schema import OUTGOING

_ATTEMPTS: Final = 3


class Fate(enum.Enum):
    """What became of a transaction."""

    PENDING = "pending"
    FINAL = "final"
    FAILED = "failed"
    DISPLACED = "displaced"


class Outbox:
    """The outgoing transactions of one workspace; a `purpose` names what a transaction is for, such as `anchor:3`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pending(self, purpose: str, account: bytes) -> SignedTransaction | None:
        """Return the transaction of `account` for `purpose` that may still be mined, or None.

        One of another account is left alone: whether it will be mined cannot be told from that account's nonce.
        """
        columns = OUTGOING.c
        query = (
            select(columns.hash, columns.raw, columns.nonce)
            .where(columns.purpose == purpose, columns.account == account, columns.fate == Fate.PENDING.value)
            .order_by(columns.id.desc())
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else SignedTransaction(*row)

    def keep(
        self, purpose: str, account: bytes, transaction: SignedTransaction, *, also: Callable[[Connection], None]
    ) -> None:
        """Write a transaction down before it is handed in, together with what `also` writes."""
        with writing(self._engine) as connection:
            connection.execute(
                insert(OUTGOING).values(
                    purpose=purpose,
                    account=account,
                    nonce=transaction.nonce,
                    hash=transaction.hash,
                    raw=transaction.raw,
                    fate=Fate.PENDING.value,
                )
            )
            also(connection)

    def settle(self, transaction: SignedTransaction, fate: Fate) -> None:
        """Write down what became of a transaction."""
        with writing(self._engine) as connection:
            connection.execute(update(OUTGOING).where(OUTGOING.c.hash == transaction.hash).values(fate=fate.value))


def nothing_else(_: Connection) -> None:
    """Write nothing together with a transaction."""


def finish(outbox: Outbox, sender: Sender, purpose: str, *, seconds: float = LONGEST_WAIT) -> Receipt | None:
    """Bring an earlier transaction for `purpose` to its end, if one is on its way; return its receipt or None.

    Raises `FailedError` or `NotFinalError`.
    """
    transaction = outbox.pending(purpose, sender.address)
    if transaction is None:
        return None
    return _bring(outbox, sender, transaction, seconds=seconds, progress=lambda _: None)


def deliver(
    outbox: Outbox,
    sender: Sender,
    purpose: str,
    call: Call,
    *,
    is_there: Callable[[], bool],
    kept: Callable[[Connection], None] = nothing_else,
    progress: Callable[[Progress], None] = lambda _: None,
    seconds: float = LONGEST_WAIT,
) -> Receipt | None:
    """Bring `call` into a final block exactly once, whatever happened to earlier attempts for the same `purpose`.

    `is_there` tells from the chain whether what the call does is done, and is asked before a new transaction is made;
    `kept` is written down together with a new transaction; `progress` hears where it stands; `seconds` are waited for
    a final block. Returns the receipt, or None if it was there already. Raises `FailedError` or `NotFinalError`, and
    what `Sender.prepare` and `Sender.broadcast` raise.
    """
    for _ in range(_ATTEMPTS):
        transaction = outbox.pending(purpose, sender.address)
        if transaction is None:
            if is_there():
                return None
            transaction = sender.prepare(call)
            outbox.keep(purpose, sender.address, transaction, also=kept)
        receipt = _bring(outbox, sender, transaction, seconds=seconds, progress=progress)
        if receipt is not None:
            return receipt
    raise JournalError(
        f"other transactions of the same account took the place of this one {_ATTEMPTS} times; "
        "let no other program use the account, then run the same command again"
    )


def _bring(
    outbox: Outbox,
    sender: Sender,
    transaction: SignedTransaction,
    *,
    seconds: float,
    progress: Callable[[Progress], None],
) -> Receipt | None:
    """Hand in and watch until final; None if another transaction took the place of this one."""
    try:
        sender.broadcast(transaction)
        receipt = sender.wait_final(transaction, seconds=seconds, progress=progress)
    except NonceError:
        outbox.settle(transaction, Fate.DISPLACED)
        return None
    except FailedError:
        outbox.settle(transaction, Fate.FAILED)
        raise
    outbox.settle(transaction, Fate.FINAL)
    return receipt
