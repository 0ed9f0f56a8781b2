"""Base58 as Bitcoin and multibase write it (draft-msporny-base58-03), many digits at a time.

Reading is injective: a text of the alphabet's digits is the only one that gives its bytes, because each leading `1`
stands for one leading zero byte and everything after it for a number without leading zeros.
"""

from collections.abc import Iterator
from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""The digits, from 0 to 57."""

_DIGIT: Final = bytes.maketrans(ALPHABET.encode(), bytes(range(58)))
_PAIRS: Final = [high + low for high in ALPHABET for low in ALPHABET]
_BASE: Final = len(_PAIRS)
# Ten digits fit into 64 bits: dividing a long number once for all ten costs a tenth of dividing it for each.
_CHUNK_BASE: Final = 58**10
_LANES: Final = 128
"""Digits that are read at most."""


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
    """Read at most 128 digits of the alphabet; the caller has refused every other character.

    All digits are joined at once, as lanes of one long number: two neighbours to a pair, two pairs to four, and so on.
    """
    digits = text.lstrip(ALPHABET[0])
    number = int.from_bytes(digits.encode("ascii").translate(_DIGIT), "big")
    for width, mask, base in _JOINS:
        number = (number >> width & mask) * base + (number & mask)
    return bytes(len(text) - len(digits)) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _ten_digits(number: int) -> str:
    number, fifth = divmod(number, _BASE)
    number, fourth = divmod(number, _BASE)
    number, third = divmod(number, _BASE)
    first, second = divmod(number, _BASE)
    return _PAIRS[first] + _PAIRS[second] + _PAIRS[third] + _PAIRS[fourth] + _PAIRS[fifth]


def _joins() -> Iterator[tuple[int, int, int]]:
    """Give, for each round, the bits of a lane, a mask of every second lane, and what the upper of two counts."""
    joined = 1
    while joined < _LANES:
        lane = bytes(joined) + b"\xff" * joined
        yield 8 * joined, int.from_bytes(lane * (_LANES // len(lane)), "big"), 58**joined
        joined *= 2


_JOINS: Final = tuple(_joins())
