"""Transactions on their way: kept before they are handed in, replaced only when they never can be mined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection, Engine

from chain.calls import Call
from chain.errors import FailedError, NonceError, NotFinalError, RevertedError, UnreachableError
from chain.rpc import Receipt
from chain.sending import Progress, Sender, SignedTransaction
from issuer.database import open_database
from issuer.errors import JournalError
from issuer.outbox import Outbox, deliver, finish

CALL = Call(b"\1" * 20, b"data", "anchor")
PURPOSE = "anchor:1"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database("sqlite", tmp_path / "a.sqlite")
    yield engine
    engine.dispose()


@dataclass
class Script:
    """A sender that does as it is told; `outcomes` are raised or None for success, one for each hand-in."""

    outcomes: list[Exception | None]
    outbox: Outbox
    address: bytes = b"\3" * 20
    prepared: int = 0
    handed_in: list[bytes] = field(default_factory=list)

    def prepare(self, call: Call) -> SignedTransaction:
        assert call is CALL
        self.prepared += 1
        return SignedTransaction(bytes([self.prepared]) * 32, b"raw %d" % self.prepared, self.prepared)

    def broadcast(self, transaction: SignedTransaction) -> None:
        assert self.outbox.pending(PURPOSE, self.address) == transaction  # kept before anybody hears of it
        self.handed_in.append(transaction.raw)

    def wait_final(
        self, transaction: SignedTransaction, *, seconds: float, progress: Callable[[Progress], None]
    ) -> Receipt:
        assert seconds > 0
        outcome = self.outcomes.pop(0)
        if outcome is not None:
            raise outcome
        progress(Progress.FINAL)
        return Receipt(transaction.hash, 1, bytes(32), True, 1, 1, None, ())


def run(script: Script, *, there: bool = False) -> Receipt | None:
    return deliver(script.outbox, cast("Sender", script), PURPOSE, CALL, is_there=lambda: there)


def test_one_transaction_is_made_and_settled(engine: Engine) -> None:
    script = Script([None], Outbox(engine))
    receipt = run(script)
    assert receipt is not None
    assert script.handed_in == [b"raw 1"]
    assert script.outbox.pending(PURPOSE, script.address) is None


def test_nothing_is_made_for_what_is_there(engine: Engine) -> None:
    script = Script([], Outbox(engine))
    assert run(script, there=True) is None
    assert (script.prepared, script.handed_in) == (0, [])


@pytest.mark.parametrize("stop", [NotFinalError("still waiting"), UnreachableError("cut off")])
def test_after_a_stop_the_same_bytes_are_handed_in(engine: Engine, stop: Exception) -> None:
    script = Script([stop, None], Outbox(engine))
    with pytest.raises(type(stop)):
        run(script)
    run(script)
    assert script.handed_in == [b"raw 1", b"raw 1"]
    assert script.prepared == 1


def test_a_displaced_transaction_is_made_anew(engine: Engine) -> None:
    script = Script([NonceError("taken"), None], Outbox(engine))
    run(script)
    assert script.handed_in == [b"raw 1", b"raw 2"]


def test_a_displaced_transaction_is_not_made_anew_for_what_is_there(engine: Engine) -> None:
    script = Script([NonceError("taken")], Outbox(engine))
    there = iter([False, True])
    assert deliver(script.outbox, cast("Sender", script), PURPOSE, CALL, is_there=lambda: next(there)) is None
    assert script.prepared == 1


def test_an_account_used_by_others_is_given_up(engine: Engine) -> None:
    script = Script([NonceError("taken")] * 3, Outbox(engine))
    with pytest.raises(JournalError, match="no other program"):
        run(script)


def test_a_failed_transaction_is_not_handed_in_again(engine: Engine) -> None:
    script = Script([FailedError("failed"), None], Outbox(engine))
    with pytest.raises(FailedError):
        run(script)
    run(script)
    assert script.handed_in == [b"raw 1", b"raw 2"]


def test_what_is_kept_and_what_goes_with_it_are_one(engine: Engine) -> None:
    script = Script([None], Outbox(engine))

    def fails(_: Connection) -> None:
        raise JournalError("the state has changed")

    with pytest.raises(JournalError, match="the state has changed"):
        deliver(script.outbox, cast("Sender", script), PURPOSE, CALL, is_there=lambda: False, kept=fails)
    assert script.handed_in == []
    assert script.outbox.pending(PURPOSE, script.address) is None


def test_a_refusal_keeps_nothing(engine: Engine) -> None:
    script = Script([], Outbox(engine))
    refusal = RevertedError("X", "no", "不", {})

    def refuse(_: Call) -> SignedTransaction:
        raise refusal

    script.prepare = refuse  # type: ignore[method-assign,assignment]
    with pytest.raises(RevertedError):
        run(script)
    assert script.outbox.pending(PURPOSE, script.address) is None


def test_another_accounts_transaction_is_left_alone(engine: Engine) -> None:
    script = Script([NotFinalError("waiting")], Outbox(engine))
    with pytest.raises(NotFinalError):
        run(script)
    other = Script([None], script.outbox, address=b"\4" * 20, prepared=7)
    run(other)
    assert other.handed_in == [b"raw 8"]
    assert script.outbox.pending(PURPOSE, script.address) is not None


def test_finishing_brings_an_earlier_transaction_to_its_end(engine: Engine) -> None:
    script = Script([NotFinalError("waiting"), None], Outbox(engine))
    assert finish(script.outbox, cast("Sender", script), PURPOSE) is None
    with pytest.raises(NotFinalError):
        run(script)
    assert finish(script.outbox, cast("Sender", script), PURPOSE) is not None
    assert script.handed_in == [b"raw 1", b"raw 1"]
    assert finish(script.outbox, cast("Sender", script), PURPOSE) is None
