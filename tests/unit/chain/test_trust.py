"""The trust file: one closed form, read strictly, and no secret in any message."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.policy import Network
from chain import Depth, Instant, Tagged, TrustedNetwork, TrustFileError, policy_of, read_trust, write_trust
from chain.trust import Codes, LastBlock

DOCUMENT = Path(__file__).parents[3] / "docs" / "trust-file.md"

addresses = st.binary(min_size=20, max_size=20)
hashes = st.frozensets(st.binary(min_size=32, max_size=32), max_size=2)
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=80)


@st.composite
def trusted_networks(draw: st.DrawFn) -> TrustedNetwork:
    last = draw(st.none() | st.builds(LastBlock, st.integers(0, 2**53 - 1), st.integers(1, 2**53 - 1)))
    name = draw(names)
    rpc = tuple(draw(st.lists(st.sampled_from(["https://a.example/key", "http://127.0.0.1:8545"]), min_size=1)))
    network = Network(
        chain=draw(st.integers(1, 2**63 - 1)),
        registry=draw(addresses),
        accreditation=draw(addresses),
        root_authorities=draw(st.frozensets(addresses, min_size=1, max_size=3)),
        name=name,
        test=draw(st.booleans()),
        maximum_head_age=draw(st.integers(1, 10**9)),
        clock_tolerance=draw(st.integers(0, 10**6)),
        closed_at=last.time if last else None,
    )
    return TrustedNetwork(
        network=network,
        name_zh=name,
        name_en=draw(names),
        rpc=rpc,
        agree=draw(st.integers(1, len(rpc))),
        finality=draw(st.one_of(st.just(Instant()), st.just(Tagged()), st.builds(Depth, st.integers(1, 1_000)))),
        personnel=draw(addresses),
        ledger=draw(addresses),
        codes=draw(st.builds(Codes, *[hashes] * 4)),
        first_block=draw(st.integers(0, 2**53 - 1)),
        last_block=last,
    )


@given(st.lists(trusted_networks(), min_size=1, max_size=3, unique_by=lambda entry: entry.network.registry))
def test_a_trust_file_reads_as_written(networks: list[TrustedNetwork]) -> None:
    written = write_trust(networks)
    assert read_trust(written) == tuple(networks)
    assert write_trust(read_trust(written)) == written


GOOD: dict[str, Any] = {
    "format": "xcert-trust-v0",
    "networks": [
        {
            "name": {"zh": "本地测试网络", "en": "local test network"},
            "chain": "eip155:20260",
            "rpc": ["http://127.0.0.1:8545"],
            "agree": 1,
            "certificateRegistry": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "accreditationRegistry": "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "personnelRegistry": "0x27b1fdb04752bbc536007a920d24acb045561c26",
            "assessmentLedger": "0x3599689E6292b81B2d85451025146515070129Bb",
            "rootAuthorities": ["0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"],
            "finality": "instant",
            "maxHeadAge": 300,
            "clockTolerance": 120,
            "test": True,
        }
    ],
}


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    root = json.loads(json.dumps(GOOD))
    change(root)
    return json.dumps(root).encode()


def put(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda root: root["networks"][0].update({name: value})


def test_what_a_person_wrote_is_understood() -> None:
    (trusted,) = read_trust(json.dumps(GOOD).encode())
    assert trusted.network.chain == 20_260
    assert trusted.network.registry.hex() == "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
    assert trusted.network.maximum_head_age == 300
    assert trusted.network.test is True
    assert (trusted.finality, trusted.agree, trusted.name_en) == (Instant(), 1, "local test network")
    assert (trusted.codes, trusted.first_block) == (Codes(), 0)
    assert policy_of([trusted]).network_of(20_260, trusted.network.registry) == trusted.network


def test_the_documents_example_is_read() -> None:
    example = DOCUMENT.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    networks = read_trust(example.encode())
    assert len(networks) == 2
    assert networks[1].last_block is not None
    assert networks[1].network.closed_at == networks[1].last_block.time


def test_the_english_name_may_be_left_out() -> None:
    (trusted,) = read_trust(changed(put("name", {"zh": "网络"})))
    assert (trusted.name_zh, trusted.name_en) == ("网络", "网络")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "is an object"),
        (b"{}", "lacks format, networks"),
        (b" " * 300_000, "at most 262144"),
        (b'{"format":"xcert-trust-v0","format":"xcert-trust-v0","networks":[]}', "a name twice"),
        (changed(lambda root: root.update(format="xcert-trust-v1")), "not of format xcert-trust-v0"),
        (changed(lambda root: root.update(more=1)), "has more, which this version does not know"),
        (changed(lambda root: root.update(networks=[])), "names at least one network"),
        (changed(lambda root: root.update(networks={})), "networks is a list"),
        (changed(lambda root: root["networks"].append(root["networks"][0])), "each registry once"),
        (changed(lambda root: root["networks"].append(1)), "network 2 is an object"),
        (changed(lambda root: root["networks"][0].pop("test")), "network 1 lacks test"),
        (changed(put("rpcs", [])), "has rpcs"),
        (changed(put("name", "x")), "name is an object"),
        (changed(put("name", {"en": "x"})), "name lacks zh"),
        (changed(put("name", {"zh": " x"})), "name.zh is a text"),
        (changed(put("name", {"zh": ""})), "name.zh is a text"),
        (changed(put("name", {"zh": "a\u202eb"})), "name.zh is a text"),
        (changed(put("chain", 20_260)), "CAIP-2"),
        (changed(put("chain", "eip155:0")), "CAIP-2"),
        (changed(put("chain", "eip155:01")), "CAIP-2"),
        (changed(put("chain", "eip155:9223372036854775808")), "CAIP-2"),
        (changed(put("chain", "bip122:1")), "CAIP-2"),
        (changed(put("rpc", [])), "agree is 1 and there are only 0"),
        (changed(put("rpc", ["ftp://x"])), "an rpc address begins"),
        (changed(put("rpc", ["http://a b"])), "an rpc address begins"),
        (changed(put("rpc", "http://a")), "rpc is a list"),
        (changed(put("agree", 2)), "agree is 2 and there are only 1"),
        (changed(put("agree", 0)), "agree is a whole number"),
        (changed(put("agree", True)), "agree is a whole number"),
        (changed(put("agree", 1.0)), "1.0 is no whole number"),
        (changed(put("certificateRegistry", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")), "EIP-55"),
        (changed(put("certificateRegistry", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed")), "EIP-55"),
        (changed(put("certificateRegistry", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")), "EIP-55"),
        (changed(put("accreditationRegistry", 7)), "EIP-55"),
        (changed(put("personnelRegistry", None)), "EIP-55"),
        (changed(put("assessmentLedger", "0x")), "EIP-55"),
        (changed(lambda root: root["networks"][0].pop("assessmentLedger")), "network 1 lacks assessmentLedger"),
        (changed(put("firstBlock", -1)), "firstBlock is a whole number"),
        (changed(put("rootAuthorities", [])), "names nobody"),
        (changed(put("rootAuthorities", ["0x00"])), "EIP-55"),
        (changed(put("finality", "soon")), "finality is"),
        (changed(put("finality", {"tag": "latest"})), "finality is"),
        (changed(put("finality", {"tag": "finalized", "depth": 1})), "finality is"),
        (changed(put("finality", {"depth": 0})), "finality is"),
        (changed(put("finality", {"depth": True})), "finality is"),
        (changed(put("finality", None)), "finality is"),
        (changed(put("maxHeadAge", 0)), "maxHeadAge"),
        (changed(put("maxHeadAge", "300")), "maxHeadAge"),
        (changed(put("clockTolerance", -1)), "clockTolerance"),
        (changed(put("test", "False")), "test is true or false"),
        (changed(put("test", 0)), "test is true or false"),
        (changed(put("codeHashes", {"other": []})), "has other"),
        (changed(put("codeHashes", {"certificateRegistry": ["AB" * 32]})), "64 hexadecimal digits"),
        (changed(put("codeHashes", {"certificateRegistry": "ab"})), "codeHashes is a list"),
        (changed(put("lastAcceptedBlock", {"number": 1})), "lacks time"),
        (changed(put("lastAcceptedBlock", {"number": 1, "time": 0})), "lastAcceptedBlock.time"),
    ],
)
def test_anything_else_is_refused_and_named(file: bytes, says: str) -> None:
    with pytest.raises(TrustFileError) as caught:
        read_trust(file)
    assert says in str(caught.value)


def test_a_number_that_is_not_one_is_refused() -> None:
    with pytest.raises(TrustFileError, match="NaN is no whole number"):
        read_trust(json.dumps(GOOD).replace("300", "NaN").encode())


@pytest.mark.parametrize("url", ["https://user:hunter2@host /", "hunter2://x", "https://host/hunter2\n"])
def test_a_secret_in_an_address_is_not_repeated(url: str) -> None:
    with pytest.raises(TrustFileError) as caught:
        read_trust(changed(put("rpc", [url])))
    assert "hunter2" not in str(caught.value)


def test_trust_in_nobody_cannot_be_written() -> None:
    with pytest.raises(TrustFileError, match="at least one network"):
        write_trust([])
