"""JSON-RPC 2.0 as a server speaks it: from the bytes of a request to the bytes of its answer."""

import json
from collections.abc import Mapping
from typing import Protocol

from chain.errors import BlockFileError, NodeRefusedError
from chain.hexadecimal import Json, data

_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600
_INTERNAL_ERROR = -32603
_LONGEST_BATCH = 100


class Answering(Protocol):
    """Whoever knows the answers."""

    def ask(self, method: str, *params: Json) -> Json:
        """Return the result of a call; raises `NodeRefusedError`."""
        ...


def answer_request(node: Answering, body: bytes) -> bytes:
    """Answer one request or a batch of up to 100; empty if it has notifications only."""
    try:
        request = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return _write(_error(None, _PARSE_ERROR, "Parse error"))
    if not isinstance(request, list):
        answer = _answer_one(node, request)
        return b"" if answer is None else _write(answer)
    if not 1 <= len(request) <= _LONGEST_BATCH:
        return _write(_error(None, _INVALID_REQUEST, f"a batch has 1 to {_LONGEST_BATCH} requests"))
    answers = [answer for entry in request if (answer := _answer_one(node, entry)) is not None]
    return _write(answers) if answers else b""


def _answer_one(node: Answering, request: Json) -> Json:
    if not isinstance(request, Mapping):
        return _error(None, _INVALID_REQUEST, "Invalid Request")
    number, method, params = request.get("id"), request.get("method"), request.get("params", [])
    if request.get("jsonrpc") != "2.0" or not isinstance(method, str) or isinstance(number, list | dict):
        return _error(None, _INVALID_REQUEST, "Invalid Request")
    if not isinstance(params, list):
        return _error(number, _INVALID_REQUEST, "params must be a list")
    answer = _ask(node, number, method, params)
    return answer if "id" in request else None


def _ask(node: Answering, number: Json, method: str, params: list[Json]) -> Json:
    try:
        return {"jsonrpc": "2.0", "id": number, "result": node.ask(method, *params)}
    except NodeRefusedError as error:
        return _error(number, error.code, error.reason, error.data)
    except BlockFileError as error:
        return _error(number, _INTERNAL_ERROR, str(error))


def _error(number: Json, code: int, reason: str, revert: bytes | None = None) -> Json:
    error: dict[str, Json] = {"code": code, "message": reason}
    if revert is not None:
        error["data"] = data(revert)
    return {"jsonrpc": "2.0", "id": number, "error": error}


def _write(answer: Json) -> bytes:
    return json.dumps(answer, separators=(",", ":")).encode("ascii")
