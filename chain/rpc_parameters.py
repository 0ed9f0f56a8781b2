"""What callers of the embedded chain's JSON-RPC may send: each reader refuses anything else."""

import re
from collections.abc import Mapping, Sequence

from chain.errors import NodeRefusedError
from chain.hexadecimal import Json

INVALID_PARAMETERS = -32602
"""JSON-RPC 2.0, section 5.1."""

_QUANTITY = re.compile(r"0x[0-9a-fA-F]{1,64}")
_DATA = re.compile(r"0x(?:[0-9a-fA-F]{2}){0,1000000}")


def parameter(parameters: Sequence[Json], index: int) -> Json:
    """Return a required parameter."""
    if index >= len(parameters):
        raise refused(f"missing value for required argument {index}")
    return parameters[index]


def optional(parameters: Sequence[Json], index: int, default: Json) -> Json:
    """Return a parameter that may be left out or null."""
    value = parameters[index] if index < len(parameters) else None
    return default if value is None else value


def number_of(value: Json) -> int:
    """Read a quantity, or a plain number, which some tools send to the evm_ methods."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and _QUANTITY.fullmatch(value):
        return int(value, 16)
    raise refused(f"a quantity is expected, not {_shown(value)}")


def bytes_of(value: Json, *, size: int | None = None) -> bytes:
    """Read bytes, exactly `size` of them if given."""
    if not isinstance(value, str) or not _DATA.fullmatch(value) or size not in (None, len(value) // 2 - 1):
        raise refused(f"{'bytes are' if size is None else f'{size} bytes are'} expected, not {_shown(value)}")
    return bytes.fromhex(value[2:])


def object_of(value: Json) -> Mapping[str, Json]:
    """Read a JSON object."""
    if not isinstance(value, Mapping):
        raise refused(f"an object is expected, not {_shown(value)}")
    return value


def refused(reason: str) -> NodeRefusedError:
    """Make the error for a parameter that cannot be used."""
    return NodeRefusedError(f"the embedded chain: {reason}", code=INVALID_PARAMETERS, reason=reason)


def _shown(value: Json) -> str:
    return repr(value)[:60]
