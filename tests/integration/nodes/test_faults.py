"""A node that fails or lies: COULD NOT CHECK from the verifier, its HTTP interface and the command line, always."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from certificate.facts import HoldSubject
from certificate.verdict import Outcome, Reason
from chain.evidence import FactsReader
from chain.http_node import HttpNode
from tests.faults import (
    WIRE_FAULTS,
    Answering,
    Fault,
    FaultyServer,
    Frozen,
    Handler,
    OtherChainId,
    Rewriting,
    cut,
    empty_result,
    faulty_server,
    html,
)
from tests.integration.issuer.house import open_house
from tests.integration.nodes.estate import Estate, build_estate, people
from tests.nodes import Node, run_anvil
from tests.world import now_of
from verifier.app import create_app
from verifier.config import VerifierConfig

QUICK = 1.0
"""Seconds that a test waits for a node that will not answer."""


@dataclass(frozen=True)
class Witness:
    """A certificate that is VALID, to be asked about at other addresses than the right one."""

    estate: Estate
    file: Path

    def reader(self, url: str) -> FactsReader:
        return self.estate.reader(HttpNode(url, seconds=QUICK))

    def said(self, url: str, reader: FactsReader | None = None, now: datetime | None = None) -> Reason:
        """Ask in all three ways; return the reason, after making sure that nobody gave a verdict."""
        moment = now or self.estate.now
        reader = reader or self.reader(url)
        answer = self.estate.answer(self.file, reader, moment)
        app = create_app(VerifierConfig((self.estate.trusted,)), self.reader(url), lambda: moment)
        served = app.test_client().post("/api/v1/verify", data=self.file.read_bytes(), content_type="application/json")
        command = self.estate.verify(self.file, rpc=url, now=moment)
        verdicts = [answer.outcome.value, served.get_json()["verdict"], command.json["verdict"]]
        assert verdicts == [Outcome.COULD_NOT_CHECK.value] * 3
        assert (command.status, served.status_code) == (3, 200)
        assert isinstance(answer.reason, Reason)
        assert [served.get_json()["reason"], command.json["reason"]] == [answer.reason.value] * 2
        return answer.reason

    def is_valid(self, url: str, reader: FactsReader | None = None) -> bool:
        answer = self.estate.answer(self.file, reader or self.reader(url))
        return answer.outcome is Outcome.VALID and self.estate.verify(self.file, rpc=url).status == 0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line wait a second for a node, and not ten."""
    monkeypatch.setattr("xcert.readers.PATIENCE", QUICK)


def make_witness(node: Node, folder: Path) -> Witness:
    estate = build_estate(node.url, folder)
    with open_house(estate.world, estate.folder) as house:
        house.issue(people(["W1"]))
    return Witness(estate, estate.certificates[0])


@pytest.fixture(scope="module")
def witness(anvil: Node, tmp_path_factory: pytest.TempPathFactory) -> Witness:
    """On the shared node, which stays whole: the faults stand in front of it."""
    return make_witness(anvil, tmp_path_factory.mktemp("witness"))


@pytest.fixture
def own() -> Iterator[Node]:
    """A node to be broken."""
    with run_anvil() as node:
        yield node


@pytest.fixture
def endangered(own: Node, tmp_path: Path) -> Witness:
    return make_witness(own, tmp_path)


def only(method: str, fault: Fault) -> Fault:
    """Return a fault that spares every other method."""

    def chosen(handler: Handler, answer: bytes) -> None:
        (fault if handler.server.requests[-1] == method else _honest)(handler, answer)

    return chosen


def _honest(handler: Handler, answer: bytes) -> None:
    handler.reply(answer)


@pytest.fixture
def proxy(witness: Witness) -> Iterator[FaultyServer]:
    with faulty_server(witness.estate.world.node) as server:
        yield server


@pytest.mark.parametrize("fault", WIRE_FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_of_the_wire(witness: Witness, proxy: FaultyServer, fault: Fault) -> None:
    proxy.fault = fault
    reader = witness.reader(proxy.url)
    assert witness.said(proxy.url, reader) in {Reason.CHAIN_UNREACHABLE, Reason.WRONG_CONTRACT}
    proxy.fault = _honest
    assert witness.is_valid(proxy.url, reader)


@pytest.mark.parametrize("fault", [cut, empty_result, html], ids=lambda fault: fault.__name__)
@pytest.mark.parametrize("method", ["eth_chainId", "eth_getCode", "eth_call"])
def test_a_fault_in_one_answer_of_several(witness: Witness, proxy: FaultyServer, method: str, fault: Fault) -> None:
    proxy.fault = only(method, fault)
    assert witness.said(proxy.url) in {Reason.CHAIN_UNREACHABLE, Reason.WRONG_CONTRACT}


@pytest.mark.parametrize("share", [0, 1, 50, 99])
def test_facts_that_are_cut_short_inside_a_whole_answer(witness: Witness, share: int) -> None:
    """The JSON is whole and the contract's words are not: `share` of a hundred of them arrive."""

    def shorten(answer: object) -> str:
        assert isinstance(answer, str)
        return answer[: 2 + len(answer) * share // 100 // 64 * 64]

    with faulty_server(Rewriting(witness.estate.world.node, "eth_call", shorten)) as liar:
        assert witness.said(liar.url) in {Reason.CHAIN_UNREACHABLE, Reason.WRONG_CONTRACT}


@pytest.mark.parametrize("claimed", [1, 31_338])
def test_a_node_that_claims_another_chain(witness: Witness, claimed: int) -> None:
    with faulty_server(OtherChainId(witness.estate.world.node, claimed)) as liar:
        assert witness.said(liar.url) is Reason.WRONG_NETWORK


def test_a_copy_of_the_registries_on_another_chain(witness: Witness) -> None:
    """Everything is there, at the same addresses and with the same content: whoever copies a chain can do that."""
    state = witness.estate.world.node.ask("anvil_dumpState")
    with run_anvil(chain_id=31_338) as other:
        copy = HttpNode(other.url)
        copy.ask("anvil_loadState", state)
        assert witness.said(other.url) is Reason.WRONG_NETWORK
        # It lies about its chain as well: then the registry itself says where it is.
        with faulty_server(OtherChainId(copy, 31_337)) as liar:
            assert witness.said(liar.url) is Reason.WRONG_NETWORK


def test_a_stopped_node_and_an_empty_one_in_its_place(own: Node, endangered: Witness) -> None:
    reader = endangered.reader(own.url)
    assert endangered.is_valid(own.url, reader)
    now = endangered.estate.now
    own.stop()
    assert endangered.said(own.url, reader, now) is Reason.CHAIN_UNREACHABLE
    with run_anvil(port=own.port):
        assert endangered.said(own.url, reader, now) is Reason.WRONG_CONTRACT


def test_a_frozen_node(own: Node, endangered: Witness) -> None:
    reader, now = endangered.reader(own.url), endangered.estate.now
    own.pause()
    assert endangered.said(own.url, reader, now) is Reason.CHAIN_UNREACHABLE
    own.resume()
    assert endangered.is_valid(own.url, reader)


def test_a_node_that_stopped_following_the_chain_does_not_hide_a_revocation_for_longer_than_the_trust_file_allows(
    own: Node, endangered: Witness
) -> None:
    estate = endangered.estate
    state, oldest = estate.world.node.ask("anvil_dumpState"), now_of(estate.world.node)
    allowed = estate.trusted.network.maximum_head_age
    with run_anvil() as stale:
        HttpNode(stale.url).ask("anvil_loadState", state)
        assert endangered.is_valid(stale.url)
        late = datetime.fromtimestamp(oldest + allowed + 60, estate.now.tzinfo)
        assert endangered.said(stale.url, now=late) is Reason.HEAD_STALE


def test_a_node_that_shows_an_older_head_than_before(witness: Witness, proxy: FaultyServer) -> None:
    node = witness.estate.world.node
    reader = witness.reader(proxy.url)
    assert witness.is_valid(proxy.url, reader)
    height = int(str(node.ask("eth_blockNumber")), 16)
    assert isinstance(proxy.upstream, HttpNode)
    proxy.upstream = Frozen(proxy.upstream, height - 1)
    answer = witness.estate.answer(witness.file, reader)
    assert (answer.outcome, answer.reason) == (Outcome.COULD_NOT_CHECK, Reason.HEAD_WENT_BACK)


def test_a_node_whose_clock_is_days_ahead(own: Node, endangered: Witness) -> None:
    now = endangered.estate.now
    node = endangered.estate.world.node
    node.ask("evm_increaseTime", 15 * 86_400)
    node.ask("evm_mine")
    assert endangered.said(own.url, now=now) is Reason.HEAD_AHEAD
    assert endangered.said(own.url, now=now + timedelta(days=14)) is Reason.HEAD_AHEAD


Break = Callable[[Answering, str, str], object]
"""What replaces the code: a node, the CertificateRegistry, the AccreditationRegistry."""
CODES: dict[str, Break] = {
    "nothing at the registry": lambda node, registry, _: node.ask("anvil_setCode", registry, "0x"),
    "nothing at the accreditation": lambda node, _, other: node.ask("anvil_setCode", other, "0x"),
    "a contract that says yes": lambda node, registry, _: node.ask("anvil_setCode", registry, "0x600160005260206000f3"),
    "one byte more": lambda node, registry, _: node.ask(
        "anvil_setCode", registry, str(node.ask("eth_getCode", registry, "latest")) + "00"
    ),
    "the other registry's code": lambda node, registry, other: node.ask(
        "anvil_setCode", registry, node.ask("eth_getCode", other, "latest")
    ),
    "a contract that always fails": lambda node, registry, _: node.ask("anvil_setCode", registry, "0xfe"),
}


@pytest.mark.parametrize("name", CODES)
def test_another_contract_at_a_trusted_address(own: Node, endangered: Witness, name: str) -> None:
    place, node = endangered.estate.world.deployment, endangered.estate.world.node
    now = endangered.estate.now
    CODES[name](node, f"0x{place.registry.hex()}", f"0x{place.accreditation.hex()}")
    assert endangered.said(own.url, now=now) is Reason.WRONG_CONTRACT


def test_nodes_that_must_agree_and_do_not(own: Node, endangered: Witness) -> None:
    """One follows the chain, on which the organisation was held meanwhile; the other was left behind."""
    estate = endangered.estate
    state = estate.world.node.ask("anvil_dumpState")
    with run_anvil() as behind:
        HttpNode(behind.url).ask("anvil_loadState", state)
        both = estate.trusting(rpc=(own.url, behind.url), agree=2)
        reader = FactsReader(both.trusted, [HttpNode(url) for url in both.trusted.rpc])
        assert both.answer(endangered.file, reader).outcome is Outcome.VALID
        assert both.verify(endangered.file).status == 0
        since = now_of(estate.world.node) - 1_000
        estate.world.office(estate.world.root).place_hold(
            HoldSubject.ORGANISATION, estate.world.organisation, since=since, reason=1
        )
        answer, said = both.answer(endangered.file, reader), both.verify(endangered.file)
        assert (answer.outcome, answer.reason) == (Outcome.COULD_NOT_CHECK, Reason.NODES_DISAGREE)
        assert (said.status, said.json["reason"]) == (3, "nodes-disagree")
