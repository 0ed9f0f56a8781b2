"""Settings are refused at the door, and the door alone builds real readers."""

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from chain.errors import TrustFileError
from tests.builders import NETWORK
from tests.scenes import CONFIG, MemoryReader, trusted, valid
from verifier.app import clock_now, create_app
from verifier.config import VerifierConfig, is_host
from verifier.errors import ConfigError
from verifier.serving import Server
from verifier.trust import Trust


@pytest.mark.parametrize(
    "host",
    [
        "",
        "-",
        "https://verify.example",
        "a b",
        "a/b",
        "<b>",
        "user@host",
        "host:port",
        "host:123456",
        "[::1",
        "x" * 300,
        "é.example",
        "a\n",
    ],
)
def test_what_is_no_host_name_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match="is no host name"):
        replace(CONFIG, public_host=host)
    with pytest.raises(ConfigError, match="is no host name"):
        replace(CONFIG, allowed_hosts=frozenset({"verify.example", host}))


@pytest.mark.parametrize("host", ["localhost", "verify.example.org", "127.0.0.1:8080", "[::1]:8080", "a", "x-y.z:1"])
def test_host_names_and_addresses_are_accepted(host: str) -> None:
    assert is_host(host)
    assert replace(CONFIG, public_host=host, allowed_hosts=frozenset({host})).public_host == host


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [("maximum_request", 0), ("rpc_timeout", 0.0), ("rpc_timeout", -1.0), ("utc_offset_minutes", 841)],
)
def test_a_limit_that_makes_no_sense_is_refused(setting: str, wrong: Any) -> None:
    with pytest.raises(ConfigError, match=setting):
        replace(CONFIG, **{setting: wrong})


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(TypeError):
        VerifierConfig((trusted(),), insecure=True)  # type: ignore[call-arg]


def test_every_setting_is_documented() -> None:
    document = (Path(__file__).parents[3] / "docs" / "verifier.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", document, re.MULTILINE)
    assert rows == [field.name for field in fields(VerifierConfig)]


def test_trusting_nobody_is_refused() -> None:
    with pytest.raises(TrustFileError):
        create_app(VerifierConfig(()), MemoryReader(valid().facts))


def test_trusting_a_registry_twice_is_refused() -> None:
    with pytest.raises(TrustFileError):
        Trust([trusted(), trusted()])


def test_a_network_without_enough_nodes_is_refused() -> None:
    with pytest.raises(TrustFileError, match="demonstration chain cannot be used: 2 nodes must agree"):
        create_app(VerifierConfig((replace(trusted(), agree=2),)))


def test_the_clock_knows_its_zone() -> None:
    assert clock_now().tzinfo is not None


def test_a_network_is_named_only_if_it_is_trusted() -> None:
    with pytest.raises(KeyError):
        Trust([trusted()]).name_of(replace(NETWORK, chain=1))


@pytest.mark.parametrize("host", ["localhost", "verify.example.org", "", "127.0.0.1:80", "300.1.1.1"])
def test_a_server_listens_at_an_ip_address_only(host: str) -> None:
    app = create_app(CONFIG, MemoryReader(valid().facts))
    with pytest.raises(ConfigError, match="is no IP address"):
        Server(app, host=host)
