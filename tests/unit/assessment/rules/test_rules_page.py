"""docs/rules.md, the code and the stories speak of the same rules and the same facts."""

import re
from collections.abc import Mapping

import pytest

from assessment.rules.engine import RULES, evaluate
from assessment.rules.finding import Outcome
from tests.architecture.tree import ROOT
from tests.simulator.stories import first_half, second_half
from tests.simulator.story import facts

ROW = re.compile(r"\| R(\d+) ([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|")
FACT = re.compile(r'(?:Evidence\(|fact = |yield )"([a-z]+(?:-[a-z]+)+)"')
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
CODE = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "assessment" / "rules").glob("*.py")))
REFUSED = {"ledger", "mark", "software", "nobody"}
STORIES = (*first_half.STORIES, *second_half.STORIES)
# What a story would be too much for: test_flags.py and test_ledger.py.
ELSEWHERE = {
    44: {"recorded-in-a-bunch"},
    48: {"events-with-a-gap", "events-out-of-order", "head-differs", "nothing-committed", "record-not-as-committed"},
}
# Put together of the kind of body and what it lacks.
COMPUTED = {f"{who}-{what}" for who in ("organisation", "accreditor", "site") for what in
            ("not-active", "outside-dates", "held")}  # fmt: skip


# What a fact says, and no fact: how somebody is related.
RELATIONS = {"same-employer"}


def rows() -> Mapping[int, tuple[tuple[str, str, str], str, set[str]]]:
    return {
        int(number): (
            (title.strip(), asked.strip(), needs.strip()),
            refused.strip(),
            set(re.findall(r"`([a-z-]+)`", names)),
        )
        for number, title, asked, refused, needs, names in ROW.findall(PAGE)
    }


@pytest.mark.parametrize("number", range(1, 49))
def test_every_rule_is_on_the_page_and_in_the_code_under_its_number(number: int) -> None:
    told, refused, names = rows()[number]
    assert all(told)
    assert names
    assert set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)|[a-z' ]+:", "", refused))) <= REFUSED
    assert (RULES[number].__doc__ or "").startswith(f"R{number}: ")


@pytest.mark.parametrize("number", range(1, 49))
def test_every_fact_of_the_page_happens_in_a_story(number: int) -> None:
    found = ELSEWHERE.get(number, set()).copy()
    for story in STORIES:
        if story.rule == number and story.outcome in {Outcome.FAIL, Outcome.FLAG}:
            found |= facts(evaluate(story.case()), number)
    assert found - {"site-not-opened"} == rows()[number][2]


def test_the_code_knows_every_fact_of_the_page() -> None:
    named = set().union(*(names for _, _, names in rows().values()))
    assert {name for name in named - COMPUTED if f'"{name}"' not in CODE} == set()


def test_every_fact_of_the_code_is_on_the_page() -> None:
    assert set(FACT.findall(CODE)) - RELATIONS - set(re.findall(r"`([a-z-]+)`", PAGE)) == set()
