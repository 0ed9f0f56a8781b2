"""JSON-RPC 2.0 as the specification's own examples show it (section 7)."""

import json
from typing import Any

import pytest

from chain.errors import BlockFileError, NodeRefusedError
from chain.hexadecimal import Json
from chain.json_rpc import answer_request


class Echo:
    """Answers with what it was asked, or refuses."""

    def ask(self, method: str, *params: Json) -> Json:
        if method == "refuse":
            raise NodeRefusedError("a node: no", code=3, reason="no", data=b"\x01\x02")
        if method == "break":
            raise BlockFileError("the disk is full; free space")
        return [method, *params]


def answer(body: bytes) -> Any:
    found = answer_request(Echo(), body)
    return json.loads(found) if found else None


def request(**members: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "echo"} | members).encode()


def test_a_request_is_answered_under_its_id() -> None:
    assert answer(request(id="a", params=[1, "b"])) == {"jsonrpc": "2.0", "id": "a", "result": ["echo", 1, "b"]}
    assert answer(request()) == {"jsonrpc": "2.0", "id": 1, "result": ["echo"]}


def test_a_refusal_carries_code_reason_and_data() -> None:
    assert answer(request(method="refuse"))["error"] == {"code": 3, "message": "no", "data": "0x0102"}


def test_a_chain_that_cannot_go_on_says_so() -> None:
    assert answer(request(method="break"))["error"]["code"] == -32603


def test_a_batch_is_answered_whole_and_in_order() -> None:
    batch = b"[" + request(id=1) + b"," + request(id=2, method="refuse") + b",1]"
    found = answer(batch)
    assert [entry["id"] for entry in found] == [1, 2, None]
    assert found[2]["error"]["code"] == -32600


def test_a_notification_is_not_answered() -> None:
    silent = json.dumps({"jsonrpc": "2.0", "method": "echo"}).encode()
    assert answer(silent) is None
    assert answer(b"[" + silent + b"]") is None


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]'])
def test_what_is_not_json_is_refused(body: bytes) -> None:
    assert answer(body) == {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "Parse error"}}


@pytest.mark.parametrize(
    "body",
    [
        b"1",
        b'"x"',
        b"null",
        b"[]",
        request(jsonrpc="1.0"),
        request(method=1),
        request(id=[1]),
        request(params={"a": 1}),
    ],
)
def test_what_is_no_request_is_refused(body: bytes) -> None:
    assert answer(body)["error"]["code"] == -32600


def test_a_batch_that_is_too_long_is_refused() -> None:
    assert "1 to 100" in answer(b"[" + b",".join([request()] * 101) + b"]")["error"]["message"]


def test_a_request_nested_without_end_is_refused() -> None:
    assert answer(b"[" * 200_000)["error"]["code"] == -32700
