"""Which texts may stand in a certificate (docs/format.md, 1.3)."""

import re
import unicodedata

from certificate.errors import MalformedError

MAXIMUM_TEXT = 200
"""Characters in a name, title or number."""
MAXIMUM_NARRATIVE = 600
"""Characters in the criteria's narrative."""

# What a reader cannot see or what turns the direction of reading makes two different names look the same.
# Fixed ranges, not Unicode categories: those change with the Unicode version of the interpreter, and a
# certificate must be read alike for ever.
_FORBIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U0001d173-\U0001d17a\U000e0000-\U000e01ef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


def require_text(value: str, *, what: str, maximum: int = MAXIMUM_TEXT) -> None:
    """Refuse `value` unless it is 1 to `maximum` visible characters in NFC; raises `MalformedError` naming `what`."""
    if not 1 <= len(value) <= maximum:
        raise MalformedError(f"{what} has {len(value)} characters; 1 to {maximum} are allowed")
    if found := _FORBIDDEN.search(value):
        raise MalformedError(f"{what} has the invisible, control or non-character U+{ord(found[0]):04X}; remove it")
    if value != value.strip():
        raise MalformedError(f"{what} begins or ends with a space; remove it")
    if not unicodedata.is_normalized("NFC", value):
        raise MalformedError(f"{what} is not in Unicode normal form C; normalise it")
