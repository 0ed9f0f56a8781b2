"""Base58 as Bitcoin and multibase write it (draft-msporny-base58-03), ten digits at a time.

Reading is injective: a text of the alphabet's digits is the only one that gives its bytes, because each leading `1`
stands for one leading zero byte and everything after it for a number without leading zeros.
"""

from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""The digits, from 0 to 57."""

_PAIRS: Final = [high + low for high in ALPHABET for low in ALPHABET]
_PAIR: Final = {pair: value for value, pair in enumerate(_PAIRS)}
_BASE: Final = len(_PAIRS)
# Ten digits fit into 64 bits: dividing a long number once for all ten costs a tenth of dividing it for each.
_CHUNK: Final = 10
_CHUNK_BASE: Final = 58**_CHUNK


def to_base58(data: bytes) -> str:
    """Write `data` in base58."""
    number = int.from_bytes(data, "big")
    chunks = []
    while number:
        number, rest = divmod(number, _CHUNK_BASE)
        chunks.append(_ten_digits(rest))
    digits = "".join(reversed(chunks)).lstrip(ALPHABET[0])
    return ALPHABET[0] * (len(data) - len(data.lstrip(b"\0"))) + digits


def from_base58(text: str) -> bytes:
    """Read `text`, which must consist of the alphabet's digits; raises `KeyError` for any other.

    The cost grows with the square of the length: the caller bounds it.
    """
    digits = text.lstrip(ALPHABET[0])
    padded = digits.rjust(-(-len(digits) // _CHUNK) * _CHUNK, ALPHABET[0])
    number = 0
    for start in range(0, len(padded), _CHUNK):
        number = number * _CHUNK_BASE + _value(padded[start : start + _CHUNK])
    return bytes(len(text) - len(digits)) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _ten_digits(number: int) -> str:
    number, fifth = divmod(number, _BASE)
    number, fourth = divmod(number, _BASE)
    number, third = divmod(number, _BASE)
    first, second = divmod(number, _BASE)
    return _PAIRS[first] + _PAIRS[second] + _PAIRS[third] + _PAIRS[fourth] + _PAIRS[fifth]


def _value(ten: str) -> int:
    head = (_PAIR[ten[:2]] * _BASE + _PAIR[ten[2:4]]) * _BASE + _PAIR[ten[4:6]]
    return (head * _BASE + _PAIR[ten[6:8]]) * _BASE + _PAIR[ten[8:]]
