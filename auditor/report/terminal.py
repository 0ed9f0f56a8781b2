"""The audit as lines for a terminal."""

from collections.abc import Iterator

from assessment.rules.finding import Outcome
from auditor.language import Language, day_text, moment_text
from auditor.report.sentences import all_sentences, rule_title
from auditor.results import Scope, SessionResult
from auditor.totals import Totals
from auditor.words_report import OUTCOME_WORDS, REPORT_WORDS

_SHOWN = (Outcome.FAIL, Outcome.FLAG)


def session_lines(result: SessionResult, language: Language) -> Iterator[str]:
    """Yield the line of one session, and a sentence for each finding."""
    counts = {outcome: len(result.with_outcome(outcome)) for outcome in Outcome}
    told = "  ".join(f"{OUTCOME_WORDS[outcome].within(language)} {count}" for outcome, count in counts.items() if count)
    family = result.family or "?"
    day = "" if result.start is None else day_text(result.start)
    organisation = REPORT_WORDS["organisation"].filled(language, {"number": result.organisation})
    yield f"0x{result.session.hex()}  {organisation}  {family}-{result.level or '?'}  {day}  {told}"
    for one in result.with_outcome(*_SHOWN):
        title = f"R{one.rule} {rule_title(one.rule, language)}"
        yield f"  {OUTCOME_WORDS[one.outcome].within(language)}  {title}"
        for said, where in all_sentences(one, language):
            yield f"      {said}" + (f" ({where})" if where else "")
    gaps = result.with_outcome(Outcome.UNKNOWN)
    if gaps:
        yield f"  {OUTCOME_WORDS[Outcome.UNKNOWN].within(language)}  " + " ".join(f"R{one.rule}" for one in gaps)


def total_lines(scope: Scope, totals: Totals, language: Language) -> Iterator[str]:
    """Yield the lines that close the report."""
    values: dict[str, int | str] = {
        "sessions": totals.sessions, "candidates": totals.candidates, "block": scope.block,
        "moment": moment_text(scope.moment),
    }  # fmt: skip
    yield REPORT_WORDS["lead"].filled(language, values)
    share = REPORT_WORDS["share_value"].filled(
        language, {"opened": totals.opened + totals.erased, "expected": totals.expected}
    )
    yield f"{REPORT_WORDS['share'].within(language)}: {share}"
    outcomes = totals.outcomes()
    yield "  ".join(f"{OUTCOME_WORDS[outcome].within(language)} {outcomes[outcome]}" for outcome in Outcome)
    for name in scope.foreign:
        yield f"{REPORT_WORDS['foreign_title'].within(language)}: {name}"
    yield verdict(totals, language)


def verdict(totals: Totals, language: Language) -> str:
    """Return the one sentence that the audit comes to."""
    if not totals.sessions:
        return REPORT_WORDS["nothing"].within(language)
    if totals.failing:
        return REPORT_WORDS["findings"].filled(language, {"sessions": totals.failing})
    if totals.unknown:
        return REPORT_WORDS["gaps"].filled(language, {"sessions": totals.unknown})
    return REPORT_WORDS["clean"].within(language)
