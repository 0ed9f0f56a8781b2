"""Several nodes that must agree: what is believed, and what decides nothing."""

from typing import Any

import pytest

from certificate.facts import Trouble
from chain import FactsReader
from chain.artifacts import certificate_registry
from chain.embedded import EmbeddedChain
from chain.hexadecimal import Json, data
from tests.faults import Frozen, Rewriting
from tests.unit.chain.reading import GONE, Silent, facts_of, reader_of, time_of, trouble_of
from tests.unit.chain.world import KEY, START, World, embedded_world

NAMES = [entry["name"] for entry in certificate_registry().interface.functions["inspect"].outputs[0]["components"]]


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


def three_nodes(world: World, *others: Any) -> list[Any]:
    return [*others, *[world.node] * (3 - len(others))]


def test_nodes_that_agree_are_believed(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    reader = reader_of(world, *three_nodes(world), agree=3)
    assert reader.prepare() is None
    assert facts_of(reader.read(world.address(submission), KEY)).batch is not None


def test_one_node_of_three_may_fail_or_lie_where_two_must_agree(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    height = time_of(world) - START
    for other in (EmbeddedChain(START), Silent(world.node, "eth_call", GONE), Frozen(world.node, height - 1)):
        reader = reader_of(world, *three_nodes(world, other), agree=2)
        assert facts_of(reader.read(world.address(submission), KEY)).batch is not None


def test_nodes_at_different_heights_agree_and_the_oldest_block_counts(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    height = time_of(world) - START
    world.node.ask("evm_mine")
    reader = reader_of(world, *three_nodes(world, Frozen(world.node, height)), agree=3)
    assert facts_of(reader.read(world.address(submission), KEY)).block_number == height


def claiming(world: World, number: int, time: int) -> Rewriting:
    """A node that tells the truth but for its block."""

    def rewrite(answer: Json) -> Json:
        encoded = bytes.fromhex(str(answer)[2:])
        for place, value in ((NAMES.index("blockNumber"), number), (NAMES.index("blockTime"), time)):
            start = 32 + place * 32
            encoded = encoded[:start] + value.to_bytes(32, "big") + encoded[start + 32 :]
        return data(encoded)

    return Rewriting(world.node, "eth_call", rewrite)


@pytest.mark.parametrize(
    ("height", "seconds"),
    [(-1, -1), (-1, 10**6), (10**6, 10**6), (10**6, -1), (0, -1), (0, 10**6)],
    ids=["stale", "lower but later", "far ahead", "higher but earlier", "earlier", "later"],
)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_one_node_of_three_does_not_choose_the_block(world: World, height: int, seconds: int, position: int) -> None:
    submission = world.submission()
    world.anchor(submission)
    world.node.ask("evm_mine")
    time = time_of(world)
    nodes: list[Any] = [world.node, world.node]
    nodes.insert(position, claiming(world, time - START + height, time + seconds))
    facts = facts_of(reader_of(world, *nodes, agree=2).read(world.address(submission), KEY))
    assert (facts.block_number, facts.block_time) == (time - START, time)


def test_nodes_that_differ_are_unread(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    stale = Frozen(world.node, time_of(world) - START - 1)
    reader = reader_of(world, *three_nodes(world, stale), agree=3)
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.DISAGREE


def test_two_answers_with_enough_nodes_each_decide_nothing(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    stale = Frozen(world.node, time_of(world) - START - 1)
    reader = FactsReader(world.trusted(agree=1), [stale, world.node])
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.DISAGREE


def test_too_few_nodes_that_answer_are_unread(world: World) -> None:
    silent = Silent(world.node, "eth_call", GONE)
    reader = reader_of(world, silent, silent, world.node, agree=2)
    assert reader.prepare() is None
    assert trouble_of(reader.read(world.address(world.submission()), KEY)) is Trouble.UNREACHABLE
    lost = Silent(world.node, "eth_chainId", GONE)
    assert (
        trouble_of(
            reader_of(world, lost, lost, world.node, agree=2).prepare()
            or reader.read(world.address(world.submission()), KEY)
        )
        is Trouble.UNREACHABLE
    )


def test_fewer_nodes_than_must_agree_is_a_mistake(world: World) -> None:
    with pytest.raises(ValueError, match="2 nodes must agree on this network and only 1"):
        FactsReader(world.trusted(agree=2), [world.node])
