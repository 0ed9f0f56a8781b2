"""The pages: each wholly in Chinese or wholly in English, written on the server, and usable without scripts."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request, url_for

from certificate.bundle import MAXIMUM_FILE
from verifier.answer import Answer
from verifier.config import VerifierConfig, is_host
from verifier.desk import Desk
from verifier.envelope import carry, certificate_in, sent_by_form, status_of
from verifier.errors import InputError
from verifier.input_reason import InputReason
from verifier.language import Language
from verifier.page_words import PAGE_WORDS
from verifier.proof_answer import ProofAnswer
from verifier.proof_view import proof_view
from verifier.proofs import is_learner_proof
from verifier.result_view import result_view
from verifier.wording import said

# Troubles of an address or of the site itself: no form leads to them, so no form may ask for their status either.
_NEVER_CARRIED = {
    InputReason.NO_SUCH_ADDRESS,
    InputReason.WRONG_METHOD,
    InputReason.WRONG_HOST,
    InputReason.VERIFIER_FAULT,
}
_CARRIED = {reason.value: reason for reason in InputReason if reason not in _NEVER_CARRIED}

_STATIC = Path(__file__).parent / "static"
_LANGUAGE = "<any(zh, en):tag>"


def make_pages(desk: Desk, config: VerifierConfig) -> Blueprint:
    """Return the pages of `desk` as a blueprint."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def choose_language() -> Response:
        return _varying(_sent_to("pages.start", _preferred(), status=302))

    @pages.get(f"/{_LANGUAGE}/")
    def start(tag: str) -> Response:
        return _page("start.html", Language(tag), config)

    @pages.get("/v")
    def opened() -> Response:
        return _varying(_page("open.html", _preferred(), config))

    @pages.get(f"/{_LANGUAGE}/v")
    def opened_in(tag: str) -> Response:
        return _page("open.html", Language(tag), config)

    @pages.get(f"/{_LANGUAGE}/result")
    def no_result(tag: str) -> Response:
        return _sent_to("pages.start", Language(tag), status=303)

    @pages.post(f"/{_LANGUAGE}/result")
    def result(tag: str) -> Response:
        return _result(desk, config, Language(tag))

    return pages


def problem_page(answer: Answer, config: VerifierConfig) -> Response:
    """Return the page for a request that led nowhere, in the language of its path or else the reader's."""
    language = _language_of_path()
    assert isinstance(answer.reason, InputReason)
    if answer.reason is InputReason.TOO_LARGE:
        return _result_page(answer, None, config, language)
    page = _page("problem.html", language, config, words=said(answer.reason, None))
    page.status_code = status_of(answer.reason)
    return page


def _result(desk: Desk, config: VerifierConfig, language: Language) -> Response:
    if (problem := _carried_problem()) is not None:
        return _result_page(desk.nothing_to_judge(problem), None, config, language)
    try:
        data = certificate_in(sent_by_form(request))
    except InputError as error:
        return _result_page(desk.nothing_to_judge(error.reason), None, config, language)
    if is_learner_proof(data):
        return _proof_page(desk.proof(data), data, config, language)
    return _result_page(desk.answer(data), data, config, language)


def _proof_page(answer: ProofAnswer, data: bytes, config: VerifierConfig, language: Language) -> Response:
    """Show what a learner's proof proves; switching the language asks the same again."""
    return _page(
        "proof.html",
        language,
        config,
        view=proof_view(answer, language, offset_minutes=config.utc_offset_minutes),
        carried=carry(data) if len(data) <= MAXIMUM_FILE else None,
        problem=None,
    )


def _result_page(answer: Answer, data: bytes | None, config: VerifierConfig, language: Language) -> Response:
    """Show `answer`; what was judged goes into a hidden field, so that switching the language asks the same again."""
    page = _page(
        "result.html",
        language,
        config,
        view=result_view(answer, language, offset_minutes=config.utc_offset_minutes),
        carried=carry(data) if data is not None and len(data) <= MAXIMUM_FILE else None,
        problem=answer.reason.value if isinstance(answer.reason, InputReason) else None,
    )
    if isinstance(answer.reason, InputReason):
        page.status_code = status_of(answer.reason)
    return page


def _carried_problem() -> InputReason | None:
    """Return the input problem that a result page in the other language already showed; it judges nothing."""
    return _CARRIED.get(request.form.get("problem", ""))


def _page(template: str, language: Language, config: VerifierConfig, **values: object) -> Response:
    words = {name: text.within(language) for name, text in PAGE_WORDS.items()}
    text = render_template(
        template,
        language=language,
        say=words,
        host=config.public_host or _host_used(),
        asset=asset_url,
        home=url_for("pages.start", tag=language.value),
        **values,
    )
    return Response(text, mimetype="text/html", headers={"Content-Language": language.tag})


def _host_used() -> str | None:
    """The host that the reader used, for comparing with the address bar; None if it could not stand there."""
    return request.host if is_host(request.host) else None


@cache
def asset_url(name: str) -> str:
    """Return the address of a static file with a mark of its content, so that browsers may keep it for ever."""
    mark = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{mark}"


def _preferred() -> Language:
    """The reader's language by Accept-Language: Chinese if asked for or if nothing is said, else English."""
    wanted = request.accept_languages
    match = wanted.best_match([language.value for language in Language])
    if match is not None:
        return Language(match)
    return Language.EN if wanted else Language.ZH


def _language_of_path() -> Language:
    first = request.path.split("/")[1]
    return Language(first) if first in {language.value for language in Language} else _preferred()


def _sent_to(endpoint: str, language: Language, *, status: int) -> Response:
    return Response(status=status, headers={"Location": url_for(endpoint, tag=language.value)})


def _varying(response: Response) -> Response:
    response.headers["Vary"] = "Accept-Language"
    return response
