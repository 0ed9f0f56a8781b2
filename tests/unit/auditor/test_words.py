"""Everything that a rule can find has words in both languages."""

import ast
import re
from collections.abc import Iterator

import pytest

from assessment.codes import State
from assessment.rules.case import Status
from assessment.rules.engine import RULES
from assessment.rules.finding import Outcome
from auditor.language import Language, Words, span_text
from auditor.words import FACT_WORDS, UNWORDED
from auditor.words_report import OUTCOME_MEANINGS, OUTCOME_WORDS, REPORT_WORDS, STATE_WORDS
from auditor.words_rules import RULE_TITLES
from tests.architecture.tree import ROOT, files

CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
# Written in a rule as an f-string over these words, or shorter than a code.
COMPUTED = {
    *(f"records-{status.value}" for status in (Status.MISSING, Status.ERASED, Status.TAMPERED)),
    *(f"{body}-{lack}" for body in ("organisation", "accreditor", "site") for lack in ("not-active", "outside-dates")),
    *(f"{body}-held" for body in ("organisation", "accreditor")),
    "ghost",
    "related",
}
NO_FACT = {"same-employer"}
"""Kinds of relation, which are values and no facts."""


def texts(tree: ast.Module) -> Iterator[str]:
    """Every text of a module but those in its documentation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def facts() -> set[str]:
    found = set(COMPUTED)
    for path in files(ROOT / "assessment" / "rules"):
        if path.suffix == ".py":
            found |= {text for text in texts(ast.parse(path.read_bytes())) if CODE.fullmatch(text)}
    return found - NO_FACT


def test_every_fact_of_every_rule_has_words() -> None:
    assert len(facts()) > 150
    assert sorted(facts() - set(FACT_WORDS)) == []


def test_there_are_no_words_for_facts_that_no_rule_finds() -> None:
    assert sorted(set(FACT_WORDS) - facts()) == []


def test_every_rule_has_a_title() -> None:
    assert set(RULE_TITLES) == set(range(1, 49))
    assert set(RULES) <= set(RULE_TITLES)


@pytest.mark.parametrize(
    "words", [*FACT_WORDS.values(), *REPORT_WORDS.values(), *RULE_TITLES.values(), UNWORDED], ids=lambda one: one.en
)
def test_both_languages_say_the_same_values(words: Words) -> None:
    places = re.compile(r"\{\w+(?::\w+)?\}")
    assert sorted(places.findall(words.zh)) == sorted(places.findall(words.en))
    assert re.search(r"[一-鿿]", words.zh)
    assert not re.search(r"[一-鿿]", words.en)


def test_every_closed_set_is_worded() -> None:
    assert set(OUTCOME_WORDS) == set(OUTCOME_MEANINGS) == set(Outcome)
    assert set(STATE_WORDS) == set(State)


def test_every_fixed_text_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in files(ROOT / "auditor") if path.suffix == ".py")
    sources = sources.replace('f"{name}_title"', '"heap_title" "lag_title"').replace(
        'f"{name}_hint"', '"heap_hint" "lag_hint"'
    )
    sources = sources.replace("'", '"')  # inside an f-string
    assert [name for name in REPORT_WORDS if sources.count(f'"{name}"') < 2] == []


@pytest.mark.parametrize(
    ("words", "values", "said"),
    [
        (Words("晚{by:span}", "{by:span} late"), {"by": 5_400}, "1 h 30 min late"),
        (Words("在{at:time}", "at {at:time}"), {"at": 1_782_869_400}, "at 2026-07-01 09:30:00"),
        (Words("{mark:marks} 分", "{mark:marks}"), {"mark": 6_050}, "60.5"),
        (Words("{id:short}", "{id:short}"), {"id": "ab" * 32}, "ababababab…"),
        (Words("{share:share}", "{share:share}"), {"share": 125}, "12.5 %"),
        (Words("{n}", "{n}"), {}, "…"),
        (Words("{at:time}", "{at:time}"), {"at": 2**60}, "9999-12-31 08:00:00"),
    ],
)
def test_values_are_written_for_people(words: Words, values: dict[str, int | str], said: str) -> None:
    assert words.filled(Language.EN, values) == said


@pytest.mark.parametrize(("seconds", "zh"), [(0, "0秒"), (59, "59秒"), (86_461, "1天1分"), (-120, "-2分")])
def test_spans_in_chinese(seconds: int, zh: str) -> None:
    assert span_text(seconds, Language.ZH) == zh
