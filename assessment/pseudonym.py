"""How records name a candidate: the same person at every organisation of a platform, and nobody to anybody else."""

import hashlib
import hmac
import re
from typing import Final

from assessment.errors import AssessmentError

LEAST_SECRET: Final = 32
"""Bytes of the platform secret; with less, the few billion possible ID numbers could be tried together with it."""

_ID_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9:_-]{0,63}", re.ASCII)


def pseudonym(secret: bytes, id_type: str, id_number: str) -> str:
    """Return HMAC-SHA-256(`secret`, `id_type` | `id_number`) in hexadecimal (docs/evidence.md, section 1; domain R10).

    Raises `AssessmentError` for a short secret, an `id_type` that is no plain word and an empty `id_number`.
    """
    if len(secret) < LEAST_SECRET:
        raise AssessmentError(f"the platform secret has {len(secret)} bytes; it needs {LEAST_SECRET} or more")
    # A type with a bar in it would let two documents share one pseudonym.
    if not _ID_TYPE.fullmatch(id_type):
        raise AssessmentError("the type of an identity document is one word, such as nationalIdentityNumber")
    if not id_number:
        raise AssessmentError("a person without a document number has no pseudonym")
    return hmac.new(secret, f"{id_type}|{id_number}".encode(), hashlib.sha256).hexdigest()
