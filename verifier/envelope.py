"""From a Flask request to what was sent in it: one file, one link or one JSON body (`verifier.intake` reads those)."""

import base64
import binascii
from dataclasses import dataclass

from flask import Request
from werkzeug.exceptions import HTTPException, SecurityError

from verifier.errors import InputError
from verifier.input_reason import InputReason
from verifier.intake import certificate_of_json, certificate_of_link, certificate_of_upload

MAXIMUM_PARTS = 8
"""Parts of a form; ours have two."""
MAXIMUM_FIELD_MEMORY = 256 * 1024
"""Bytes of all text fields of a form together; files are not counted here."""

_STATUS = {
    InputReason.MISSING: 400,
    InputReason.SEVERAL: 400,
    InputReason.BROKEN_REQUEST: 400,
    InputReason.WRONG_HOST: 400,
    InputReason.NO_SUCH_ADDRESS: 404,
    InputReason.WRONG_METHOD: 405,
    InputReason.TOO_LARGE: 413,
    InputReason.UNKNOWN_CONTENT_TYPE: 415,
    InputReason.VERIFIER_FAULT: 500,
}
_BY_STATUS = {
    404: InputReason.NO_SUCH_ADDRESS,
    405: InputReason.WRONG_METHOD,
    413: InputReason.TOO_LARGE,
    415: InputReason.UNKNOWN_CONTENT_TYPE,
}
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class SentFile:
    """The bytes of a file of any kind."""

    data: bytes


@dataclass(frozen=True, slots=True)
class SentLink:
    """The text of a QR code."""

    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A certificate that one of our result pages carried over; only pages accept it."""

    data: bytes


Sent = SentFile | SentLink | Carried
"""The one thing that a form can carry."""


def status_of(reason: InputReason) -> int:
    """Return the HTTP status of an input problem: 200 if the request was understood and only its content is odd."""
    return _STATUS.get(reason, 200)


def reason_of(error: HTTPException) -> InputReason:
    """Return the input reason for an error that Flask or Werkzeug raised."""
    if isinstance(error, SecurityError):
        return InputReason.WRONG_HOST
    if error.code is not None and error.code >= 500:
        return InputReason.VERIFIER_FAULT
    return _BY_STATUS.get(error.code or 400, InputReason.BROKEN_REQUEST)


def certificate_of_body(request: Request) -> bytes:
    """Return the certificate in a request to the HTTP interface; raises `InputError`."""
    match request.mimetype:
        case "application/json":
            return certificate_of_json(request.get_data(cache=False))
        case "multipart/form-data":
            sent = sent_by_form(request)
            if isinstance(sent, Carried):
                raise InputError(InputReason.MISSING)
            return certificate_in(sent)
        case _:
            raise InputError(InputReason.UNKNOWN_CONTENT_TYPE)


def sent_by_form(request: Request) -> Sent:
    """Return what a form carried: exactly one file or link; raises `InputError`.

    What Werkzeug refuses while it reads (too large, cut off) leaves as its own error, which the application answers.
    """
    if request.mimetype not in _FORMS:
        raise InputError(InputReason.UNKNOWN_CONTENT_TYPE)
    # A browser sends an empty part without a name for a file that was not chosen.
    sent: list[Sent] = [SentFile(file.read()) for _, file in request.files.items(multi=True) if file.filename]
    sent += [SentLink(text) for text in request.form.getlist("link") if text.strip()]
    sent += [Carried(_uncarry(text)) for text in request.form.getlist("certificate") if text]
    if len(sent) > 1:
        raise InputError(InputReason.SEVERAL)
    if not sent:
        raise InputError(InputReason.MISSING)
    return sent[0]


def certificate_in(sent: Sent) -> bytes:
    """Return the certificate in what was sent; raises `InputError`."""
    match sent:
        case SentFile(data):
            return certificate_of_upload(data)
        case SentLink(text):
            return certificate_of_link(text)
        case Carried(data):
            return data


def carry(data: bytes) -> str:
    """Write a certificate's bytes for a hidden field; `sent_by_form` reads it."""
    return base64.urlsafe_b64encode(data).decode("ascii")


def _uncarry(text: str) -> bytes:
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(InputReason.BROKEN_REQUEST) from error
