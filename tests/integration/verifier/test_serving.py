"""The verifier behind its real server: what a socket can do to it, and the shape that every refusal keeps."""

import http.client
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chain.http_node import HttpNode
from tests.browser.site import Site, running_site
from tests.scenes import CONFIG, trusted, valid
from verifier.app import create_app
from verifier.config import MAXIMUM_REQUEST
from verifier.errors import ConfigError
from verifier.serving import Server, serve

VERIFY = "POST /api/v1/verify HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def speak(site: Site, *parts: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send raw bytes and return status, headers and body of the one answer."""
    host, _, port = site.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        response = http.client.HTTPResponse(connection)
        response.begin()
        body = response.read()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def refused(body: bytes, reason: str) -> None:
    answer: dict[str, Any] = json.loads(body)
    assert answer["reason"] == reason
    assert answer["verdict"] == "COULD_NOT_CHECK"


def test_a_certificate_is_verified_over_a_socket(site: Site) -> None:
    data = valid().data
    status, headers, body = speak(site, f"{VERIFY}Content-Length: {len(data)}\r\n\r\n".encode() + data)
    assert (status, json.loads(body)["verdict"]) == (200, "VALID")
    assert "server" not in headers
    assert headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("length", [MAXIMUM_REQUEST + 1, 100_000_000, 10**15])
def test_a_body_announced_too_large_is_refused_in_the_shape_of_answers(site: Site, length: int) -> None:
    status, headers, body = speak(site, f"{VERIFY}Content-Length: {length}\r\n\r\n".encode() + b"{" * 1000)
    assert (status, headers["connection"]) == (413, "close")
    refused(body, "input-too-large")


def test_a_page_that_gets_too_much_says_so_on_a_page(site: Site) -> None:
    head = "POST /en/result HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    status, headers, body = speak(site, f"{head}Content-Length: 100000000\r\n\r\n".encode())
    assert status == 413
    assert headers["content-type"].startswith("text/html")
    assert b"What was sent is too large" in body


def test_a_body_in_chunks_is_cut_off_at_the_limit(site: Site) -> None:
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    head = f"{VERIFY}Transfer-Encoding: chunked\r\n\r\n".encode()
    status, _, body = speak(site, head, chunk * 13)
    assert status == 413
    refused(body, "input-too-large")


def test_a_body_in_chunks_within_the_limit_is_read(site: Site) -> None:
    data = valid().data
    head = f"{VERIFY}Transfer-Encoding: chunked\r\n\r\n".encode()
    status, _, body = speak(site, head, f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n")
    assert (status, json.loads(body)["verdict"]) == (200, "VALID")


def test_a_client_that_goes_away_harms_nobody(site: Site) -> None:
    host, _, port = site.address.removeprefix("http://").partition(":")
    for _ in range(5):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(f"{VERIFY}Content-Length: 5000\r\n\r\n{{".encode())
    test_a_certificate_is_verified_over_a_socket(site)


@pytest.mark.parametrize(
    "garbage", [b"GET\r\n\r\n", b"\x16\x03\x01\x00\xa5\r\n\r\n", b"GET / HTTP/1.1\r\nA" * 3 + b"\r\n\r\n"]
)
def test_what_is_not_http_gets_a_refusal_and_no_more(site: Site, garbage: bytes) -> None:
    status, _, body = speak(site, garbage)
    assert status in {302, 400, 404}
    assert b"Traceback" not in body


def test_a_node_that_is_down_is_an_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        scene, port = valid(), free.getsockname()[1]
        network = replace(trusted(), rpc=(f"http://127.0.0.1:{port}",))
        app = create_app(replace(CONFIG, networks=(network,), rpc_timeout=2.0), clock=lambda: scene.now)
        response = app.test_client().post("/api/v1/verify", data=scene.data, content_type="application/json")
    assert response.status_code == 200
    assert response.get_json()["reason"] == "chain-unreachable"
    assert HttpNode(f"http://127.0.0.1:{port}").name not in response.text


def test_a_port_that_is_taken_is_refused(site: Site) -> None:
    port = int(site.address.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        Server(create_app(CONFIG, site), port=port)


def test_serving_tells_its_address_and_ends_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def interrupted(server: Server) -> None:
        assert server.port
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "run", interrupted)
    serve(create_app(CONFIG, Site()), port=0, announce=heard.append)
    assert heard[0].startswith("http://127.0.0.1:")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(heard[0].rstrip("/").rpartition(":")[2])), timeout=5)


def test_a_host_name_is_no_address_to_listen_at() -> None:
    with pytest.raises(ConfigError):
        serve(create_app(CONFIG, Site()), host="localhost", port=0, announce=print)
