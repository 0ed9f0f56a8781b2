"""Everything again on Anvil and on Hardhat, as real nodes over HTTP; and their faults are unread."""

import time
from collections.abc import Iterator

import pytest

from certificate.facts import ActionKind, Trouble
from chain import (
    Depth,
    FactsReader,
    HttpNode,
    Instant,
    KeyAccount,
    NotFinalError,
    NotFundedError,
    Progress,
    RevertedError,
    Sender,
    Tagged,
    fund,
)
from chain.rpc import Rpc
from tests.nodes import Node, run_anvil
from tests.unit.chain.reading import facts_of, trouble_of
from tests.unit.chain.world import KEY, World, batch_of, build_world, call_to_nowhere

QUICK = 1.0


@pytest.fixture
def world(node: Node) -> Iterator[World]:
    http = HttpNode(node.url)
    yield build_world(http, node.chain_id, now=int(time.time()))
    http.close()


@pytest.fixture
def own_anvil() -> Iterator[Node]:
    with run_anvil() as node:
        yield node


def world_on(node: Node) -> World:
    return build_world(HttpNode(node.url, seconds=QUICK), node.chain_id, now=int(time.time()))


def test_a_certificate_is_anchored_suspended_and_read(world: World) -> None:
    submission = world.submission([b"\x01" * 32, b"\x02" * 32])
    receipt = world.anchor(submission)
    block = Rpc(world.node).block(receipt.block)
    assert block is not None
    reader = FactsReader(world.trusted(Tagged()), [world.node])
    address = world.address(submission, batch=1, index=3)
    facts = facts_of(reader.read(address, KEY))
    assert facts.batch is not None
    assert (facts.batch.root, facts.batch.anchored_at, facts.chain) == (b"\x02" * 32, block.time, world.chain)
    today = (block.time + 480 * 60) // 86_400
    call = world.registry.record_status(batch_of(address), ActionKind.SUSPEND, [3], day=today, reason=1, at=0)
    world.administration.send(call)
    assert [action.what for action in facts_of(reader.read(address, KEY)).actions] == [ActionKind.SUSPEND]


def test_refusals_read_the_same_on_every_node(world: World) -> None:
    submission = world.submission(session=world.new_session(candidates=20))
    world.anchor(submission)
    with pytest.raises(RevertedError, match="used submission 0 of session"):
        world.anchor(submission)
    with pytest.raises(RevertedError, match="is no anchoring account"):
        world.administration.prepare(world.registry.anchor(world.submission()))


def test_sending_again_is_harmless_on_every_node(world: World) -> None:
    signed = world.anchoring.prepare(world.registry.anchor(world.submission()))
    for _ in range(3):
        world.anchoring.broadcast(signed)
    assert world.anchoring.wait_final(signed).succeeded


def test_an_account_without_money_is_told_so_on_every_node(world: World) -> None:
    poor = Sender(world.node, KeyAccount.create(), chain=world.chain, finality=Instant())
    with pytest.raises(NotFundedError):
        poor.send(call_to_nowhere())


def test_a_depth_is_waited_for(world: World) -> None:
    account = KeyAccount.create()
    fund(world.node, account.address)
    sender = Sender(world.node, account, chain=world.chain, finality=Depth(3))
    signed = sender.prepare(call_to_nowhere())
    sender.broadcast(signed)
    seen: list[Progress] = []
    with pytest.raises(NotFinalError):
        sender.wait_final(signed, seconds=0, progress=seen.append)
    for _ in range(3):
        world.node.ask("evm_mine")
    sender.wait_final(signed, seconds=60, pause=0.05, progress=seen.append)
    assert seen == [Progress.MINED, Progress.FINAL]


def test_what_is_not_final_yet_is_not_there_yet() -> None:
    with run_anvil("--slots-in-an-epoch", "2") as node:
        world = world_on(node)
        for _ in range(5):
            world.node.ask("evm_mine")
        submission = world.submission()
        world.anchor(submission)
        reader = FactsReader(world.trusted(Tagged()), [world.node])
        assert facts_of(reader.read(world.address(submission), KEY)).batch is None
        for _ in range(5):
            world.node.ask("evm_mine")
        assert facts_of(reader.read(world.address(submission), KEY)).batch is not None


def test_a_stopped_node_and_an_empty_one_in_its_place_are_unread(own_anvil: Node) -> None:
    world = world_on(own_anvil)
    submission = world.submission()
    world.anchor(submission)
    reader = FactsReader(world.trusted(Tagged()), [world.node])
    facts_of(reader.read(world.address(submission), KEY))
    own_anvil.stop()
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.UNREACHABLE
    with run_anvil(port=own_anvil.port):
        assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WRONG_CONTRACT
    with run_anvil(port=own_anvil.port, chain_id=99):
        assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WRONG_NETWORK


def test_a_frozen_node_is_unread_until_it_goes_on(own_anvil: Node) -> None:
    world = world_on(own_anvil)
    submission = world.submission()
    world.anchor(submission)
    reader = FactsReader(world.trusted(Tagged()), [world.node])
    facts_of(reader.read(world.address(submission), KEY))
    own_anvil.pause()
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.UNREACHABLE
    own_anvil.resume()
    facts_of(reader.read(world.address(submission), KEY))


def test_a_node_that_was_set_back_is_unread(own_anvil: Node) -> None:
    world = world_on(own_anvil)
    submission = world.submission()
    snapshot = world.node.ask("evm_snapshot")
    world.anchor(submission)
    reader = FactsReader(world.trusted(Tagged()), [world.node])
    assert facts_of(reader.read(world.address(submission), KEY)).batch is not None
    world.node.ask("evm_revert", snapshot)
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WENT_BACK


def test_two_nodes_of_different_chains_disagree_or_fail(own_anvil: Node) -> None:
    world = world_on(own_anvil)
    submission = world.submission()
    world.anchor(submission)
    with run_anvil() as empty:
        nodes = [world.node, HttpNode(empty.url, seconds=QUICK)]
        reader = FactsReader(world.trusted(Tagged(), agree=2), nodes)
        assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WRONG_CONTRACT
