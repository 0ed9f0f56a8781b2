"""V9: the date is the ledger's, the words are the standard's; numbers beyond the calendar end no judgement."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from certificate.catalogue import standards_from_catalogue
from certificate.checks import family_id
from certificate.criteria import achievement_of
from certificate.document import Achievement, Term
from certificate.errors import ProofError
from certificate.facts import Action, ActionKind, Facts
from certificate.issuer_proof import verify_ed25519
from certificate.policy import Policy
from certificate.verdict import Outcome, Reason
from tests.builders import NETWORK, with_batch, with_key, with_session
from tests.unit.certificate.judging import ANCHOR, FACTS, anchored, deciding, verdict_of

CATALOGUE = Path(__file__).parents[3] / "xcert" / "data" / "catalogue.json"
STANDARD = standards_from_catalogue(CATALOGUE.read_bytes())["X-BIM"]
KNOWING = Policy([NETWORK], [STANDARD])
REVOKED = Action(ActionKind.REVOKE, 20_600, ANCHOR, bytes(20), 1)


@pytest.mark.parametrize(
    ("issued", "reason"),
    [
        (date(2026, 6, 19), None),
        (date(2026, 6, 21), None),
        (date(2026, 6, 18), Reason.DATE_DIFFERS),
        (date(2026, 6, 22), Reason.DATE_DIFFERS),
        (date(1950, 1, 1), Reason.DATE_DIFFERS),
        (date.min, Reason.DATE_DIFFERS),
        (date.max, Reason.DATE_DIFFERS),
    ],
)
def test_v9_nobody_dates_a_certificate_back_or_forth(issued: date, reason: Reason | None) -> None:
    bundle, facts = anchored(term=Term(issued, None, 480))
    verdict = verdict_of(bundle, facts)
    assert verdict if reason is None else deciding(verdict) == ("V9", reason, Outcome.NOT_VALID)


def of_standard(achievement: Achievement) -> tuple[object, Facts]:
    bundle, facts = anchored(achievement=achievement)
    assert facts.batch is not None
    terms = replace(facts.batch.terms, version=STANDARD.version, family=family_id("X-BIM"))
    return bundle, with_session(with_batch(facts, terms=terms), standard=STANDARD.version)


@pytest.mark.parametrize("member", [None, "title_zh", "title_en", "narrative"])
def test_v9_titles_and_pass_rule_are_the_standards_own_words(member: str | None) -> None:
    genuine = achievement_of(STANDARD, 1)
    named = genuine if member is None else replace(genuine, **{member: "高级 Senior, with distinction"})  # type: ignore[arg-type]
    bundle, facts = of_standard(named)
    verdict = verdict_of(bundle, facts, KNOWING)  # type: ignore[arg-type]
    assert verdict if member is None else deciding(verdict) == ("V9", Reason.TITLE_DIFFERS, Outcome.NOT_VALID)


def test_without_the_standards_document_the_words_are_not_judged() -> None:
    assert KNOWING.achievement(bytes(32), 1) is None
    assert KNOWING.achievement(STANDARD.version, 9) is None
    assert verdict_of(policy=KNOWING)


def test_a_cancellation_in_the_year_47000_does_not_hide_a_revocation() -> None:
    far = Action(ActionKind.CANCEL, 2**24 - 1, ANCHOR, bytes(20), 1)
    assert deciding(verdict_of(facts=replace(FACTS, actions=(far, REVOKED))))[1] is Reason.REVOKED
    assert verdict_of(facts=replace(FACTS, actions=(far,)))


def test_a_key_of_the_year_36812_is_not_yet_valid() -> None:
    assert deciding(verdict_of(facts=with_key(FACTS, valid_from=2**40 - 1)))[1] is Reason.KEY_NOT_YET_VALID


def test_reassessment_beyond_the_calendar_is_never_due() -> None:
    assert FACTS.batch is not None
    terms = replace(FACTS.batch.terms, interval_months=65_535, makeup_months=65_535)
    assert verdict_of(facts=with_batch(FACTS, terms=terms)).outcome is Outcome.VALID


@pytest.mark.parametrize(
    "key",
    [
        bytes([1]) + bytes(31),
        bytes(32),
        bytes(31) + b"\x80",
        b"\xec" + b"\xff" * 30 + b"\x7f",
        b"\xed" + b"\xff" * 30 + b"\x7f",
        b"\xee" + b"\xff" * 30 + b"\x7f",
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ],
    ids=range(9),
)
def test_v6_a_key_under_which_anything_verifies_is_refused(key: bytes) -> None:
    with pytest.raises(ProofError, match="small order"):
        verify_ed25519(key, bytes([1]) + bytes(63), b"anything")
