"""The page about a learner's proof as plain texts in one language."""

from dataclasses import dataclass

from verifier.language import Language, moment_words
from verifier.page_words import PAGE_WORDS
from verifier.proof_answer import ProofAnswer, proof_said, proof_title, proven_rows
from verifier.proof_reason import ProofOutcome
from verifier.result_view import Row, banner_of, ground_rows

_STYLES = {
    ProofOutcome.PROVEN: "valid",
    ProofOutcome.NOT_PROVEN: "not-valid",
    ProofOutcome.NOT_FOUND: "not-found",
    ProofOutcome.COULD_NOT_CHECK: "could-not-check",
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step that was proven: what it is, what it says, when and in which block."""

    label: str
    value: str
    step: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """Everything the page says; `style` names colour and icon, `banner` is for test networks."""

    style: str
    title: str
    meaning: str
    happened: str
    advice: str
    banner: str | None
    candidate: str | None
    steps: tuple[StepRow, ...]
    grounds: tuple[Row, ...]
    withheld: bool
    retry: bool


def proof_view(answer: ProofAnswer, language: Language, *, offset_minutes: int) -> ProofView:
    """Return what the page of `answer` says in `language`; times are at `offset_minutes` from UTC."""
    words, title = proof_said(answer), proof_title(answer)
    return ProofView(
        style=_STYLES[answer.outcome],
        title=title.title.within(language),
        meaning=title.meaning.within(language),
        happened=words.happened.within(language),
        advice=words.advice.within(language),
        banner=banner_of(answer.network, language),
        candidate=None if answer.learned is None else answer.learned.roster[1].candidate,
        steps=_steps(answer, language, offset_minutes),
        grounds=ground_rows(answer.network, answer.read_at, answer.judged_at, language, offset_minutes),
        withheld=answer.learned is None,
        retry=answer.outcome in {ProofOutcome.NOT_FOUND, ProofOutcome.COULD_NOT_CHECK},
    )


def _steps(answer: ProofAnswer, language: Language, offset_minutes: int) -> tuple[StepRow, ...]:
    if answer.learned is None:
        return ()
    rows = []
    for row in proven_rows(answer.learned):
        time = moment_words(row.time, offset_minutes=offset_minutes).within(language)
        step = PAGE_WORDS["proof_step"].within(language).format(time=time, block=row.block)
        rows.append(StepRow(PAGE_WORDS[row.label].within(language), row.value.within(language), step))
    return tuple(rows)
