"""From verdicts to sentences in both languages. Nothing is decided here: the tables say what was already found.

The tables: `verifier.outcome_words`, `verifier.reason_words`, `verifier.input_words`, `verifier.rule_words`.
"""

from datetime import date

from certificate.verdict import Outcome, Reason, Rule
from verifier.answer import Answer, Finding, Status
from verifier.input_reason import InputReason
from verifier.input_words import INPUT_WORDS
from verifier.language import Words
from verifier.outcome_words import OUTCOME_WORDS
from verifier.reason_words import GENUINE, REASON_WORDS
from verifier.rule_words import RULE_WORDS
from verifier.said import Said

_STATUS_WORDS = {
    Status.PASS: Words("通过", "Passed"),
    Status.NOTICE: Words("附提示", "Notice"),
    Status.ADVERSE: Words("暂不可用", "Not current"),
    Status.FAIL: Words("未通过", "Failed"),
    Status.UNKNOWN: Words("未能核验", "Not checked"),
}
_NOT_FOUND = Words("未找到", "Not found")


def outcome_title(outcome: Outcome) -> Words:
    """Return the verdict as one word or phrase."""
    return OUTCOME_WORDS[outcome].title


def outcome_meaning(outcome: Outcome) -> Words:
    """Return what the verdict means, whatever its reason."""
    return OUTCOME_WORDS[outcome].meaning


def said(reason: Reason | InputReason | None, day: date | None) -> Said:
    """Return what happened and what to do, with the local `day` that the reason names; None is said of VALID."""
    words = _said_of(reason)
    return Said(words.happened.filled(day=day), words.advice)


def message(answer: Answer) -> Words:
    """Return the whole message of an answer: what happened, then what to do."""
    words = said(answer.reason, answer.day)
    return words.happened.followed_by(words.advice)


def _said_of(reason: Reason | InputReason | None) -> Said:
    match reason:
        case None:
            return GENUINE
        case InputReason():
            return INPUT_WORDS[reason]
        case Reason():
            return REASON_WORDS[reason]


def rule_about(rule: Rule) -> Words:
    """Return what the rule is about, in a few words."""
    return RULE_WORDS[rule].about


def finding_status(finding: Finding) -> Words:
    """Return how a rule ended, in one word; not being found is neither failed nor unchecked."""
    if finding.reason is not None and finding.reason.outcome is Outcome.NOT_FOUND:
        return _NOT_FOUND
    return _STATUS_WORDS[finding.status]


def finding_sentence(finding: Finding) -> Words:
    """Return one plain sentence about how the rule ended."""
    words = RULE_WORDS[finding.rule]
    match finding.reason:
        case None:
            return words.passed
        case Reason.RULE_NOT_RUN:
            return words.not_run
        case _:
            return words.failed
