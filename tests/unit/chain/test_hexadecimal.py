"""Numbers and bytes of JSON-RPC: what a node may write, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import UnreachableError
from chain.hexadecimal import Json, checksummed, data, quantity, read_data, read_list, read_object, read_quantity


@given(st.integers(0, 2**256 - 1))
def test_a_number_reads_as_written(value: int) -> None:
    assert read_quantity(quantity(value), "a number") == value


@given(st.binary(max_size=100))
def test_bytes_read_as_written(value: bytes) -> None:
    assert read_data(data(value), "bytes") == value


# The examples of the Ethereum JSON-RPC specification, "Hex encoding".
@pytest.mark.parametrize(("value", "text"), [(65, "0x41"), (1024, "0x400"), (0, "0x0")])
def test_numbers_are_written_as_the_specification_says(value: int, text: str) -> None:
    assert quantity(value) == text


@pytest.mark.parametrize(
    "value", [None, 1, True, 1.5, "", "0x", "ff", "0xfg", " 0x1", "0x1 ", "0x1\n", "-0x1", "0x" + "f" * 65, [], {}]
)
def test_what_is_no_number_is_refused(value: Json) -> None:
    with pytest.raises(UnreachableError, match="the height is not a number"):
        read_quantity(value, "the height")


@pytest.mark.parametrize("value", [None, 1, "", "0", "0x0", "0xzz", "0x 00", "0x00\n", [], {}])
def test_what_are_no_bytes_is_refused(value: Json) -> None:
    with pytest.raises(UnreachableError, match="the code"):
        read_data(value, "the code")


def test_bytes_of_another_size_are_refused() -> None:
    assert read_data("0x0102", "a word", size=2) == b"\x01\x02"
    with pytest.raises(UnreachableError, match="a word"):
        read_data("0x0102", "a word", size=3)


def test_objects_and_lists_are_told_apart() -> None:
    assert read_object({"a": 1}, "a block") == {"a": 1}
    assert read_list([1], "events") == [1]
    with pytest.raises(UnreachableError, match="a block is not an object"):
        read_object([], "a block")
    with pytest.raises(UnreachableError, match="events is not a list"):
        read_list({}, "events")


# The test vectors of EIP-55.
@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_addresses_carry_the_check_of_eip_55(address: str) -> None:
    assert checksummed(bytes.fromhex(address[2:])) == address
