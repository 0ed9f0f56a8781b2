"""What holds for every response, and what never reaches a log."""

import io
import json
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from certificate.address import Address
from certificate.facts import Facts
from certificate.qr_payload import encode_link
from certificate.verdict import Reason
from tests.scenes import CONFIG, hostile, reader_of, scene_of, valid
from verifier.app import create_app

Visit = Callable[..., FlaskClient]
PATHS = ["/", "/zh/", "/en/v", "/v", "/unknown", "/healthz", "/api/v1/networks", "/api/v1/unknown", "/static/style.css"]


class BrokenReader:
    """A reader with a programming error whose message holds what must not be logged."""

    def read(self, address: Address, key: bytes) -> Facts:  # noqa: ARG002  # the port's signature
        raise KeyError(f"欧阳娜娜 {address}")


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_headers(visit: Visit, path: str) -> None:
    response = visit(valid()).get(path)
    headers = response.headers
    policy = {part.split()[0]: part.split()[1:] for part in headers["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers
    assert ("no-store" in headers["Cache-Control"]) is not path.startswith("/static/")
    response.close()


def test_answers_and_results_are_not_stored_and_set_no_cookie(visit: Visit) -> None:
    client = visit(valid())
    for response in (
        client.post("/api/v1/verify", data=valid().data, content_type="application/json"),
        client.post("/zh/result", data={"link": "x"}),
    ):
        assert response.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("verify.example.org", True),
        ("verify.example.org:443", True),
        ("VERIFY.example.org", True),
        ("evil.example", False),
        ("verify.example.org.evil.example", False),
        ("xverify.example.org", False),
        ("", False),
        ("verify.example.org@evil.example", False),
        ("verify.example.org, evil.example", False),
    ],
)
@pytest.mark.parametrize("path", ["/zh/", "/api/v1/networks"])
def test_only_allowed_hosts_are_served(visit: Visit, host: str, path: str, *, allowed: bool) -> None:
    client = visit(valid(), replace(CONFIG, allowed_hosts=frozenset({"verify.example.org"})))
    response = client.get(path, headers={"Host": host})
    assert response.status_code == (200 if allowed else 400)
    if not allowed:
        assert host not in response.text or not host
        if path.startswith("/api"):
            assert json.loads(response.data)["reason"] == "input-wrong-host"


def test_health_checks_come_by_address(visit: Visit) -> None:
    client = visit(valid(), replace(CONFIG, allowed_hosts=frozenset({"verify.example.org"})))
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8080"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/verify", "/en/result"])
def test_a_failure_of_the_verifier_is_said_and_logged_without_data(path: str, caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(CONFIG, BrokenReader(), lambda: valid().now).test_client()
    with caplog.at_level(logging.DEBUG):
        response = client.post(path, data={"file": (io.BytesIO(valid().data), "欧阳娜娜.json")})
    assert response.status_code == 500
    assert "This site itself failed" in response.text
    [record] = caplog.records
    assert record.getMessage().startswith("KeyError in read, line ")
    assert record.exc_info is None
    assert "欧阳" not in caplog.text
    assert "urn:xcert" not in caplog.text


def test_no_request_leaves_a_name_a_payload_or_a_path_in_the_log(
    visit: Visit, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    link = encode_link(valid().data, verifier="https://verify.example")
    with caplog.at_level(logging.DEBUG):
        for scene in (valid(), hostile(), scene_of(Reason.SIGNATURE_WRONG), scene_of(Reason.CHAIN_UNREACHABLE)):
            client = visit(scene)
            client.post("/zh/result", data={"file": (io.BytesIO(scene.data), "欧阳娜娜.json")})
            client.post("/api/v1/verify", data=scene.data, content_type="application/json")
        client = visit(valid())
        client.post("/zh/result", data={"link": link})
        client.get(f"/v/{link.partition('#')[2]}")
        client.post("/api/v1/verify", data=b"{", content_type="application/json")
    assert caplog.text == ""
    assert capsys.readouterr() == ("", "")


def test_the_application_is_not_run_for_a_foreign_host(visit: Visit) -> None:
    scene = valid()
    reader = reader_of(scene)
    config = replace(CONFIG, allowed_hosts=frozenset({"verify.example.org"}))
    client = create_app(config, reader, lambda: scene.now).test_client()
    response = client.post(
        "/api/v1/verify", data=scene.data, content_type="application/json", headers={"Host": "evil.example"}
    )
    assert response.status_code == 400
    assert reader.asked == 0
