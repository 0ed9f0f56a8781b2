"""Which certificates of a batch are meant: 1,024 bits in four words, as IStatusActions defines them."""

from collections.abc import Iterable

_WORD = 256
_WORDS = 4

Words = tuple[int, int, int, int]
"""Bit i of word w is the leaf with index 256 * w + i."""


def to_words(indices: Iterable[int]) -> Words:
    """Write a selection of indices from 0 to 1,023; raises `ValueError` for another index or for none."""
    words = [0] * _WORDS
    for index in indices:
        if not 0 <= index < _WORD * _WORDS:
            raise ValueError(f"a batch has the indices 0 to 1,023 and not {index}")
        words[index // _WORD] |= 1 << index % _WORD
    if not any(words):
        raise ValueError("select at least one certificate")
    return words[0], words[1], words[2], words[3]


def from_words(words: Iterable[int]) -> tuple[int, ...]:
    """Read a selection as indices in order."""
    return tuple(place * _WORD + bit for place, word in enumerate(words) for bit in range(_WORD) if word >> bit & 1)
