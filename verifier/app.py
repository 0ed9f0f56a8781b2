"""The door: builds the web application from its configuration, and alone chooses a real chain and a real clock."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, Response, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from chain.trusted_reader import TrustedReader
from verifier.api import PREFIX, json_answer, make_api
from verifier.config import VerifierConfig
from verifier.desk import Desk
from verifier.envelope import MAXIMUM_FIELD_MEMORY, MAXIMUM_PARTS, reason_of
from verifier.judging import Reader
from verifier.pages import make_pages, problem_page
from verifier.proofs import SessionSource
from verifier.security import VerifierFlask, WithHeaders, refuse_foreign_host
from verifier.trust import Trust

_A_YEAR = 365 * 86_400
"""Seconds; the address of a static file changes with its content."""


def clock_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def create_app(
    config: VerifierConfig,
    reader: Reader | None = None,
    clock: Callable[[], datetime] = clock_now,
    *,
    sessions: SessionSource | None = None,
) -> Flask:
    """Return the verifier as a WSGI application.

    Without a `reader`, or without `sessions`, the nodes of `config.networks` are asked.
    Raises `chain.errors.TrustFileError` for a trust that names no network, or nodes that cannot be asked.
    """
    own = TrustedReader(config.networks, seconds=config.rpc_timeout)
    desk = Desk(
        trust=Trust(config.networks, config.standards),
        reader=own if reader is None else reader,
        sessions=own if sessions is None else sessions,
        clock=clock,
    )
    app = VerifierFlask("verifier")
    app.config.update(
        MAX_CONTENT_LENGTH=config.maximum_request,
        MAX_FORM_MEMORY_SIZE=MAXIMUM_FIELD_MEMORY,
        MAX_FORM_PARTS=MAXIMUM_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=_A_YEAR,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(make_api(desk))
    app.register_blueprint(make_pages(desk, config))
    app.add_url_rule("/healthz", "health", _health)
    _guard(app, desk, config)
    app.wsgi_app = WithHeaders(app.wsgi_app)  # type: ignore[method-assign]  # as Flask's documentation does it
    return app


def _health() -> Response:
    """Tell that the process answers; the chain is not asked, so that a fault of a node restarts nobody."""
    return Response('{"status":"ok"}\n', mimetype="application/json")


def _guard(app: Flask, desk: Desk, config: VerifierConfig) -> None:
    """Put the check of every request and the answer to every error on `app`."""

    @app.before_request
    def check_host() -> None:
        refuse_foreign_host(request, config.allowed_hosts)

    @app.errorhandler(HTTPException)
    def answer_error(error: HTTPException) -> Response:
        answer = desk.nothing_to_judge(reason_of(error))
        if request.path.startswith(f"{PREFIX}/"):
            return json_answer(answer)
        return problem_page(answer, config)
