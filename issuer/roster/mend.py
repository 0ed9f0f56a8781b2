"""What may be put right without asking: spaces, full-width digits, small letters. Every change is named."""

import enum
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_SPACES: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_AROUND = re.compile(f"^[{_SPACES}]+|[{_SPACES}]+$")
_WITHIN = re.compile(f"[{_SPACES}]+")
# Only the full-width twins of ASCII. All of NFKC would also read ² as 2 and ① as 1, and so change a mark.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HAN: Final = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]"
_BETWEEN_HAN = re.compile(f"(?<={_HAN})[{_SPACES}]+(?={_HAN})")
_TEXT_PREFIX = re.compile(r"^[\t']+|\t+$")


class Change(enum.Enum):
    """What was mended in a cell."""

    TRIMMED = "spaces around it removed"
    SPACES = "spaces inside it put right"
    HALF_WIDTH = "full-width characters written in ASCII"
    UPPER_CASE = "small letters written as capitals"
    COMPOSED = "accents joined to their letters (Unicode NFC)"
    TEXT_PREFIX = "the apostrophe or tab that keeps digits as text removed"


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after mending and the changes made; the text is nobody's business in a log."""

    text: str = field(repr=False)
    changes: tuple[Change, ...]


def half_width(text: str) -> str:
    """Write the full-width letters, digits and signs of `text` in ASCII."""
    return text.translate(_FULL_WIDTH)


def mend_code(text: str) -> Mended:
    """Mend a number or code: trimmed, in ASCII capitals, without what spreadsheets put before digits to keep them."""
    return _mend(
        text,
        (Change.TEXT_PREFIX, lambda old: _TEXT_PREFIX.sub("", old)),
        (Change.TRIMMED, _trim),
        (Change.HALF_WIDTH, half_width),
        (Change.UPPER_CASE, _upper),
    )


def mend_mark(text: str) -> Mended:
    """Mend a mark: trimmed and in ASCII."""
    return _mend(text, (Change.TRIMMED, _trim), (Change.HALF_WIDTH, half_width))


def mend_name(text: str) -> Mended:
    """Mend a name or title: trimmed, in NFC, one space at most in a row, and none between Chinese characters.

    Chinese names have no spaces; two-character names are often padded to stand below three-character ones.
    """
    return _mend(
        text,
        (Change.TRIMMED, _trim),
        (Change.SPACES, lambda old: _WITHIN.sub(" ", _BETWEEN_HAN.sub("", old))),
        (Change.COMPOSED, lambda old: unicodedata.normalize("NFC", old)),
    )


def _mend(text: str, *steps: tuple[Change, Callable[[str], str]]) -> Mended:
    changes = []
    for change, apply in steps:
        mended = apply(text)
        if mended != text:
            changes.append(change)
        text = mended
    return Mended(text, tuple(changes))


def _trim(text: str) -> str:
    return _AROUND.sub("", text)


def _upper(text: str) -> str:
    # Outside ASCII, capitals can be other letters: ß becomes SS, ı becomes I.
    return text.upper() if text.isascii() else text
