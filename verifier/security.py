"""What holds for every response: headers that keep a page to itself, known hosts only, no personal data in the log."""

import io
import logging
import traceback
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import IO, TYPE_CHECKING, TypeAlias

from flask import Flask, Request
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import host_is_trusted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    ("Content-Security-Policy", _POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    # For browsers that do not know frame-ancestors.
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_NOT_STORED = (*_HEADERS, ("Cache-Control", "no-store"))

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


class WithHeaders:
    """Puts the headers of every response on whatever `application` answers; answers are stored by nobody on the way."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""

        def start(
            status: str, headers: list[tuple[str, str]], failure: _Failure | None = None
        ) -> Callable[[bytes], object]:
            kept = any(name == "Cache-Control" for name, _ in headers)
            return start_response(status, [*headers, *(_HEADERS if kept else _NOT_STORED)], failure)

        return self._application(environ, start)


def refuse_foreign_host(request: Request, allowed: frozenset[str]) -> None:
    """Raise `SecurityError` unless the request names an allowed host; health checks come by address and are exempt."""
    if allowed and request.endpoint != "health" and not host_is_trusted(request.host.lower(), sorted(allowed)):
        raise SecurityError
