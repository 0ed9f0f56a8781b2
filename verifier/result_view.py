"""A result page as plain texts in one language: templates lay out, and decide nothing."""

from dataclasses import dataclass
from datetime import datetime

from certificate.document import Certificate
from certificate.verdict import Outcome
from verifier.answer import Answer, AnsweringNetwork, ReadAt, Shown, Status
from verifier.language import Language, Words, day_words, moment_words
from verifier.page_words import PAGE_WORDS
from verifier.wording import (
    finding_sentence,
    finding_status,
    outcome_meaning,
    outcome_title,
    rule_about,
    said,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is, its value, and the language of a value that is data (None: the page's)."""

    label: str
    value: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One numbered rule: `status` names the style, `ended` is the word for it."""

    number: str
    about: str
    status: str
    ended: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything a result page says. `style` names the verdict's colour and icon, `banner` is for test networks."""

    style: str
    title: str
    meaning: str
    happened: str
    advice: str
    decided_by: str | None
    banner: str | None
    certificate: tuple[Row, ...]
    process: tuple[Row, ...]
    withheld: bool
    grounds: tuple[Row, ...]
    checks: tuple[CheckRow, ...]
    checks_count: str
    checks_open: bool
    retry: bool


def result_view(answer: Answer, language: Language, *, offset_minutes: int) -> ResultView:
    """Return what the page of `answer` says in `language`; `offset_minutes` is for times without a certificate."""
    words = said(answer.reason, answer.day)
    passed = sum(finding.status is Status.PASS for finding in answer.findings)
    ran = passed > 0 or answer.rule is not None
    return ResultView(
        style=answer.outcome.value.lower().replace("_", "-"),
        title=outcome_title(answer.outcome).within(language),
        meaning=outcome_meaning(answer.outcome).within(language),
        happened=words.happened.within(language),
        advice=words.advice.within(language),
        decided_by=_decided_by(answer, language),
        banner=banner_of(answer.network, language),
        certificate=() if answer.shown is None else _certificate_rows(answer.shown, language),
        process=() if answer.shown is None else _process_rows(answer.shown, language),
        withheld=answer.shown is None and ran,
        grounds=_ground_rows(answer, language, offset_minutes),
        checks=_check_rows(answer, language) if ran else (),
        checks_count=_page("checks_count", language).format(passed=passed, all=len(answer.findings)),
        checks_open=answer.outcome is Outcome.NOT_VALID,
        retry=answer.outcome in {Outcome.NOT_FOUND, Outcome.COULD_NOT_CHECK},
    )


def _page(name: str, language: Language) -> str:
    return PAGE_WORDS[name].within(language)


def banner_of(network: AnsweringNetwork | None, language: Language) -> str | None:
    """Return what a page says across its whole width about a test network, or None for a real one."""
    if network is None or not network.test:
        return None
    return _page("test_banner", language).format(name=network.name.within(language))


def _decided_by(answer: Answer, language: Language) -> str | None:
    if answer.rule is None or answer.outcome is not Outcome.NOT_VALID:
        return None
    return f"{answer.rule} {rule_about(answer.rule).within(language)}"


def _certificate_rows(shown: Shown, language: Language) -> tuple[Row, ...]:
    certificate = shown.certificate
    achievement, term = certificate.achievement, certificate.term
    until = PAGE_WORDS["until_none"] if term.until is None else day_words(term.until)
    rows = (
        ("holder", certificate.holder.name, Language.ZH.tag),
        ("achievement" if shown.standard_known else "achievement_unknown", _title(certificate, language), None),
        ("level", _page("level_value", language).format(level=achievement.level), None),
        ("standard", achievement.family, None),
        ("issuer", certificate.issuer.name, Language.ZH.tag),
        ("number", certificate.number, None),
        ("issued", day_words(term.issued).within(language), None),
        ("until", until.within(language), None),
    )
    return tuple(Row(_page(name, language), value, tag) for name, value, tag in rows)


def _process_rows(shown: Shown, language: Language) -> tuple[Row, ...]:
    """Return the steps that led to the certificate, in their order, at the standard's local time."""
    offset = shown.certificate.term.offset_minutes
    steps = (
        ("roster_locked", shown.process.roster_locked_at),
        ("scores_locked", shown.process.scores_locked_at),
        ("decided", shown.process.decided_at),
        ("anchored", shown.anchored_at),
    )
    return tuple(
        Row(_page(name, language), moment_words(moment, offset_minutes=offset).within(language))
        for name, moment in steps
    )


def _title(certificate: Certificate, language: Language) -> str:
    return Words(certificate.achievement.title_zh, certificate.achievement.title_en).within(language)


def _ground_rows(answer: Answer, language: Language, otherwise: int) -> tuple[Row, ...]:
    offset = otherwise if answer.shown is None else answer.shown.certificate.term.offset_minutes
    return ground_rows(answer.network, answer.read_at, answer.judged_at, language, offset)


def ground_rows(
    network: AnsweringNetwork | None, read_at: ReadAt | None, judged_at: datetime, language: Language, offset: int
) -> tuple[Row, ...]:
    """Return what an answer rests on: network, block and clock; times at `offset` minutes from UTC."""
    rows = []
    if network is not None:
        name = f"{network.name.within(language)} (eip155:{network.chain})"
        suffix = " · " + _page("network_test", language) if network.test else ""
        rows.append(Row(_page("network", language), name + suffix))
    if read_at is not None:
        time = moment_words(read_at.time, offset_minutes=offset).within(language)
        value = _page("read_at_value", language).format(block=read_at.block, time=time)
        rows.append(Row(_page("read_at", language), value))
    judged = moment_words(judged_at, offset_minutes=offset).within(language)
    return (*rows, Row(_page("judged_at", language), judged))


def _check_rows(answer: Answer, language: Language) -> tuple[CheckRow, ...]:
    return tuple(
        CheckRow(
            number=str(finding.rule),
            about=rule_about(finding.rule).within(language),
            status=finding.status.value,
            ended=finding_status(finding).within(language),
            sentence=finding_sentence(finding).within(language),
        )
        for finding in answer.findings
    )
