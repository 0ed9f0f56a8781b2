"""docs/rules.md, the code and the stories speak of the same rules R27 to R48 and the same facts."""

import re
from collections.abc import Mapping

import pytest

from assessment.rules.engine import RULES, evaluate
from assessment.rules.finding import Outcome
from tests.architecture.tree import ROOT
from tests.simulator.stories.second_half import STORIES
from tests.simulator.story import facts

PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
ROW = re.compile(r"\| R(\d+) ([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|")
REFUSED = {"ledger", "software", "nobody"}
SECOND_HALF = range(27, 49)
MODULES = (
    "appeals", "corrections", "decision", "flags_conduct", "flags_marks", "flags_rate", "ledger", "reporting",
    "results", "scoring",
)  # fmt: skip
# What a story would be too much for: test_flags.py and test_ledger.py.
ELSEWHERE = {
    44: {"recorded-in-a-bunch"},
    48: {"events-with-a-gap", "events-out-of-order", "head-differs", "nothing-committed", "record-not-as-committed"},
}


def rows() -> Mapping[int, tuple[str, str, set[str]]]:
    return {
        int(number): (asked.strip(), refused.strip(), set(re.findall(r"`([a-z-]+)`", names)))
        for number, _, asked, refused, _, names in ROW.findall(PAGE)
    }


@pytest.mark.parametrize("number", SECOND_HALF)
def test_every_rule_is_on_the_page_and_in_the_code_under_its_number(number: int) -> None:
    asked, refused, _ = rows()[number]
    assert asked
    assert set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)|[a-z' ]+:", "", refused))) <= REFUSED
    assert (RULES[number].__doc__ or "").startswith(f"R{number}: ")


@pytest.mark.parametrize("number", SECOND_HALF)
def test_every_fact_of_the_page_happens_in_a_story(number: int) -> None:
    found = ELSEWHERE.get(number, set()).copy()
    for story in STORIES:
        if story.rule == number and story.outcome in {Outcome.FAIL, Outcome.FLAG}:
            found |= facts(evaluate(story.case()), number)
    assert found == rows()[number][2]


def test_every_fact_of_the_code_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z-]+)`", PAGE))
    for module in MODULES:
        code = (ROOT / "assessment" / "rules" / f"{module}.py").read_text(encoding="utf-8")
        assert set(re.findall(r'(?:Evidence\(|fact = |yield )"([a-z]+(?:-[a-z]+)+)"', code)) <= named
