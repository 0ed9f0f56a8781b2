"""Texts that people give with an event: visible, one line, no formula."""

from issuer.roster.mend import mend_name
from issuer.roster.names import is_plain_text
from issuer.sessions.errors import SessionError

LONGEST = 1_000
"""Characters of a reason."""


def clean_text(text: str, what: str) -> str:
    """Return `text` mended, at least one character; raises `SessionError` naming `what`."""
    mended = mend_name(text).text
    if not mended or not is_plain_text(mended, longest=LONGEST):
        raise SessionError(f"{what} is 1 to {LONGEST} visible characters in one line, and no formula")
    return mended
