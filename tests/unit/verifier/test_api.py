"""`POST /api/v1/verify`: one shape for every answer and every error, and 200 whenever the request was understood."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from certificate.qr_payload import encode_link
from certificate.verdict import Reason
from tests.scenes import SCENES, hostile, scene_of, valid
from verifier.config import MAXIMUM_REQUEST
from verifier.envelope import status_of
from verifier.input_reason import InputReason

DOCS = Path(__file__).parents[3] / "docs"
REASONS = [None, *sorted(SCENES, key=lambda reason: reason.precedence)]
BOUNDARY = "multipart/form-data; boundary=x"

Visit = Callable[..., FlaskClient]


def schema() -> jsonschema_rs.Draft202012Validator:
    [block] = re.findall(r"```json\n(.*?)```", (DOCS / "api.md").read_text("utf-8"), re.DOTALL)
    return jsonschema_rs.Draft202012Validator(json.loads(block), validate_formats=True)


SCHEMA = schema()


def ask(client: FlaskClient, body: bytes, kind: str = "application/json") -> TestResponse:
    return client.post("/api/v1/verify", data=body, content_type=kind)


def answer(response: TestResponse) -> dict[str, Any]:
    """Return the answer in a response, after comparing it with the published schema."""
    assert response.mimetype == "application/json"
    content = json.loads(response.data)
    SCHEMA.validate(content)
    assert isinstance(content, dict)
    return content


def refused(response: TestResponse, status: int, reason: InputReason) -> None:
    content = answer(response)
    assert (response.status_code, content["reason"]) == (status, reason.value)
    assert content["verdict"] == "COULD_NOT_CHECK"
    assert content["rule"] is None


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.value if reason else "valid")
def test_every_verdict_has_the_published_shape_and_status_200(visit: Visit, reason: Reason | None) -> None:
    scene = scene_of(reason)
    response = ask(visit(scene), scene.data)
    content = answer(response)
    assert response.status_code == 200
    assert content["reason"] == (reason.value if reason else None)
    assert content["verdict"] == (reason.outcome.value if reason else "VALID")


def test_a_certificate_can_be_sent_in_three_ways_with_one_answer(visit: Visit) -> None:
    client, scene = visit(valid()), valid()
    link = encode_link(scene.data, verifier="https://verify.example")
    file = client.post("/api/v1/verify", data={"file": (io.BytesIO(scene.data), "x.bin")})
    answers = [ask(client, scene.data), ask(client, json.dumps({"link": link}).encode()), file]
    assert [answer(response)["verdict"] for response in answers] == ["VALID"] * 3
    assert len({response.data for response in answers}) == 1


def test_names_that_look_like_markup_come_back_as_text(visit: Visit) -> None:
    scene = hostile()
    content = answer(ask(visit(scene), scene.data))
    assert content["certificate"]["holder"]["name"] == "<script>alert(1)</script>&\"'{{7*7}}"


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/pdf", "application/x-www-form-urlencoded", "application/jsonp", "*/*", "\x7f/;;;"],
)
def test_another_content_type_is_415(visit: Visit, kind: str) -> None:
    refused(ask(visit(valid()), valid().data, kind), 415, InputReason.UNKNOWN_CONTENT_TYPE)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"", "multipart/form-data"),
        (b"", BOUNDARY),
        (b"nothing of a form", BOUNDARY),
        (b"--x\r\n", BOUNDARY),
        (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n{', BOUNDARY),
        (b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--', BOUNDARY),
        (b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\nvalue\r\n--x--', BOUNDARY),
        (b"--x\r\nno header\r\n\r\n\r\n--x--", BOUNDARY),
        (b"x" * 100, "multipart/form-data; boundary=" + "y" * 300),
    ],
)
def test_a_request_with_nothing_in_it_is_400(visit: Visit, body: bytes, kind: str) -> None:
    refused(ask(visit(valid()), body, kind), 400, InputReason.MISSING)


def test_two_files_are_refused(visit: Visit) -> None:
    files = [(io.BytesIO(valid().data), "a.json"), (io.BytesIO(valid().data), "b.json")]
    refused(visit(valid()).post("/api/v1/verify", data={"file": files}), 400, InputReason.SEVERAL)


def test_a_file_and_a_link_are_refused(visit: Visit) -> None:
    form = {"file": (io.BytesIO(valid().data), "a.json"), "link": "https://verify.example/v#1/0"}
    refused(visit(valid()).post("/api/v1/verify", data=form), 400, InputReason.SEVERAL)


def test_what_our_own_pages_carry_is_no_way_in(visit: Visit) -> None:
    form = {"certificate": "e30="}
    response = visit(valid()).post("/api/v1/verify", data=form, content_type="multipart/form-data")
    refused(response, 400, InputReason.MISSING)


@pytest.mark.parametrize("kind", ["application/json", BOUNDARY])
def test_a_hundred_megabytes_are_refused_unread(visit: Visit, kind: str) -> None:
    class Unread(io.RawIOBase):
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

    response = visit(valid()).post(
        "/api/v1/verify", content_type=kind, environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": "100000000"}
    )
    refused(response, 413, InputReason.TOO_LARGE)


def test_a_body_that_is_longer_than_announced_is_cut_at_the_limit(visit: Visit) -> None:
    response = visit(valid()).post(
        "/api/v1/verify",
        input_stream=io.BytesIO(b" " * (MAXIMUM_REQUEST + 1)),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    refused(response, 413, InputReason.TOO_LARGE)


def test_many_or_large_fields_are_refused(visit: Visit) -> None:
    many = {f"field{number}": "x" for number in range(9)}
    large = {"link": "x" * 300_000}
    for form in (many, large):
        response = visit(valid()).post("/api/v1/verify", data=form, content_type="multipart/form-data")
        refused(response, 413, InputReason.TOO_LARGE)


@pytest.mark.parametrize("kind", ["application/json", BOUNDARY])
def test_a_body_that_breaks_off_is_refused(visit: Visit, kind: str) -> None:
    response = visit(valid()).post(
        "/api/v1/verify",
        data=valid().data[:100],
        content_type=kind,
        environ_overrides={"CONTENT_LENGTH": str(len(valid().data))},
    )
    refused(response, 400, InputReason.BROKEN_REQUEST)


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/unknown", "/api/v1/verify/", "/api/v1/../x"])
def test_another_address_is_404_in_the_same_shape(visit: Visit, path: str) -> None:
    refused(visit(valid()).get(path), 404, InputReason.NO_SUCH_ADDRESS)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_405_in_the_same_shape(visit: Visit, method: str) -> None:
    refused(visit(valid()).open("/api/v1/verify", method=method), 405, InputReason.WRONG_METHOD)


def test_an_unreadable_file_is_understood_and_could_not_be_checked(visit: Visit) -> None:
    response = visit(valid()).post("/api/v1/verify", data={"file": (io.BytesIO(b"MZ"), "a.exe")})
    refused(response, 200, InputReason.UNKNOWN_FILE_TYPE)


def test_a_fault_of_the_chain_is_an_answer_and_no_error_of_the_server(visit: Visit) -> None:
    scene = scene_of(Reason.CHAIN_UNREACHABLE)
    response = ask(visit(scene), scene.data)
    assert response.status_code == 200
    assert answer(response)["verdict"] == "COULD_NOT_CHECK"


def test_networks_are_listed(visit: Visit) -> None:
    response = visit(valid()).get("/api/v1/networks")
    assert json.loads(response.data) == {
        "networks": [
            {
                "name": {"zh": "演示测试链", "en": "demonstration chain"},
                "chain": "eip155:31337",
                "test": True,
                "registry": "5fbdb2315678afecb367f032d93f642f64180aa3",
                "maximumHeadAge": 3600,
            }
        ]
    }


def test_health_does_not_ask_the_chain(visit: Visit) -> None:
    response = visit(scene_of(Reason.CHAIN_UNREACHABLE)).get("/healthz")
    assert (response.status_code, response.text) == (200, '{"status":"ok"}\n')


def test_input_reasons_and_their_statuses_are_those_of_the_document() -> None:
    rows = re.findall(r"^\| `(input-[a-z-]+)` \| (\d+) \|", (DOCS / "verdicts.md").read_text("utf-8"), re.MULTILINE)
    assert [(code, int(status)) for code, status in rows] == [
        (reason.value, status_of(reason)) for reason in InputReason
    ]


def test_the_schema_refuses_what_must_never_be_sent(visit: Visit) -> None:
    scene = valid()
    good = answer(ask(visit(scene), scene.data))
    wrong = [
        good | {"verdict": "NOT_VALID", "reason": "signature-wrong"},
        good | {"certificate": None},
        good | {"checks": good["checks"][:10]},
        good | {"extra": 1},
        good | {"network": None},
    ]
    assert [SCHEMA.is_valid(content) for content in wrong] == [False] * len(wrong)


def test_all_six_verdicts_were_seen() -> None:
    assert {reason.outcome.value if reason else "VALID" for reason in REASONS} == {
        "VALID",
        "VALID_WITH_NOTICE",
        "GENUINE_NOT_CURRENT",
        "NOT_VALID",
        "NOT_FOUND",
        "COULD_NOT_CHECK",
    }
