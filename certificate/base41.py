"""Base41: bytes as characters of a QR code's alphanumeric mode (docs/format.md, section 6)."""

from typing import Final

from certificate.errors import UnreadableError

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
_DIGITS: Final = {character: digit for digit, character in enumerate(ALPHABET)}


def to_base41(data: bytes) -> str:
    """Write two bytes as three digits, little-endian, and a last single byte as two."""
    digits: list[int] = []
    for i in range(0, len(data) - 1, 2):
        number = data[i] << 8 | data[i + 1]
        digits += (number % 41, number // 41 % 41, number // 1681)
    if len(data) % 2:
        digits += (data[-1] % 41, data[-1] // 41)
    return "".join(ALPHABET[digit] for digit in digits)


def from_base41(text: str) -> bytes:
    """Read base41 in its one spelling; raises `UnreadableError`."""
    try:
        digits = [_DIGITS[character] for character in text]
    except KeyError as error:
        raise UnreadableError("the QR text has a character that does not belong; scan it again") from error
    if len(digits) % 3 == 1:
        raise UnreadableError("the QR text is cut off; scan it again")
    data = bytearray()
    for i in range(0, len(digits) - 2, 3):
        data += _number(digits[i : i + 3], maximum=0xFFFF).to_bytes(2, "big")
    if len(digits) % 3:
        data += _number(digits[-2:], maximum=0xFF).to_bytes(1, "big")
    return bytes(data)


def _number(digits: list[int], *, maximum: int) -> int:
    number = 0
    for digit in reversed(digits):
        number = number * 41 + digit
    if number > maximum:
        raise UnreadableError("the QR text is damaged; scan it again")
    return number
