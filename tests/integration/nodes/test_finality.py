"""Finality on real nodes: what is anchored but not final is NOT FOUND and not released; a block later it is VALID."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from certificate.verdict import Outcome, Reason
from chain.errors import NotFinalError
from chain.finality import Depth, Finality, Tagged
from chain.http_node import HttpNode
from chain.rpc import Rpc
from issuer.journal import Journal, State, Submission
from tests.faults import faulty_server
from tests.integration.issuer.house import House, open_house
from tests.integration.nodes.estate import Estate, build_estate, people, xcert
from tests.nodes import Node, run_anvil, run_hardhat

VALID = (Outcome.VALID, None)
NOT_YET = (Outcome.NOT_FOUND, Reason.NOT_ANCHORED)
ROSTER = people(["F1", "F2"])


@dataclass(frozen=True)
class Rule:
    """A finality rule on a node that keeps it: `blocks` must stand on a final one."""

    name: str
    finality: Finality
    blocks: int
    options: tuple[str, ...] = ()

    @contextmanager
    def node(self) -> Iterator[Node]:
        run = run_hardhat if "hardhat" in self.name else run_anvil
        with run(*self.options) as node:
            yield node


RULES = [
    Rule("finalized, 2 behind", Tagged(), 2, ("--slots-in-an-epoch", "1")),
    Rule("finalized, 64 behind as Anvil has it by default", Tagged(), 64, ("--slots-in-an-epoch", "32")),
    Rule("a depth of 1", Depth(1), 1),
    Rule("a depth of 5", Depth(5), 5),
    Rule("a depth of 5 on hardhat", Depth(5), 5),
]


@pytest.fixture(params=RULES, ids=lambda rule: rule.name)
def rule(request: pytest.FixtureRequest) -> Rule:
    assert isinstance(request.param, Rule)
    return request.param


@pytest.fixture
def estate(rule: Rule, tmp_path: Path) -> Iterator[Estate]:
    with rule.node() as node:
        built = build_estate(node.url, tmp_path)
        mine(built, rule.blocks)  # so that all that was set up is final
        yield built.trusting(finality=rule.finality)


@pytest.fixture
def house(estate: Estate) -> Iterator[House]:
    """The open workspace, which does not wait for a final block."""
    with open_house(replace(estate.world, trusted=estate.trusted), estate.folder) as opened:
        yield replace(opened, desk=replace(opened.desk, seconds=0.0))


def mine(estate: Estate, blocks: int) -> None:
    for _ in range(blocks):
        estate.world.node.ask("evm_mine")


def submission_of(house: House) -> Submission:
    (submission,) = Journal(house.workspace.engine).submissions(1)
    return submission


def unreleased(house: House, folder: Path) -> Path:
    """Write down a certificate that the workspace signed and did not hand out, as a thief of it would have it."""
    file = folder / "unreleased.json"
    file.write_bytes(Journal(house.workspace.engine).files(submission_of(house), 0)[0].file)
    return file


def issue_and_bury(estate: Estate, house: House, rule: Rule) -> None:
    """Issue, and let as many blocks stand on the anchor as the rule asks for."""
    with pytest.raises(NotFinalError):
        house.issue(ROSTER)
    mine(estate, rule.blocks)
    house.issue(ROSTER)


def anchors(house: House) -> int:
    return Rpc(house.world.node).nonce(house.desk.account.address)


def test_nothing_counts_before_its_block_is_final(estate: Estate, house: House, rule: Rule, tmp_path: Path) -> None:
    with pytest.raises(NotFinalError, match="may still become final"):
        house.issue(ROSTER)
    file = unreleased(house, tmp_path)
    assert submission_of(house).state is State.MINED
    assert estate.both(file) == NOT_YET
    mine(estate, rule.blocks - 1)
    assert estate.both(file) == NOT_YET
    with pytest.raises(NotFinalError, match="may still become final"):
        house.issue(ROSTER)
    assert not house.files
    mine(estate, 1)
    assert estate.both(file) == VALID
    assert house.issue(ROSTER).certificates == len(house.files) == 2
    assert anchors(house) == 1
    assert [estate.both(path) for path in estate.certificates] == [VALID, VALID]


def test_a_reading_costs_one_request_and_a_depth_one_more(estate: Estate, house: House, rule: Rule) -> None:
    issue_and_bury(estate, house, rule)
    with faulty_server(estate.world.node) as proxy:
        reader = estate.reader(HttpNode(proxy.url))
        assert reader.prepare() is None
        proxy.requests.clear()
        assert estate.answer(estate.certificates[0], reader).outcome is Outcome.VALID
    more = ["eth_blockNumber"] if isinstance(rule.finality, Depth) else []
    assert proxy.requests == [*more, "eth_call"]


@pytest.mark.parametrize("rule", RULES[:1], indirect=True)
def test_a_chain_that_is_younger_than_its_depth_could_not_be_checked(house: House, estate: Estate, rule: Rule) -> None:
    issue_and_bury(estate, house, rule)
    young = estate.trusting(finality=Depth(1_000_000))
    assert young.both(estate.certificates[0]) == (Outcome.COULD_NOT_CHECK, Reason.CHAIN_UNREACHABLE)


def test_the_command_waits_for_a_block_that_is_final(tmp_path: Path) -> None:
    """A chain with a block each second, as test networks have them: nobody mines for the issuer."""
    with run_anvil("--slots-in-an-epoch", "1") as node:
        estate = build_estate(node.url, tmp_path)
        mine(estate, 2)
        estate = estate.trusting(finality=Tagged())
        estate.world.node.ask("evm_setIntervalMining", 1)
        roster = tmp_path / "roster.csv"
        roster.write_text(ROSTER, "utf-8")
        said = xcert(*estate.issue_arguments(roster))
        assert (said.status, said.out) == (
            0,
            f"2 certificates anchored, judged VALID and written to {tmp_path / 'out'}\n",
        )
        assert [estate.both(path) for path in estate.certificates] == [VALID, VALID]
