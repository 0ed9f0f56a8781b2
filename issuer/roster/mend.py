"""What may be put right without asking: spaces, full-width digits, small letters. Every change is named."""

import enum
import re
import unicodedata
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

_SPACES: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_AROUND = re.compile(f"^[{_SPACES}]+|[{_SPACES}]+$")
_WITHIN = re.compile(f"[{_SPACES}]+")
# Only the full-width twins of ASCII. All of NFKC would also read ² as 2 and ① as 1, and so change a mark.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HAN: Final = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]"
_BETWEEN_HAN = re.compile(f"(?<={_HAN})[{_SPACES}]+(?={_HAN})")
_TEXT_PREFIX = re.compile(r"^[\t']+|\t+$")

# What nothing can be mended in, which is nearly every cell: nothing at all, or ASCII without spaces and small letters
# and with no apostrophe in front; for names, Chinese characters, which have no other form in NFC.
_SOUND_CODE = re.compile(r"(?:[!-&(-`{-~][!-`{-~]*)?")
_SOUND_MARK = re.compile(r"[!-~]*")
_SOUND_NAME = re.compile("[\u4e00-\u9fff]*")


class Change(enum.Enum):
    """What was mended in a cell."""

    TRIMMED = "spaces around it removed"
    SPACES = "spaces inside it put right"
    HALF_WIDTH = "full-width characters written in ASCII"
    UPPER_CASE = "small letters written as capitals"
    COMPOSED = "accents joined to their letters (Unicode NFC)"
    TEXT_PREFIX = "the apostrophe or tab that keeps digits as text removed"


_Steps: TypeAlias = tuple[tuple[Change, Callable[[str], str]], ...]


class Mended(NamedTuple):
    """A text after mending and the changes made."""

    text: str
    changes: tuple[Change, ...] = ()

    def __repr__(self) -> str:
        """Leave out the text, which is nobody's business in a log."""
        return f"Mended({self.changes!r})"


def half_width(text: str) -> str:
    """Write the full-width letters, digits and signs of `text` in ASCII."""
    return text.translate(_FULL_WIDTH)


def mend_code(text: str) -> Mended:
    """Mend a number or code: trimmed, in ASCII capitals, without what spreadsheets put before digits to keep them."""
    return Mended(text) if _SOUND_CODE.fullmatch(text) else _mend(text, _CODE_STEPS)


def mend_mark(text: str) -> Mended:
    """Mend a mark: trimmed and in ASCII."""
    return Mended(text) if _SOUND_MARK.fullmatch(text) else _mend(text, _MARK_STEPS)


def mend_name(text: str) -> Mended:
    """Mend a name or title: trimmed, in NFC, one space at most in a row, and none between Chinese characters.

    Chinese names have no spaces; two-character names are often padded to stand below three-character ones.
    """
    return Mended(text) if _SOUND_NAME.fullmatch(text) else _mend(text, _NAME_STEPS)


def _mend(text: str, steps: _Steps) -> Mended:
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


def _space(text: str) -> str:
    return _WITHIN.sub(" ", _BETWEEN_HAN.sub("", text))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _without_prefix(text: str) -> str:
    return _TEXT_PREFIX.sub("", text)


_MARK_STEPS: Final = ((Change.TRIMMED, _trim), (Change.HALF_WIDTH, half_width))
_CODE_STEPS: Final = ((Change.TEXT_PREFIX, _without_prefix), *_MARK_STEPS, (Change.UPPER_CASE, _upper))
_NAME_STEPS: Final = ((Change.TRIMMED, _trim), (Change.SPACES, _space), (Change.COMPOSED, _compose))
