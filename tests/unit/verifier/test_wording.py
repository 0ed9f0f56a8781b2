"""Every reason, verdict, rule and input problem has words in both languages, and the words keep their promises."""

import re
from datetime import date
from pathlib import Path

import pytest

from certificate.verdict import Outcome, Reason, Rule
from tests.scenes import SCENES, STANDARD, TRUST, reader_of, scene_of, trusted
from verifier.answer import Finding, Status
from verifier.input_reason import InputReason
from verifier.input_words import INPUT_WORDS
from verifier.judging import answer_certificate
from verifier.language import Words
from verifier.outcome_words import OUTCOME_WORDS
from verifier.page_words import PAGE_WORDS
from verifier.reason_words import GENUINE, REASON_WORDS
from verifier.rule_words import RULE_WORDS
from verifier.trust import Trust
from verifier.wording import finding_sentence, finding_status, message, said

DAY = date(2026, 6, 20)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TEMPLATES = Path(__file__).parents[3] / "verifier" / "templates"
# The one text that is there to be read by people of the other language.
IN_THE_OTHER_LANGUAGE = {"switch", "switch_label"}
GENUINE_OUTCOMES = {Outcome.VALID, Outcome.VALID_WITH_NOTICE, Outcome.GENUINE_NOT_CURRENT}


def all_words() -> list[Words]:
    reasons = [*REASON_WORDS.values(), *INPUT_WORDS.values(), GENUINE]
    words = [text for entry in reasons for text in (entry.happened, entry.advice)]
    words += [text for entry in OUTCOME_WORDS.values() for text in (entry.title, entry.meaning)]
    words += [
        text for entry in RULE_WORDS.values() for text in (entry.about, entry.passed, entry.failed, entry.not_run)
    ]
    words += [text for name, text in PAGE_WORDS.items() if name not in IN_THE_OTHER_LANGUAGE]
    return words


def test_every_reason_verdict_rule_and_input_problem_has_words() -> None:
    assert set(REASON_WORDS) == set(Reason)
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(RULE_WORDS) == set(Rule)
    assert set(INPUT_WORDS) == set(InputReason)


def test_words_are_wholly_in_their_language() -> None:
    words = all_words()
    assert len(words) > 200
    assert [text.zh for text in words if not CHINESE.search(text.zh) and re.search("[a-z]{3}", text.zh)] == []
    assert [text.en for text in words if CHINESE.search(text.en) or not text.en.strip()] == []


@pytest.mark.parametrize("reason", [None, *Reason, *InputReason], ids=str)
@pytest.mark.parametrize("day", [None, DAY])
def test_no_place_for_a_day_is_left_open(reason: Reason | InputReason | None, day: date | None) -> None:
    words = said(reason, day)
    for text in (words.happened.zh, words.happened.en, words.advice.zh, words.advice.en):
        assert not set("[]{}") & set(text)
        assert text.endswith(("。", "."))


@pytest.mark.parametrize("reason", list(SCENES), ids=str)
def test_a_day_that_a_check_names_is_said_in_both_languages(reason: Reason) -> None:
    scene = scene_of(reason)
    answer = answer_certificate(
        scene.data, reader=reader_of(scene), trust=Trust([trusted(scene.network)], [STANDARD]), now=scene.now
    )
    assert answer.reason is reason
    text = message(answer)
    if answer.day is not None:
        assert f"{answer.day.year}年{answer.day.month}月{answer.day.day}日" in text.zh
        assert f"{answer.day.day} " in text.en
        assert str(answer.day.year) in text.en


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.outcome is Outcome.COULD_NOT_CHECK], ids=str)
def test_a_fault_never_sounds_like_a_fake(reason: Reason) -> None:
    words = said(reason, None)
    assert "says nothing against the certificate" in words.advice.en
    assert "不说明证书有任何问题" in words.advice.zh


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.outcome in GENUINE_OUTCOMES], ids=str)
def test_a_genuine_certificate_is_never_called_a_fake_or_invalid(reason: Reason) -> None:
    words = said(reason, DAY)
    assert re.search(r"really issued|genuine", words.happened.en)
    assert re.search(r"确由|真实", words.happened.zh)
    assert not re.search(r"\b(fake|forged|invalid|fraud)", words.happened.en + words.advice.en)
    assert not re.search(r"伪造|假证|无效|欺诈", words.happened.zh + words.advice.zh)


def test_being_withdrawn_is_no_accusation() -> None:
    assert "does not say that the holder did wrong" in said(Reason.REVOKED, DAY).happened.en
    assert "并不表示持证人有过错" in said(Reason.REVOKED, DAY).happened.zh
    assert "Nobody is to blame" in said(Reason.CANCELLED, DAY).happened.en
    for held in (Reason.ISSUER_HELD, Reason.ACCREDITOR_HELD):
        assert "no finding about the holder" in said(held, DAY).happened.en
    assert "There is no finding" in said(Reason.SUSPENDED, DAY).happened.en


def test_every_reason_says_something_of_its_own() -> None:
    happened = [said(reason, DAY).happened for reason in [None, *Reason, *InputReason]]
    assert len({words.zh for words in happened}) == len(happened)
    assert len({words.en for words in happened}) == len(happened)


@pytest.mark.parametrize("rule", list(Rule), ids=str)
def test_a_rule_that_did_not_run_is_not_called_passed_or_failed(rule: Rule) -> None:
    words = RULE_WORDS[rule]
    assert len({words.passed, words.failed, words.not_run}) == 3
    assert finding_sentence(Finding(rule, Status.UNKNOWN, Reason.RULE_NOT_RUN)) == words.not_run
    assert finding_status(Finding(rule, Status.UNKNOWN, Reason.RULE_NOT_RUN)).en == "Not checked"
    assert finding_sentence(Finding(rule, Status.PASS, None)) == words.passed


def test_not_found_is_neither_failed_nor_unchecked() -> None:
    assert finding_status(Finding(Rule.ANCHORED, Status.UNKNOWN, Reason.NOT_ANCHORED)).en == "Not found"


def test_the_verdicts_have_the_chinese_words_of_the_document() -> None:
    document = (TEMPLATES.parents[1] / "docs" / "verdicts.md").read_text("utf-8")
    for outcome in Outcome:
        assert f"| `{outcome.value}` | {OUTCOME_WORDS[outcome].title.zh} |" in document


def test_every_text_of_the_pages_is_used_and_every_text_used_is_there() -> None:
    sources = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    for module in ("result_view.py", "proof_view.py", "proof_answer.py"):
        sources += (TEMPLATES.parent / module).read_text("utf-8")
    used = set(re.findall(r"\bsay\.(\w+)", sources)) | {name for name in PAGE_WORDS if f'"{name}"' in sources}
    assert used == set(PAGE_WORDS)


def test_templates_hold_no_words_of_their_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]+>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert set(re.findall(r"[^\W\d_]{2,}", text)) <= {"xcert"}, path.name


def test_the_network_is_named_in_both_languages() -> None:
    assert TRUST.name_of(TRUST.networks[0].network) == Words("演示测试链", "demonstration chain")
