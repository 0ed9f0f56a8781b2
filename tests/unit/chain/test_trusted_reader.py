"""One reader for a whole trust file."""

from dataclasses import replace

import pytest

from certificate.facts import Trouble
from chain import HttpNode, Node, TrustedReader, TrustFileError, nodes_of
from chain.embedded import EmbeddedChain
from tests.unit.chain.reading import facts_of, trouble_of
from tests.unit.chain.world import KEY, START, World, build_world, embedded_world


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


@pytest.fixture(scope="module")
def other() -> World:
    return build_world(EmbeddedChain(START, chain_id=1_337), 1_337)


def both(world: World, other: World) -> TrustedReader:
    nodes = {"eip155:20260": [world.node], "eip155:1337": [other.node]}
    return TrustedReader([world.trusted(), other.trusted()], nodes=nodes)


def test_each_certificate_is_read_on_its_own_network(world: World, other: World) -> None:
    reader = both(world, other)
    assert reader.prepare() == ()
    for where in (world, other):
        submission = where.submission()
        where.anchor(submission)
        facts = facts_of(reader.read(where.address(submission), KEY))
        assert (facts.chain, facts.accreditation) == (where.chain, where.deployment.accreditation)
        assert facts.batch is not None
        assert reader.policy.network_of(where.chain, where.deployment.registry) == where.trusted().network


def test_a_network_that_is_not_trusted_is_not_asked(world: World, other: World) -> None:
    reader = TrustedReader([world.trusted()], nodes={"eip155:20260": [world.node]})
    address = world.address(world.submission())
    for strange in (other.address(other.submission()), replace(address, registry=b"\x01" * 20)):
        assert trouble_of(reader.read(strange, KEY)) is Trouble.WRONG_NETWORK


def test_a_network_in_trouble_does_not_stop_the_others(world: World, other: World) -> None:
    empty: Node = EmbeddedChain(START, chain_id=1_337)
    nodes = {"eip155:20260": [world.node], "eip155:1337": [empty]}
    reader = TrustedReader([world.trusted(), other.trusted()], nodes=nodes)
    (unread,) = reader.prepare()
    assert unread.trouble is Trouble.WRONG_CONTRACT
    facts_of(reader.read(world.address(world.submission()), KEY))
    assert trouble_of(reader.read(other.address(other.submission()), KEY)) is Trouble.WRONG_CONTRACT


def test_the_operators_nodes_come_before_the_trust_files(world: World) -> None:
    trusted = world.trusted()
    assert [node.name for node in nodes_of(trusted)] == ["the node at http://127.0.0.1:1"]
    assert [node.name for node in nodes_of(trusted, rpc=["https://a.example/key"])] == ["the node at https://a.example"]
    assert all(isinstance(node, HttpNode) for node in nodes_of(trusted))


def test_trust_in_nobody_reads_nothing() -> None:
    with pytest.raises(TrustFileError):
        TrustedReader([])


def test_fewer_nodes_than_must_agree_is_a_mistake(world: World) -> None:
    with pytest.raises(TrustFileError, match="local test network cannot be used: 2 nodes must agree"):
        TrustedReader([world.trusted(agree=2)], nodes={"eip155:20260": [world.node]})


@pytest.mark.parametrize("url", ["ftp://user:hunter2@node.example/", "https://node.example/ключ/hunter2"])
def test_a_node_address_that_cannot_be_used_is_refused_without_showing_it(world: World, url: str) -> None:
    with pytest.raises(TrustFileError, match="local test network cannot be used") as refused:
        TrustedReader([replace(world.trusted(), rpc=(url,))])
    assert "hunter2" not in str(refused.value)
