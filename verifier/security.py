"""What holds for every response: headers that keep a page to itself, known hosts only, no personal data in the log."""

import io
import logging
import traceback
from types import TracebackType
from typing import IO, TypeAlias

from flask import Flask, Request, Response
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import host_is_trusted

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_Failure: TypeAlias = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


class VerifierRequest(Request):
    """Keeps uploads in memory, which the limit of a request's size bounds, so that no name reaches a disk from here."""

    def _get_file_stream(self, *_sizes: object, **_names: object) -> IO[bytes]:
        return io.BytesIO()


class VerifierFlask(Flask):
    """Flask that logs of a failure only its kind and place: messages and local values may hold names and numbers."""

    request_class = VerifierRequest

    def log_exception(self, exc_info: _Failure) -> None:
        """Log the exception's type and the last place in the code it passed, nothing of its message or the request."""
        kind, _, trace = exc_info
        if kind is None or trace is None:
            return
        place = traceback.extract_tb(trace)[-1]
        logging.getLogger(__name__).error("%s in %s, line %s", kind.__name__, place.name, place.lineno)


def with_headers(response: Response) -> Response:
    """Put the headers of every response on `response`; answers are never stored by anyone on the way."""
    response.headers.update(_HEADERS)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def refuse_foreign_host(request: Request, allowed: frozenset[str]) -> None:
    """Raise `SecurityError` unless the request names an allowed host; health checks come by address and are exempt."""
    if allowed and request.endpoint != "health" and not host_is_trusted(request.host.lower(), sorted(allowed)):
        raise SecurityError
