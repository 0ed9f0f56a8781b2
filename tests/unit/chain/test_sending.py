"""Sending: nothing twice, nothing in silence, and every refusal in words."""

import logging
from dataclasses import dataclass, field

import pytest

from chain import (
    Call,
    Depth,
    FailedError,
    FeeTooHighError,
    Finality,
    Instant,
    KeyAccount,
    NodeRefusedError,
    NonceError,
    NotFinalError,
    NotFundedError,
    Progress,
    RevertedError,
    Role,
    Sender,
    SignedTransaction,
    Tagged,
    UnreachableError,
    WrongNetworkError,
    fund,
)
from chain.embedded import EMBEDDED_CHAIN, EmbeddedChain
from chain.errors import NotLocalError
from chain.fees import GWEI, current_fees
from chain.finality import final_block
from chain.hexadecimal import Json
from chain.rpc import Rpc
from tests.faults import Answering, OtherChainId, Rewriting
from tests.unit.chain.world import START, World, call_to_nowhere, embedded_world, new_sender


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


@dataclass
class LosingReplies:
    """A node that does what it is asked and then cannot be heard."""

    upstream: Answering
    lost: set[str]
    name: str = "a node on a bad line"

    def ask(self, method: str, *params: Json) -> Json:
        answer = self.upstream.ask(method, *params)
        if method in self.lost:
            raise UnreachableError("a node on a bad line does not answer; try again")
        return answer


@dataclass
class Refusing:
    """A node that refuses `method` in its own words."""

    upstream: Answering
    method: str
    reason: str
    data: bytes | None = None
    name: str = "a node with words of its own"
    asked: list[str] = field(default_factory=list)

    def ask(self, method: str, *params: Json) -> Json:
        self.asked.append(method)
        if method == self.method:
            raise NodeRefusedError(f"{self.name}: {self.reason}", code=-32000, reason=self.reason, data=self.data)
        return self.upstream.ask(method, *params)


def sender_on(node: object, account: KeyAccount, *, finality: Finality | None = None, **options: int) -> Sender:
    return Sender(node, account, chain=EMBEDDED_CHAIN, finality=finality or Instant(), **options)  # type: ignore[arg-type]


def funded(world: World) -> KeyAccount:
    account = KeyAccount.create()
    fund(world.node, account.address)
    return account


def test_a_call_is_sent_and_becomes_final(world: World) -> None:
    submission = world.submission()
    seen: list[Progress] = []
    signed = world.anchoring.prepare(world.registry.anchor(submission))
    assert world.anchoring.receipt(signed) is None
    world.anchoring.broadcast(signed)
    receipt = world.anchoring.wait_final(signed, progress=seen.append)
    assert receipt.succeeded
    assert seen == [Progress.FINAL]


def test_a_prepared_transaction_is_all_that_a_journal_needs(world: World) -> None:
    signed = world.anchoring.prepare(world.registry.anchor(world.submission()))
    remembered = SignedTransaction(hash=bytes(signed.hash), raw=bytes(signed.raw), nonce=signed.nonce)
    for _ in range(3):
        world.anchoring.broadcast(remembered)
    assert world.anchoring.wait_final(remembered).transaction == signed.hash


def test_a_lost_reply_does_not_send_twice(world: World) -> None:
    account = funded(world)
    lossy = sender_on(LosingReplies(world.node, {"eth_sendRawTransaction"}), account)
    signed = lossy.prepare(call_to_nowhere())
    with pytest.raises(UnreachableError):
        lossy.broadcast(signed)
    sender = sender_on(world.node, account)
    sender.broadcast(signed)
    assert sender.wait_final(signed).succeeded
    assert Rpc(world.node).nonce(account.address) == 1


def test_a_contracts_refusal_comes_before_anything_is_signed(world: World) -> None:
    with pytest.raises(RevertedError, match="is no anchoring account of organisation 1") as caught:
        world.administration.prepare(world.registry.anchor(world.submission()))
    assert caught.value.name == "AccreditationRegistryNotAnchoringAccount"
    assert caught.value.values["account"] == world.administration.address
    assert "不是机构 1 的上链账户" in caught.value.sentence_zh


def test_the_reason_is_asked_for_again_where_an_estimate_gives_none(world: World) -> None:
    account = funded(world)
    node = Refusing(world.node, "eth_estimateGas", "execution reverted")
    with pytest.raises(RevertedError, match="neither administers organisation 1"):
        sender_on(node, account).prepare(world.accreditation.set_account(1, b"\x01" * 20, Role.ANCHORING))
    assert node.asked[-1] == "eth_call"


def test_an_estimate_that_the_node_cannot_make_is_passed_on(world: World) -> None:
    node = Refusing(world.node, "eth_estimateGas", "the node is syncing")
    with pytest.raises(NodeRefusedError, match="syncing"):
        sender_on(node, funded(world)).prepare(call_to_nowhere())


def test_an_account_without_money_is_told_so(world: World) -> None:
    account = KeyAccount.create()
    with pytest.raises(NotFundedError, match=r"0\.000000 of the network's coin") as caught:
        sender_on(world.node, account).prepare(call_to_nowhere())
    assert (caught.value.account, caught.value.balance) == (account.address, 0)
    assert caught.value.needed > 0


@pytest.mark.parametrize("method", ["eth_estimateGas", "eth_sendRawTransaction"])
def test_a_node_that_speaks_of_funds_is_understood(world: World, method: str) -> None:
    account = funded(world)
    node = Refusing(world.node, method, "insufficient funds for gas * price + value")
    with pytest.raises(NotFundedError):
        sender_on(node, account).send(call_to_nowhere())


def test_a_fee_over_the_limit_is_not_paid(world: World) -> None:
    with pytest.raises(FeeTooHighError, match=r"at most 0\.000 may be paid"):
        sender_on(world.node, funded(world), fee_cap=1).prepare(call_to_nowhere())


def test_a_transaction_never_goes_to_another_chain(world: World) -> None:
    sender = sender_on(OtherChainId(world.node, 1), funded(world))
    with pytest.raises(WrongNetworkError, match="on chain 1 and not on 20260"):
        sender.prepare(call_to_nowhere())


def test_a_nonce_that_another_transaction_took_is_reported(world: World) -> None:
    account = funded(world)
    sender = sender_on(world.node, account)
    first = sender.prepare(call_to_nowhere())
    second = sender.prepare(Call(b"\x78" * 20, b"\x01", "another"), nonce=first.nonce)
    sender.broadcast(first)
    with pytest.raises(NonceError, match="took nonce 0"):
        sender.broadcast(second)
    with pytest.raises(NonceError):
        sender.receipt(second)
    with pytest.raises(NonceError):
        sender.wait_final(second)


@pytest.mark.parametrize("reason", ["already known", "ALREADY_EXISTS: already known", "known transaction: abc"])
def test_each_way_of_knowing_it_already_is_success(world: World, reason: str) -> None:
    sender = sender_on(Refusing(world.node, "eth_sendRawTransaction", reason), funded(world))
    sender.broadcast(sender.prepare(call_to_nowhere()))


def test_a_nonce_that_this_very_transaction_used_is_success(world: World) -> None:
    account = funded(world)
    signed = sender_on(world.node, account).prepare(call_to_nowhere())
    sender_on(world.node, account).broadcast(signed)
    sender_on(Refusing(world.node, "eth_sendRawTransaction", "nonce too low"), account).broadcast(signed)


def test_what_the_node_refuses_otherwise_is_passed_on(world: World) -> None:
    sender = sender_on(Refusing(world.node, "eth_sendRawTransaction", "transaction underpriced"), funded(world))
    with pytest.raises(NodeRefusedError, match="underpriced"):
        sender.broadcast(sender.prepare(call_to_nowhere()))


def test_waiting_ends_and_nothing_else_is_sent(world: World) -> None:
    sender = sender_on(world.node, funded(world), finality=Depth(1_000))
    signed = sender.prepare(call_to_nowhere())
    seen: list[Progress] = []
    with pytest.raises(UnreachableError, match="1000 must stand on a final one"):
        sender.send(call_to_nowhere(), seconds=0)
    shallow = sender_on(world.node, funded(world), finality=Depth(3))
    signed = shallow.prepare(call_to_nowhere())
    with pytest.raises(NotFinalError, match=r"is waiting after 0 seconds.*do not send another"):
        shallow.wait_final(signed, seconds=0, progress=seen.append)
    shallow.broadcast(signed)
    with pytest.raises(NotFinalError, match="is mined"):
        shallow.wait_final(signed, seconds=0, progress=seen.append)
    assert seen == [Progress.WAITING, Progress.MINED]


def test_a_depth_is_reached_when_blocks_stand_on_it(world: World) -> None:
    sender = sender_on(world.node, funded(world), finality=Depth(2))
    signed = sender.prepare(call_to_nowhere())
    sender.broadcast(signed)
    receipt = sender.receipt(signed)
    assert receipt is not None
    assert not sender.is_final(receipt)
    world.node.ask("evm_mine")
    assert not sender.is_final(receipt)
    world.node.ask("evm_mine")
    assert sender.is_final(receipt)


def test_a_block_that_is_no_longer_there_is_not_final(world: World) -> None:
    account = funded(world)
    sender = sender_on(world.node, account)
    receipt = sender.send(call_to_nowhere())

    def another_hash(block: Json) -> Json:
        assert isinstance(block, dict)
        return block | {"hash": "0x" + "ab" * 32}

    assert sender.is_final(receipt)
    assert not sender_on(Rewriting(world.node, "eth_getBlockByNumber", another_hash), account).is_final(receipt)


def test_a_transaction_that_failed_on_the_chain_is_reported(world: World) -> None:
    first = world.submission()
    one = world.anchoring.prepare(world.registry.anchor(first))
    two = world.anchoring.prepare(world.registry.anchor(first), nonce=one.nonce + 1)
    world.anchoring.broadcast(one)
    world.anchoring.broadcast(two)
    with pytest.raises(FailedError, match="was mined in block"):
        world.anchoring.wait_final(two)


def test_a_receipt_of_another_transaction_is_refused(world: World) -> None:
    account = funded(world)
    receipt = sender_on(world.node, account).send(call_to_nowhere())

    def other(answer: Json) -> Json:
        assert isinstance(answer, dict)
        return answer | {"transactionHash": "0x" + "11" * 32}

    with pytest.raises(UnreachableError, match="receipt of another transaction"):
        Rpc(Rewriting(world.node, "eth_getTransactionReceipt", other)).receipt(receipt.transaction)


def test_a_receipt_without_a_block_is_none_yet(world: World) -> None:
    account = funded(world)
    receipt = sender_on(world.node, account).send(call_to_nowhere())

    def pending(answer: Json) -> Json:
        assert isinstance(answer, dict)
        return answer | {"blockNumber": None}

    assert Rpc(Rewriting(world.node, "eth_getTransactionReceipt", pending)).receipt(receipt.transaction) is None


def without_base_fee(answer: Json) -> Json:
    assert isinstance(answer, dict)
    return {name: value for name, value in answer.items() if name != "baseFeePerGas"}


def test_a_network_before_eip_1559_is_paid_one_price(world: World) -> None:
    node = Rewriting(world.node, "eth_getBlockByNumber", without_base_fee)
    fees = current_fees(Rpc(node), cap=500 * GWEI)
    assert set(fees.fields()) == {"gasPrice"}
    assert sender_on(node, funded(world)).send(call_to_nowhere()).succeeded
    with pytest.raises(FeeTooHighError):
        current_fees(Rpc(node), cap=1)


def test_a_node_that_knows_no_tip_is_asked_for_its_price(world: World) -> None:
    node = Refusing(world.node, "eth_maxPriorityFeePerGas", "unknown method")
    block = Rpc(world.node).block("latest")
    assert block is not None
    assert block.base_fee is not None
    price = Rpc(world.node).gas_price()
    assert current_fees(Rpc(node), cap=500 * GWEI).tip == max(0, price - block.base_fee)


def test_the_limit_holds_for_the_most_that_may_be_paid(world: World) -> None:
    asked = current_fees(Rpc(world.node), cap=500 * GWEI)
    assert asked.tip is not None
    capped = current_fees(Rpc(world.node), cap=asked.maximum - 1)
    assert capped.maximum == asked.maximum - 1


@pytest.mark.parametrize("chain", [1, 11_155_111])
def test_there_is_no_faucet_on_a_chain_that_is_not_local(chain: int) -> None:
    with pytest.raises(NotLocalError, match=f"chain {chain} is no local chain"):
        fund(EmbeddedChain(START, chain_id=chain), b"\x01" * 20)


def test_there_is_no_faucet_where_the_node_signs_for_nobody(world: World) -> None:
    with pytest.raises(NotLocalError, match="signs for no account"):
        fund(Rewriting(world.node, "eth_accounts", lambda _: []), b"\x01" * 20)


@pytest.mark.parametrize("finality", [Instant(), Tagged()])
def test_an_instant_chain_is_final_at_its_head(world: World, finality: Finality) -> None:
    assert final_block(Rpc(world.node), finality).number == Rpc(world.node).height()


def test_a_depth_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one block"):
        Depth(0)


def test_a_node_without_a_final_block_is_waited_for(world: World) -> None:
    node = Rewriting(world.node, "eth_getBlockByNumber", lambda _: None)
    with pytest.raises(UnreachableError, match="no final block yet"):
        final_block(Rpc(node), Tagged())


def test_no_key_reaches_a_log_or_an_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key = bytes(range(1, 33))
    account = KeyAccount(key)
    chain = EmbeddedChain(START)
    sender = Sender(chain, account, chain=EMBEDDED_CHAIN, finality=Instant())
    with pytest.raises(NotFundedError) as caught:
        sender.send(call_to_nowhere())
    fund(chain, account.address)
    sender.send(call_to_nowhere())
    shown = f"{caplog.text} {caught.value!r} {account!r} {sender!r} {sender.__dict__}"
    assert key.hex() not in shown
    assert repr(key) not in shown
    assert str(int.from_bytes(key, "big")) not in shown


def test_a_sender_on_another_account_has_its_own_nonces(world: World) -> None:
    one, two = new_sender(world.node, world.chain), new_sender(world.node, world.chain)
    assert one.prepare(call_to_nowhere()).nonce == two.prepare(call_to_nowhere()).nonce == 0
    one.send(call_to_nowhere())
    assert one.prepare(call_to_nowhere()).nonce == 1
