"""The documents say what the code does: rules, reasons, precedence and verdicts."""

import re
from pathlib import Path

from certificate.verdict import Outcome, Reason, Rule

DOCS = Path(__file__).parents[3] / "docs"


def test_rules_are_the_headings_of_the_format() -> None:
    headings = re.findall(r"^### V(\d+) (\w+)$", (DOCS / "format.md").read_text("utf-8"), re.MULTILINE)
    assert [(int(number), name.upper()) for number, name in headings] == [(rule.value, rule.name) for rule in Rule]


def test_reasons_are_the_rows_of_the_verdicts_in_order() -> None:
    rows = re.findall(
        r"^\| (\d+) \| \w+ \| `([a-z-]+)` \| (\w+) \|", (DOCS / "verdicts.md").read_text("utf-8"), re.MULTILINE
    )
    assert [(int(number), code, verdict) for number, code, verdict in rows] == [
        (reason.precedence, reason.value, reason.outcome.value) for reason in Reason
    ]


def test_verdicts_are_the_six_of_the_document() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "verdicts.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [outcome.value for outcome in Outcome]
