"""The real nodes that other tests stand on behave as those tests assume."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.nodes import Node, NodeError, run_anvil, run_hardhat


def ask(node: Node, method: str, *params: object, seconds: float = 10.0) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(node.url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        return json.load(answer)["result"]


def height(node: Node, tag: str) -> int:
    return int(ask(node, "eth_getBlockByNumber", tag, False)["number"], 16)


def test_a_node_answers_with_the_chain_id_it_was_given(node: Node) -> None:
    assert int(ask(node, "eth_chainId"), 16) == node.chain_id == 31337


def test_a_node_calls_its_head_final(node: Node) -> None:
    ask(node, "evm_mine")
    assert height(node, "finalized") == height(node, "latest") > 0


def test_anvil_can_hold_finality_back() -> None:
    with run_anvil("--slots-in-an-epoch", "2") as node:
        ask(node, "anvil_mine", "0xa")
        assert (height(node, "finalized"), height(node, "latest")) == (6, 10)


@pytest.mark.parametrize("run", [run_anvil, run_hardhat])
def test_another_chain_id_is_taken(run: Any) -> None:
    with run(chain_id=424242) as node:
        assert int(ask(node, "eth_chainId"), 16) == 424242


def test_a_stopped_node_does_not_answer_and_an_empty_one_takes_its_place() -> None:
    with run_anvil() as first:
        ask(first, "evm_mine")
        first.stop()
        with pytest.raises(urllib.error.URLError):
            ask(first, "eth_chainId")
        with run_anvil(port=first.port) as second:
            assert second.url == first.url
            assert height(second, "latest") == 0


def test_a_paused_node_takes_the_question_and_answers_after_it_resumed() -> None:
    with run_anvil() as node:
        node.pause()
        with pytest.raises(TimeoutError):
            ask(node, "eth_chainId", seconds=0.5)
        node.resume()
        assert int(ask(node, "eth_chainId"), 16) == node.chain_id


def test_a_node_that_cannot_start_says_why(anvil: Node) -> None:
    with pytest.raises(NodeError, match="in use"), run_anvil(port=anvil.port):
        raise AssertionError("a second node got the same port")
