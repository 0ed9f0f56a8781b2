"""Quantities and data as Ethereum JSON-RPC writes them (execution-apis, "Ethereum JSON-RPC hex encoding")."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

from eth_utils.address import to_checksum_address

from chain.errors import UnreachableError

Json: TypeAlias = Union[bool, int, float, str, Sequence["Json"], Mapping[str, "Json"], None]  # noqa: UP007 -- recursive
"""JSON as nodes speak it."""

_QUANTITY = re.compile(r"0x[0-9a-fA-F]{1,64}")
_DATA = re.compile(r"0x(?:[0-9a-fA-F]{2})*")


def quantity(value: int) -> str:
    """Write a number that is not negative, such as `0x1a`."""
    return hex(value)


def data(value: bytes) -> str:
    """Write bytes, such as `0x001a`."""
    return "0x" + value.hex()


def read_quantity(value: Json, what: str) -> int:
    """Read a number of at most 256 bits; raises `UnreachableError` naming `what`."""
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise UnreachableError(f"the node's answer for {what} is not a number in hexadecimal; ask another node")
    return int(value, 16)


def read_data(value: Json, what: str, *, size: int | None = None) -> bytes:
    """Read bytes, exactly `size` of them if given; raises `UnreachableError` naming `what`."""
    if not isinstance(value, str) or not _DATA.fullmatch(value) or size not in (None, len(value) // 2 - 1):
        raise UnreachableError(
            f"the node's answer for {what} is not the expected bytes in hexadecimal; ask another node"
        )
    return bytes.fromhex(value[2:])


def read_object(value: Json, what: str) -> Mapping[str, Json]:
    """Read a JSON object; raises `UnreachableError` naming `what`."""
    if not isinstance(value, Mapping):
        raise UnreachableError(f"the node's answer for {what} is not an object; ask another node")
    return value


def read_list(value: Json, what: str) -> Sequence[Json]:
    """Read a JSON array; raises `UnreachableError` naming `what`."""
    if not isinstance(value, list):
        raise UnreachableError(f"the node's answer for {what} is not a list; ask another node")
    return value


def checksummed(address: bytes) -> str:
    """Write an address as people compare it, with the check of EIP-55; raises `ValueError` unless it has 20 bytes."""
    if len(address) != 20:
        raise ValueError(f"an address has 20 bytes, not {len(address)}")
    return str(to_checksum_address(address))
