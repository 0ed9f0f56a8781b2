"""Every refusal of the contracts becomes a sentence, in English and in Chinese."""

import string

import pytest
from eth_abi.abi import encode

from chain.abi import encode_values
from chain.artifacts import all_artifacts
from chain.errors import NodeRefusedError, RevertedError
from chain.refusals import WORDS, refusal_of

REFUSALS = {refusal.name: refusal for artifact in all_artifacts() for refusal in artifact.interface.refusals.values()}
SAMPLES = {"address": b"\xab" * 20, "bytes32": b"\xcd" * 32}


def reverted(data: bytes | None, reason: str = "execution reverted") -> NodeRefusedError:
    return NodeRefusedError(f"a node refused: {reason}", code=3, reason=reason, data=data)


def refusal(data: bytes | None) -> RevertedError:
    found = refusal_of(reverted(data))
    assert found is not None
    return found


def test_every_error_of_the_contracts_has_words_and_no_other() -> None:
    assert set(WORDS) == set(REFUSALS)


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_each_error_reads_as_a_sentence_in_both_languages(name: str) -> None:
    entries = REFUSALS[name].inputs
    names = {entry["name"] for entry in entries}
    for text in WORDS[name]:
        assert {field for _, field, _, _ in string.Formatter().parse(text) if field} <= names
    values = [SAMPLES.get(entry["type"], 7) for entry in entries]
    found = refusal(REFUSALS[name].selector + encode_values(entries, values))
    assert found.name == name
    assert found.values == dict(zip([entry["name"] for entry in entries], values, strict=True))
    assert "{" not in found.sentence + found.sentence_zh
    assert any("\u4e00" <= character <= "\u9fff" for character in found.sentence_zh)
    assert not any("\u4e00" <= character <= "\u9fff" for character in found.sentence)


def test_times_and_days_read_as_dates() -> None:
    held = REFUSALS["AccreditationRegistryOrganisationHeld"]
    sentence = refusal(held.selector + encode_values(held.inputs, [7, 1_750_000_000])).sentence
    assert "organisation 7 is under a hold until 2025-06-15 15:06:40 UTC" in sentence
    day = REFUSALS["CertificateRegistryDayInPast"]
    assert "2025-06-15" in refusal(day.selector + encode_values(day.inputs, [20_254])).sentence


@pytest.mark.parametrize("time", [2**40 - 1, 253_402_300_800])
def test_a_time_that_never_comes_reads_as_such(time: int) -> None:
    held = REFUSALS["AccreditationRegistryOrganisationHeld"]
    assert "until ever" in refusal(held.selector + encode_values(held.inputs, [7, time])).sentence


def test_a_reason_in_words_is_passed_on() -> None:
    data = bytes.fromhex("08c379a0") + encode(["string"], ["not today"])
    assert (refusal(data).name, refusal(data).sentence) == ("Error", "not today")


def test_a_panic_names_its_code() -> None:
    assert "panic code 0x11" in refusal(bytes.fromhex("4e487b71") + encode(["uint256"], [0x11])).sentence


@pytest.mark.parametrize("data", [None, b"", b"\x01\x02", bytes.fromhex("deadbeef") + bytes(32)])
def test_an_unknown_reason_is_said_to_be_unknown(data: bytes | None) -> None:
    assert "without a reason that is known here" in refusal(data).sentence


def test_values_that_cannot_be_read_leave_the_name() -> None:
    found = refusal(REFUSALS["AccreditationRegistryOrganisationHeld"].selector + b"\x01")
    assert found.name == "AccreditationRegistryOrganisationHeld"
    assert "cannot be read" in found.sentence


def test_what_a_node_refuses_for_itself_is_no_refusal_of_a_contract() -> None:
    assert refusal_of(reverted(None, "header not found")) is None
