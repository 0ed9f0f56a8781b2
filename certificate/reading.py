"""From parsed JSON to a `Certificate`: reads only what varies; constants are compared by writing again.

Nothing here looks at unknown members or constants, because `certificate.bundle` accepts a file only if writing what was
understood gives the same bytes (docs/format.md, 1.2).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from certificate.address import parse_address
from certificate.document import Achievement, Certificate, Holder, Term
from certificate.encoding import decimal, from_hex
from certificate.errors import MalformedError
from certificate.identity import parse_identity
from certificate.jcs import JsonValue
from certificate.profile import Profile

# What is kept here is shared by the certificates of a batch, and checking it costs more than finding it again. What was
# refused is not remembered.
_shared = lru_cache(maxsize=256)
profile_of = _shared(Profile)
"""Understands the issuer by `id`, `name` and `url`; raises `MalformedError`."""

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(?:00:00:00|23:59:59)([+-])(\d\d):(\d\d)", re.ASCII)


def read_certificate(document: JsonValue) -> Certificate:
    """Understand a document without looking at its proofs; raises `MalformedError` or `UnknownVersionError`."""
    root = as_object(document, "the document")
    status = as_object(member(root, "credentialStatus"), "credentialStatus")
    address = parse_address(text_member(status, "id"))
    subject = as_object(member(root, "credentialSubject"), "credentialSubject")
    issuer = as_object(member(root, "issuer"), "issuer")
    return Certificate(
        id=text_member(root, "id").removeprefix("urn:uuid:"),
        issuer=profile_of(*(text_member(issuer, name) for name in ("id", "name", "url"))),
        address=address,
        holder=_read_holder(member(subject, "identifier")),
        number=text_member(subject, "licenseNumber"),
        achievement=_read_achievement(as_object(member(subject, "achievement"), "achievement")),
        term=term_of(text_member(root, "validFrom"), text_member(root, "validUntil") if "validUntil" in root else None),
    )


def _read_holder(value: JsonValue) -> Holder:
    identities = [as_object(entry, "an identifier") for entry in as_list(value, "identifier")]
    if not 2 <= len(identities) <= 3:
        raise MalformedError("identifier must hold the name, the document and perhaps a photograph")
    hashed = [
        parse_identity(text_member(entry, "identityType"), text_member(entry, "identityHash"))
        for entry in identities[1:]
    ]
    return Holder(text_member(identities[0], "identityHash"), *hashed)


def _read_achievement(achievement: Mapping[str, JsonValue]) -> Achievement:
    criteria = as_object(member(achievement, "criteria"), "criteria")
    texts = (text_member(achievement, name) for name in ("id", "humanCode", "name", "description"))
    return achievement_of(*texts, text_member(criteria, "narrative"))


@_shared
def achievement_of(url: str, family: str, title_zh: str, title_en: str, narrative: str) -> Achievement:
    """Understand what was achieved by its `id`, code, titles and narrative; raises `MalformedError`."""
    parts = url.split("/")
    if len(parts) < 2:
        raise MalformedError("the achievement's id does not end with a standard version and a level")
    version, level = from_hex(parts[-2], size=32), decimal(parts[-1], maximum=99)
    return Achievement(family, version, level, title_zh, title_en, narrative)


@_shared
def term_of(valid_from: str, valid_until: str | None = None) -> Term:
    """Understand `validFrom` and, if it is there, `validUntil`; raises `MalformedError`."""
    issued, offset = _read_moment(valid_from)
    return Term(issued, None if valid_until is None else _read_moment(valid_until)[0], offset)


def _read_moment(text: str) -> tuple[date, int]:
    shape = _MOMENT.fullmatch(text)
    if not shape:
        raise MalformedError("a date is not written like 2026-06-20T00:00:00+08:00")
    day, sign, hours, minutes = shape.groups()
    try:
        parsed = date.fromisoformat(day)
    except ValueError as error:
        raise MalformedError(f"{day} is not a day of the calendar") from error
    offset = int(hours) * 60 + int(minutes)
    return parsed, -offset if sign == "-" else offset


def as_object(value: JsonValue, what: str) -> Mapping[str, JsonValue]:
    """Return `value` if it is a JSON object; raises `MalformedError` naming `what`."""
    if not isinstance(value, Mapping):
        raise MalformedError(f"{what} is not a JSON object")
    return value


def as_list(value: JsonValue, what: str) -> Sequence[JsonValue]:
    """Return `value` if it is a JSON array; raises `MalformedError` naming `what`."""
    if not isinstance(value, list):
        raise MalformedError(f"{what} is not a JSON array")
    return value


def member(value: Mapping[str, JsonValue], name: str) -> JsonValue:
    """Return the member `name`; raises `MalformedError` if it is missing."""
    if name not in value:
        raise MalformedError(f"the member {name} is missing")
    return value[name]


def text_member(value: Mapping[str, JsonValue], name: str) -> str:
    """Return the member `name` if it is a string; raises `MalformedError`."""
    found = member(value, name)
    if not isinstance(found, str):
        raise MalformedError(f"the member {name} is not a text")
    return found
