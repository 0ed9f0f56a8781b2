"""From a Flask request to what was sent in it: one file, one link or one JSON body (`verifier.intake` reads those)."""

import base64
import binascii
from dataclasses import dataclass

from flask import Request
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestEntityTooLarge, SecurityError

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
class Sent:
    """The one thing in a form: `data` of a file, the text of a `link`, or bytes `carried` over from a result page."""

    data: bytes | None = None
    link: str | None = None
    carried: bytes | None = None

    def certificate(self) -> bytes:
        """Return the certificate in it; raises `InputError`."""
        if self.data is not None:
            return certificate_of_upload(self.data)
        if self.link is not None:
            return certificate_of_link(self.link)
        if self.carried is not None:
            return self.carried
        raise InputError(InputReason.MISSING)


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
            return certificate_of_json(_body(request))
        case "multipart/form-data":
            return _without_carried(sent_by_form(request)).certificate()
        case _:
            raise InputError(InputReason.UNKNOWN_CONTENT_TYPE)


def sent_by_form(request: Request) -> Sent:
    """Return what a form carried: exactly one file or link; raises `InputError`."""
    if request.mimetype not in _FORMS:
        raise InputError(InputReason.UNKNOWN_CONTENT_TYPE)
    try:
        fields, files = request.form, request.files
    except ClientDisconnected as error:
        raise InputError(InputReason.BROKEN_REQUEST) from error
    except RequestEntityTooLarge as error:
        raise InputError(InputReason.TOO_LARGE) from error
    # A browser sends an empty part without a name for a file that was not chosen.
    sent = [Sent(data=file.read()) for _, file in files.items(multi=True) if file.filename]
    sent += [Sent(link=text) for text in fields.getlist("link") if text.strip()]
    sent += [Sent(carried=_carried(text)) for text in fields.getlist("certificate") if text]
    if len(sent) > 1:
        raise InputError(InputReason.SEVERAL)
    if not sent:
        raise InputError(InputReason.MISSING)
    return sent[0]


def carry(data: bytes) -> str:
    """Write a certificate's bytes for a hidden field; `sent_by_form` reads it."""
    return base64.urlsafe_b64encode(data).decode("ascii")


def _without_carried(sent: Sent) -> Sent:
    """Refuse what only our own result pages send, so that the interface has one way for each thing."""
    if sent.carried is not None:
        raise InputError(InputReason.MISSING)
    return sent


def _carried(text: str) -> bytes:
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(InputReason.BROKEN_REQUEST) from error


def _body(request: Request) -> bytes:
    try:
        return request.get_data(cache=False)
    except ClientDisconnected as error:
        raise InputError(InputReason.BROKEN_REQUEST) from error
    except RequestEntityTooLarge as error:
        raise InputError(InputReason.TOO_LARGE) from error
