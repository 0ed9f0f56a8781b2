"""Calls and answers as bytes, against vectors that were published or computed by hand."""

import json
from pathlib import Path

import pytest

import chain
from chain.abi import Interface, decode_values, encode_values
from chain.artifacts import _load, accreditation_registry, certificate_registry
from chain.errors import ArtifactError, UnreachableError
from chain.records import Record

# ERC-20, whose selector, topic and encodings are known to everybody.
TOKEN = Interface(
    [
        {
            "type": "function",
            "name": "transfer",
            "stateMutability": "nonpayable",
            "inputs": [{"name": "to", "type": "address"}, {"name": "amount", "type": "uint256"}],
            "outputs": [{"name": "", "type": "bool"}],
        },
        {
            "type": "event",
            "name": "Transfer",
            "inputs": [
                {"name": "from", "type": "address", "indexed": True},
                {"name": "to", "type": "address", "indexed": True},
                {"name": "value", "type": "uint256", "indexed": False},
            ],
        },
        {
            "type": "error",
            "name": "ERC20InsufficientBalance",
            "inputs": [
                {"name": "sender", "type": "address"},
                {"name": "balance", "type": "uint256"},
                {"name": "needed", "type": "uint256"},
            ],
        },
    ]
)
TRANSFER_TOPIC = bytes.fromhex("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")
WORD = "0" * 64


def word(value: int) -> bytes:
    return value.to_bytes(32, "big")


def test_a_call_is_written_as_everybody_writes_it() -> None:
    written = TOKEN.functions["transfer"].call(b"\x11" * 20, 5)
    assert written.hex() == "a9059cbb" + "00" * 12 + "11" * 20 + f"{5:064x}"


def test_an_event_is_known_by_its_topic() -> None:
    event = TOKEN.events[TRANSFER_TOPIC]
    values = event.read([TRANSFER_TOPIC, bytes(12) + b"\x01" * 20, bytes(12) + b"\x02" * 20], word(7))
    assert values == Record({"from": b"\x01" * 20, "to": b"\x02" * 20, "value": 7})


def test_an_error_is_known_by_its_selector() -> None:
    assert TOKEN.refusals[bytes.fromhex("e450d38c")].name == "ERC20InsufficientBalance"


@pytest.mark.parametrize("topics", [[], [TRANSFER_TOPIC], [TRANSFER_TOPIC] * 4])
def test_an_event_with_other_topics_is_refused(topics: list[bytes]) -> None:
    with pytest.raises(UnreachableError, match="topics"):
        TOKEN.events[TRANSFER_TOPIC].read(topics, word(7))


@pytest.mark.parametrize(
    ("kind", "value"),
    [("uint8", 256), ("uint8", -1), ("bytes32", b"\x01" * 33), ("address", b"\x01" * 19), ("uint8", "1"), ("bool", 2)],
)
def test_arguments_that_do_not_fit_are_a_mistake_of_the_programmer(kind: str, value: object) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        encode_values([{"name": "a", "type": kind}], [value])


STRUCT = [
    {
        "name": "result",
        "type": "tuple",
        "components": [
            {"name": "size", "type": "uint16"},
            {"name": "open", "type": "bool"},
            {"name": "by", "type": "address"},
            {"name": "marks", "type": "tuple[]", "components": [{"name": "mark", "type": "int16"}]},
            {"name": "words", "type": "bytes32[2]"},
        ],
    }
]
# Written by hand after the Solidity ABI specification, "Formal Specification of the Encoding".
STRUCT_BYTES = b"".join(
    [
        word(32),  # where the struct begins
        word(500),
        word(1),
        bytes(12) + b"\x09" * 20,
        word(192),  # where the array begins, counted from the struct
        b"\x01" * 32,
        b"\x02" * 32,
        word(2),  # its length
        word(3),
        b"\xff" * 32,  # -1
    ]
)


def test_structs_read_by_name() -> None:
    result = decode_values(STRUCT, STRUCT_BYTES).sole()
    assert result.number("size") == 500
    assert result.flag("open") is True
    assert result.data("by") == b"\x09" * 20
    assert [entry.number("mark") for entry in result.records("marks")] == [3, -1]
    assert result.items("words") == (b"\x01" * 32, b"\x02" * 32)


@pytest.mark.parametrize("length", range(0, len(STRUCT_BYTES), 16))
def test_an_answer_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(UnreachableError):
        decode_values(STRUCT, STRUCT_BYTES[:length]).sole()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (1, word(65_536)),  # more than a uint16
        (2, word(2)),  # neither true nor false
        (3, b"\x01" * 32),  # an address with more than 20 bytes
        (0, word(2**255)),  # a struct that begins nowhere
        (4, word(2**64)),  # an array that begins nowhere
        (7, word(2**40)),  # an array longer than the answer
    ],
)
def test_an_answer_that_its_types_forbid_is_refused(place: int, value: bytes) -> None:
    changed = STRUCT_BYTES[: place * 32] + value + STRUCT_BYTES[place * 32 + 32 :]
    with pytest.raises(UnreachableError, match="not what its interface says"):
        decode_values(STRUCT, changed)


@pytest.mark.parametrize("reader", ["number", "flag", "data", "text", "record", "records", "numbers", "items"])
def test_a_record_refuses_what_is_missing(reader: str) -> None:
    with pytest.raises(UnreachableError, match="nothing that is not"):
        getattr(Record({}), reader)("nothing")


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("number", True),
        ("flag", 1),
        ("data", "text"),
        ("text", b"bytes"),
        ("record", 1),
        ("records", (1,)),
        ("numbers", (b"1",)),
        ("items", (1,)),
    ],
)
def test_a_record_refuses_another_type(reader: str, value: object) -> None:
    with pytest.raises(UnreachableError, match="odd that is not"):
        getattr(Record({"odd": value}), reader)("odd")


def test_an_answer_of_several_values_has_no_sole_one() -> None:
    with pytest.raises(UnreachableError, match="2 values and not one"):
        Record({"a": 1, "b": 2}).sole_number()


@pytest.mark.parametrize("artifact", [certificate_registry(), accreditation_registry()], ids=lambda found: found.name)
def test_the_code_hash_masks_immutables_and_nothing_else(artifact: chain.artifacts.Artifact) -> None:
    code = bytearray(artifact.runtime)
    for start, length in artifact.immutables:
        code[start : start + length] = b"\xaa" * length
    assert artifact.code_hash_of(bytes(code)) == artifact.code_hash
    code[0] ^= 1
    assert artifact.code_hash_of(bytes(code)) != artifact.code_hash
    assert artifact.code_hash_of(bytes(code[1:])) != artifact.code_hash


@pytest.mark.parametrize("text", [b"", b"{", b"{}", b"[]", b'{"abi": [], "bytecode": "0x0"}'])
def test_a_damaged_artifact_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "artifacts").mkdir()
    (tmp_path / "artifacts" / "CertificateRegistry.json").write_bytes(text)
    monkeypatch.setattr("chain.artifacts.resources.files", lambda _: tmp_path)
    with pytest.raises(ArtifactError, match="CertificateRegistry is missing or damaged; install"):
        _load.__wrapped__("CertificateRegistry")


def test_a_missing_artifact_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("chain.artifacts.resources.files", lambda _: tmp_path)
    with pytest.raises(ArtifactError, match="AccreditationRegistry is missing"):
        _load.__wrapped__("AccreditationRegistry")


def test_only_the_certificate_registry_has_an_immutable() -> None:
    assert certificate_registry().immutables
    assert not accreditation_registry().immutables


def test_artifacts_ship_inside_the_package() -> None:
    shipped = {path.stem for path in (Path(chain.__file__).parent / "artifacts").glob("*.json")}
    assert shipped == {"AccreditationRegistry", "AssessmentLedger", "CertificateRegistry", "PersonnelRegistry"}
    for name in shipped:
        text = (Path(chain.__file__).parent / "artifacts" / f"{name}.json").read_text(encoding="utf-8")
        assert json.loads(text)["contractName"] == name
