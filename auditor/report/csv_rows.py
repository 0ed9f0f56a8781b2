"""One CSV row for each session and rule, safe to open in a spreadsheet (docs/audit.md, section 5)."""

import csv
import io
from typing import Final

from auditor.language import Language, moment_text
from auditor.report.sentences import rule_title, sentence
from auditor.results import RuleResult, Scope, SessionResult
from auditor.words_report import OUTCOME_WORDS

HEADER: Final = (
    "session", "organisation", "family", "level", "start", "state", "candidates", "rule", "title", "outcome",
    "outcome_text", "facts", "sentences", "events", "blocks", "transactions", "audited_block",
)  # fmt: skip
BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it a spreadsheet takes the file for the machine's old encoding, and Chinese for noise."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_header() -> str:
    """Return the byte-order mark and the first line."""
    return BYTE_ORDER_MARK + _line(HEADER)


def csv_rows(scope: Scope, result: SessionResult, language: Language) -> str:
    """Return the rows of one session."""
    return "".join(_line(_cells(scope, result, one, language)) for one in result.rules)


def _cells(scope: Scope, result: SessionResult, one: RuleResult, language: Language) -> tuple[str, ...]:
    events = [event for proof in one.evidence for event in proof.events]
    return (
        "0x" + result.session.hex(),
        str(result.organisation),
        result.family or "",
        _text(result.level),
        "" if result.start is None else moment_text(result.start),
        result.state.name,
        _text(result.candidates),
        f"R{one.rule}",
        rule_title(one.rule, language),
        one.outcome.value,
        OUTCOME_WORDS[one.outcome].within(language),
        " ".join(proof.fact for proof in one.evidence),
        " ".join(sentence(proof, language) for proof in one.evidence),
        " ".join(str(event.event) for event in events),
        " ".join(str(block) for block in sorted({event.block for event in events})),
        " ".join(dict.fromkeys("0x" + event.transaction.hex() for event in events)),
        str(scope.block),
    )


def neutral(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([neutral(cell) for cell in cells])
    return buffer.getvalue()


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
