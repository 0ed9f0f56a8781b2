"""From what somebody sends to the bytes of one certificate. Sizes come first, and nothing here judges.

Whatever cannot be brought to bytes raises `InputError`: it says nothing about a certificate.
"""

import json
import re
from urllib.parse import unquote

from certificate.errors import UnreadableError
from certificate.qr_payload import decode_link
from verifier.errors import InputError
from verifier.input_reason import InputReason
from verifier.reading import JsonBytes, QrText, ReadingError, read_upload

MAXIMUM_LINK = 8_192
"""Characters in a link; the longest QR code's text has fewer."""

_MARK = "/v#"
_FRAGMENT = "#"
_LINK_OBJECT = re.compile(rb"\s*\{\s*\"link\"\s*:", re.ASCII)


def certificate_of_upload(data: bytes) -> bytes:
    """Return the certificate in an uploaded file of any accepted kind; its name and declared type are not asked."""
    try:
        found = read_upload(data)
    except ReadingError as error:
        raise InputError(InputReason(error.code)) from error
    match found:
        case JsonBytes(data=content):
            return content
        case QrText(text=text):
            return certificate_of_link(text)


def certificate_of_link(text: str) -> bytes:
    """Return the certificate that the text of a QR code carries: the whole link, or only what stands from `#` on."""
    if not text.strip():
        raise InputError(InputReason.MISSING)
    if len(text) > MAXIMUM_LINK:
        raise InputError(InputReason.TOO_LARGE)
    # Messengers percent-encode `$` and `:` when they pass a link on; the payload's alphabet has no `%`.
    link = unquote(text.strip())
    if link.startswith(_FRAGMENT):
        link = f"https://verifier/v{link}"
    if _MARK not in link:
        raise InputError(InputReason.NOT_A_LINK)
    try:
        return decode_link(link)
    except UnreadableError as error:
        raise InputError(InputReason.LINK_UNREADABLE) from error


def certificate_of_json(body: bytes) -> bytes:
    """Return the certificate in a JSON body: the body itself, or what `{"link": "…"}` carries."""
    if not body.strip():
        raise InputError(InputReason.MISSING)
    if not _LINK_OBJECT.match(body):
        return certificate_of_upload(body)
    return certificate_of_link(_link_member(body))


def _link_member(body: bytes) -> str:
    if len(body) > 2 * MAXIMUM_LINK:
        raise InputError(InputReason.TOO_LARGE)
    try:
        members = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError(InputReason.NOT_A_LINK) from error
    if not isinstance(members, dict) or set(members) != {"link"} or not isinstance(members["link"], str):
        raise InputError(InputReason.NOT_A_LINK)
    return members["link"]
