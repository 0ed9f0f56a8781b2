"""The six verdicts as a person reads them: the word itself, and what it means in one line."""

from dataclasses import dataclass

from certificate.verdict import Outcome
from verifier.language import Words


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """The verdict's `title` and its `meaning`, which is the same for every reason."""

    title: Words
    meaning: Words


OUTCOME_WORDS: dict[Outcome, OutcomeWords] = {
    Outcome.VALID: OutcomeWords(Words("有效", "Valid"), Words("真实，且今天有效", "Genuine and current today")),
    Outcome.VALID_WITH_NOTICE: OutcomeWords(
        Words("有效（附提示）", "Valid, with notice"),
        Words("真实，且今天有效；有事项将到期", "Genuine and current today; something is due"),
    ),
    Outcome.GENUINE_NOT_CURRENT: OutcomeWords(
        Words("真实，但当前不可用", "Genuine, not current"),
        Words("确实颁发过，但今天不能作为依据", "Really issued, but not to be relied on today"),
    ),
    Outcome.NOT_VALID: OutcomeWords(
        Words("无效", "Not valid"),
        Words("有检查没有通过", "A check did not pass"),
    ),
    Outcome.NOT_FOUND: OutcomeWords(
        Words("未找到", "Not found"),
        Words("在这里没有查到登记", "Not known to the register here"),
    ),
    Outcome.COULD_NOT_CHECK: OutcomeWords(
        Words("无法核验", "Could not check"),
        Words("没有得出结论，不说明证书有问题", "There is no result; this says nothing about the certificate"),
    ),
}
"""One entry for each `Outcome`."""
