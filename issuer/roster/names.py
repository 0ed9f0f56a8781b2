"""Which names may go on a certificate: what can be seen, read aloud and told apart from another name."""

import re
import unicodedata
from typing import Final

from issuer.roster.reasons import Reason

LONGEST_NAME: Final = 64
"""Characters in a name."""
LONGEST_INSTITUTION: Final = 100
"""Characters in the name of an institution."""

FORMULA_LEADS: Final = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""First characters that make a spreadsheet compute a cell, with their full-width twins (OWASP, CSV Injection)."""

# Beyond Unicode's controls: letters and marks that are drawn as nothing (Default_Ignorable_Code_Point and U+2800), and
# code points that will never be characters.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\ufdd0-\ufdef\ufffe\uffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U000e0000-\U000e0fff]"
)
# Nearly every name: Chinese characters, which are visible letters, and none of them a formula's or of private use.
_USUAL = re.compile("[\u4e00-\u9fef]+")
_PUNCTUATION: Final = frozenset(" '\u2019-\u2010\u2011.,\u00b7\u2022\u2027\u30fb()\uff08\uff09")
_STACKED_MARKS: Final = 4
"""More accents than this on one letter are drawn over the lines above."""


def name_problem(name: str) -> Reason | None:
    """Return what is wrong with the mended `name`, or None."""
    if _USUAL.fullmatch(name):
        return _length_problem(name)
    if not name:
        return Reason.MISSING_NAME
    if name[0] in FORMULA_LEADS:
        return Reason.NAME_IS_FORMULA
    if is_hidden(name):
        return Reason.CONTROL_IN_NAME
    if any(unicodedata.category(character) == "Co" for character in name):
        return Reason.PRIVATE_IN_NAME
    if not _is_readable(name):
        return Reason.FOREIGN_IN_NAME
    return _length_problem(name)


def _length_problem(name: str) -> Reason | None:
    return Reason.NAME_TOO_LONG if len(name) > LONGEST_NAME else None


def is_plain_text(text: str, *, longest: int) -> bool:
    """Tell whether `text` is short enough, visible, and no formula: fit for paper, page and spreadsheet."""
    if _USUAL.fullmatch(text):
        return len(text) <= longest
    if text and text[0] in FORMULA_LEADS:
        return False
    drawn = not any(unicodedata.category(character) == "Co" for character in text)
    return len(text) <= longest and drawn and not is_hidden(text)


def is_hidden(text: str) -> bool:
    """Tell whether `text` has a control, direction-changing, zero-width or otherwise invisible character."""
    if _INVISIBLE.search(text):
        return True
    return any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text)


def _is_readable(name: str) -> bool:
    kinds = "".join(_kind(character) for character in name)
    return "L" in kinds and "?" not in kinds and "M" * (_STACKED_MARKS + 1) not in kinds and kinds[0] != "M"


def _kind(character: str) -> str:
    if character in _PUNCTUATION:
        return "P"
    # Planes 2 and 3 hold nothing but Chinese characters; new ones come faster than new interpreters.
    if "\U00020000" <= character <= "\U0003fffd":
        return "L"
    category = unicodedata.category(character)[0]
    return category if category in {"L", "M"} else "?"
