"""Identity documents: which types there are and which numbers they can have (domain reference, 1.6)."""

import enum
import re
from dataclasses import dataclass, field
from datetime import date
from operator import mul
from typing import Final

from issuer.roster.reasons import Reason

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"
_OLDEST: Final = date(1900, 1, 1)

_CARD = re.compile(r"[0-9]{17}[0-9X]")
# Regions 81 to 83 are Hong Kong, Macao and Taiwan; 9 begins a foreigner's card of 2023.
_CARD_OF_RESIDENT = re.compile(r"(?:8[123]|9)[0-9]+[0-9X]")
# Travel permits of Hong Kong and Macao (H, M) and Taiwan (8 digits); the foreigner's card before 2023.
_PERMIT = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?|[0-9]{8}|[A-Z]{3}[0-9]{12}")
# ICAO Doc 9303 leaves nine characters; every country's numbers have digits.
_PASSPORT = re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]{5,9}")
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")


class IdType(enum.Enum):
    """The types of identity document, by their codes in the national reports."""

    RESIDENT_CARD = "201"
    RESIDENCE_PERMIT = "203"
    PASSPORT = "205"

    # Members are compared by identity; the hash that enums have is computed in Python.
    __hash__ = object.__hash__


ID_TYPES: Final = {kind.value: kind for kind in IdType}


@dataclass(frozen=True, slots=True)
class IdDocument:
    """A person's document; its number never shows in a log."""

    kind: IdType
    number: str = field(repr=False)


def number_problem(kind: IdType, number: str, *, today: date) -> Reason | None:
    """Return what is wrong with the mended `number` of a document of this `kind`, or None.

    A date of birth after `today` is none. Of the region only its digits are looked at: codes come and go.
    """
    if _ROUNDED.fullmatch(number):
        return Reason.ID_ROUNDED
    match kind:
        case IdType.RESIDENT_CARD:
            return _card_problem(number, today)
        case IdType.RESIDENCE_PERMIT:
            return _permit_problem(number, today)
        case IdType.PASSPORT:
            return None if _PASSPORT.fullmatch(number) else Reason.ID_PATTERN


def _card_problem(number: str, today: date) -> Reason | None:
    if len(number) != 18:
        return Reason.ID_LENGTH
    if not _CARD.fullmatch(number):
        return Reason.ID_CHARACTERS
    if not _is_birth_date(number[6:14], today):
        return Reason.ID_BIRTH_DATE
    return None if number[17] == check_digit(number[:17]) else Reason.ID_CHECK_DIGIT


def _permit_problem(number: str, today: date) -> Reason | None:
    if len(number) == 18 and _CARD_OF_RESIDENT.fullmatch(number):
        return _card_problem(number, today)
    return None if _PERMIT.fullmatch(number) else Reason.ID_PATTERN


def _is_birth_date(digits: str, today: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _OLDEST <= born <= today


def check_digit(digits: str) -> str:
    """Compute the last character of an identity number from its first 17 `digits` (ISO 7064, MOD 11-2)."""
    total = sum(map(mul, _WEIGHTS, map(int, digits)))
    return _CHECK_DIGITS[total % 11]
