"""Settings are refused at the door, and the door alone builds real readers."""

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from certificate.facts import Trouble, Unread
from chain.errors import TrustFileError
from tests.builders import NETWORK, genuine
from tests.scenes import CONFIG, MemoryReader, trusted, valid
from verifier.app import clock_now, create_app
from verifier.chain_reader import NetworkReaders, open_reader
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
    with pytest.raises(ConfigError, match="demonstration chain cannot be used: 2 nodes must agree"):
        open_reader([replace(trusted(), agree=2)], seconds=1)


def test_a_node_address_that_cannot_be_used_is_refused_without_showing_it() -> None:
    with pytest.raises(ConfigError) as refused:
        open_reader([replace(trusted(), rpc=("ftp://user:secret@node.example/key",))], seconds=1)
    assert "secret" not in str(refused.value)
    assert "key" not in str(refused.value)


def test_each_certificate_is_looked_up_on_its_own_network() -> None:
    bundle, facts = genuine()
    address = bundle.certificate.address
    other = MemoryReader(Unread(Trouble.UNREACHABLE, "the other one"))
    readers = NetworkReaders({(1, address.registry): other, (address.chain, address.registry): MemoryReader(facts)})
    assert readers.read(address, bytes(32)) is facts
    assert other.asked == 0
    assert isinstance(readers.read(replace(address, chain=1), bytes(32)), Unread)
    missing = readers.read(replace(address, chain=2), bytes(32))
    assert isinstance(missing, Unread)
    assert missing.trouble is Trouble.WRONG_NETWORK


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
