"""Whatever a node does instead of telling the truth is unread: never facts, never an error."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from certificate.facts import Trouble, Unread
from chain import Depth, FactsReader, NodeRefusedError
from chain.artifacts import certificate_registry
from chain.embedded import EmbeddedChain
from chain.hexadecimal import Json, data
from chain.trust import Codes
from tests.faults import Answering, Frozen, OtherChainId, Rewriting, Swappable
from tests.unit.chain.reading import GONE, Silent, facts_of, reader_of, trouble_of
from tests.unit.chain.world import KEY, START, World, build_world, embedded_world


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


REVERT = NodeRefusedError("a node refused: execution reverted", code=3, reason="execution reverted", data=b"")
REFUSED = NodeRefusedError("a node refused: header not found", code=-32000, reason="header not found")

Lie = Callable[[World], Answering]
LIES: dict[str, tuple[Lie, Trouble]] = {
    "says another chain id": (lambda world: OtherChainId(world.node, 1), Trouble.WRONG_NETWORK),
    "is on another chain": (lambda _: EmbeddedChain(START, chain_id=5), Trouble.WRONG_NETWORK),
    "is empty": (lambda _: EmbeddedChain(START), Trouble.WRONG_CONTRACT),
    "does not answer a call": (lambda world: Silent(world.node, "eth_call", GONE), Trouble.UNREACHABLE),
    "does not answer for the chain": (lambda world: Silent(world.node, "eth_chainId", GONE), Trouble.UNREACHABLE),
    "does not answer for the code": (lambda world: Silent(world.node, "eth_getCode", GONE), Trouble.UNREACHABLE),
    "has no such block": (lambda world: Silent(world.node, "eth_call", REFUSED), Trouble.UNREACHABLE),
    "reverts": (lambda world: Silent(world.node, "eth_call", REVERT), Trouble.WRONG_CONTRACT),
    "answers nothing": (lambda world: Rewriting(world.node, "eth_call", lambda _: "0x"), Trouble.WRONG_CONTRACT),
    "answers null": (lambda world: Rewriting(world.node, "eth_call", lambda _: None), Trouble.UNREACHABLE),
    "answers a number": (lambda world: Rewriting(world.node, "eth_call", lambda _: 1), Trouble.UNREACHABLE),
    "answers a zero": (lambda world: Rewriting(world.node, "eth_call", lambda _: data(bytes(32))), Trouble.UNREACHABLE),
    "cuts the answer": (lambda world: Rewriting(world.node, "eth_call", lambda a: str(a)[:-64]), Trouble.UNREACHABLE),
    "has no code": (lambda world: Rewriting(world.node, "eth_getCode", lambda _: "0x"), Trouble.WRONG_CONTRACT),
    "has other code": (lambda world: Rewriting(world.node, "eth_getCode", lambda a: f"{a}00"), Trouble.WRONG_CONTRACT),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_node_that_lies_is_unread(world: World, lie: str) -> None:
    submission = world.submission()
    world.anchor(submission)
    node, trouble = LIES[lie][0](world), LIES[lie][1]
    reader = reader_of(world, node)
    assert trouble_of(reader.read(world.address(submission), KEY)) is trouble


def answer_with(place: int, word: bytes) -> Callable[[Json], Json]:
    """Replace one word of the inspection, counted from its first member."""

    def rewrite(answer: Json) -> Json:
        encoded = bytes.fromhex(str(answer)[2:])
        start = 32 + place * 32
        return data(encoded[:start] + word + encoded[start + 32 :])

    return rewrite


NAMES = [entry["name"] for entry in certificate_registry().interface.functions["inspect"].outputs[0]["components"]]


def test_a_chain_id_inside_the_answer_counts_too(world: World) -> None:
    reader = reader_of(
        world, Rewriting(world.node, "eth_call", answer_with(NAMES.index("chainId"), bytes(31) + b"\x01"))
    )
    assert trouble_of(reader.read(world.address(world.submission()), KEY)) is Trouble.WRONG_NETWORK


def test_a_kind_that_is_not_known_is_not_guessed(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    lying = Rewriting(world.node, "eth_call", answer_with(NAMES.index("kind"), bytes(31) + b"\x09"))
    answer = reader_of(world, lying).read(world.address(submission), KEY)
    assert trouble_of(answer) is Trouble.UNREACHABLE
    assert isinstance(answer, Unread)
    assert "kind 9" in answer.detail


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("blockTime", 253_402_300_800),
        ("blockTime", 2**63),
        ("blockTime", 2**64 - 1),
        ("anchoredAt", START + 10**6),
        ("anchoredAt", 2**40 - 1),
    ],
)
def test_a_time_that_no_block_can_have_is_no_answer(world: World, name: str, value: int) -> None:
    submission = world.submission()
    world.anchor(submission)
    lying = Rewriting(world.node, "eth_call", answer_with(NAMES.index(name), value.to_bytes(32, "big")))
    answer = reader_of(world, lying).read(world.address(submission), KEY)
    assert trouble_of(answer) is Trouble.UNREACHABLE
    assert isinstance(answer, Unread)
    assert "a time that no block can have" in answer.detail


def test_the_last_second_of_the_calendar_is_still_read(world: World) -> None:
    last = answer_with(NAMES.index("blockTime"), (253_402_300_799).to_bytes(32, "big"))
    answer = reader_of(world, Rewriting(world.node, "eth_call", last)).read(world.address(world.submission()), KEY)
    assert facts_of(answer).block_time == 253_402_300_799


def test_an_answer_for_another_block_than_asked_is_refused(world: World) -> None:
    lying = Rewriting(world.node, "eth_call", answer_with(NAMES.index("blockNumber"), bytes(31) + b"\x03"))
    answer = reader_of(world, lying, finality=Depth(1)).read(world.address(world.submission()), KEY)
    assert trouble_of(answer) is Trouble.UNREACHABLE


def test_a_lower_block_than_before_is_unread_until_the_node_caught_up(world: World) -> None:
    submission = world.submission()
    node = Swappable(world.node)
    reader = reader_of(world, node)
    height = facts_of(reader.read(world.address(submission), KEY)).block_number
    node.upstream = Frozen(world.node, height - 1)
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WENT_BACK
    node.upstream = world.node
    facts_of(reader.read(world.address(submission), KEY))


def test_the_same_height_with_another_block_is_unread(world: World) -> None:
    submission = world.submission()
    reader = reader_of(world, node := Swappable(world.node))
    time = facts_of(reader.read(world.address(submission), KEY)).block_time
    other = answer_with(NAMES.index("blockTime"), (time + 1).to_bytes(32, "big"))
    node.upstream = Rewriting(world.node, "eth_call", other)
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WENT_BACK


def test_a_node_that_was_restarted_empty_is_unread(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    reader = reader_of(world, node := Swappable(world.node))
    facts_of(reader.read(world.address(submission), KEY))
    node.upstream = EmbeddedChain(START)
    for _ in range(2):
        assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WRONG_CONTRACT


def test_a_look_alike_chain_with_the_same_addresses_but_other_blocks_is_found_out(world: World) -> None:
    other = build_world(EmbeddedChain(START + 1))
    assert other.deployment.registry != world.deployment.registry
    reader = reader_of(world, node := Swappable(world.node))
    facts_of(reader.read(world.address(world.submission()), KEY))
    node.upstream = other.node
    assert trouble_of(reader.read(world.address(world.submission()), KEY)) is Trouble.WRONG_CONTRACT


def test_code_is_compared_again_after_any_trouble(world: World) -> None:
    submission = world.submission()
    reader = reader_of(world, node := Swappable(world.node))
    facts_of(reader.read(world.address(submission), KEY))
    node.upstream = Silent(world.node, "eth_call", GONE)
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.UNREACHABLE
    node.upstream = Rewriting(world.node, "eth_getCode", lambda code: f"{code}00")
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.WRONG_CONTRACT
    node.upstream = world.node
    facts_of(reader.read(world.address(submission), KEY))


def test_listed_code_hashes_replace_this_packages(world: World) -> None:
    address = world.address(world.submission())
    listed = replace(world.trusted(), codes=Codes(registry=frozenset({b"\x01" * 32})))
    assert trouble_of(FactsReader(listed, [world.node]).read(address, KEY)) is Trouble.WRONG_CONTRACT
    listed = replace(listed, codes=Codes(registry=frozenset({b"\x01" * 32, certificate_registry().code_hash})))
    facts_of(FactsReader(listed, [world.node]).read(address, KEY))


def test_a_reader_answers_for_its_own_network_only(world: World) -> None:
    address = world.address(world.submission())
    for other in (replace(address, chain=1), replace(address, registry=b"\x01" * 20)):
        assert trouble_of(reader_of(world).read(other, KEY)) is Trouble.WRONG_NETWORK


def further_actions(*, next_action: int, complete: bool, reason: int) -> bytes:
    """An answer of `actionsOn` with one revocation, whatever else its struct may hold."""
    action = {"what": 3, "effectiveDay": 20_000, "recordedAt": START, "by": 7, "reason": reason}
    members = certificate_registry().interface.functions["actionsOn"].outputs[0]["components"]
    words = [96, next_action, int(complete), 1, *(action.get(member["name"], 0) for member in members)]
    return b"".join(word.to_bytes(32, "big") for word in words)


def history_that_goes_on(calls: list[Json], rounds: int) -> Callable[[World], Any]:
    """A node whose inspection says that there is more history, and which then has `rounds` further pieces."""

    @dataclass
    class Long:
        upstream: Answering
        name: str = "a node with a long history"

        def ask(self, method: str, *params: Json) -> Json:
            answer = self.upstream.ask(method, *params)
            if method != "eth_call":
                return answer
            calls.append(params[1])
            if len(calls) == 1:
                return answer_with(NAMES.index("complete"), bytes(32))(answer)
            last = len(calls) > rounds
            return data(further_actions(next_action=1_024 * len(calls), complete=last, reason=len(calls)))

    return lambda world: Long(world.node)


def test_a_history_longer_than_one_answer_is_read_to_its_end_at_the_same_block(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    calls: list[Json] = []
    reader = reader_of(world, history_that_goes_on(calls, 3)(world))
    facts = facts_of(reader.read(world.address(submission), KEY))
    assert [action.reason for action in facts.actions] == [2, 3, 4]
    assert calls[1:] == [hex(facts.block_number)] * 3


def test_a_history_without_end_is_unread(world: World) -> None:
    submission = world.submission()
    world.anchor(submission)
    reader = reader_of(world, history_that_goes_on([], 10_000)(world))
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.UNREACHABLE
