"""docs/rules.md, the code and the stories speak of the same rules and the same facts."""

import re
from collections.abc import Mapping

import pytest

from assessment.rules.engine import RULES, evaluate
from assessment.rules.finding import Outcome
from tests.architecture.tree import ROOT
from tests.simulator.stories.first_half import STORIES
from tests.simulator.story import facts

ROW = re.compile(r"\| R(\d+) ([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|")
MODULES = (
    "authority", "conduct", "conflicts", "papers", "people", "plan", "presence", "related", "rule", "scope",
)  # fmt: skip
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
REFUSED = {"ledger", "mark", "software", "nobody"}


def rows() -> Mapping[int, tuple[str, str, str, str, set[str]]]:
    return {
        int(number): (title.strip(), asked.strip(), refused.strip(), needs.strip(), set(re.findall(r"`(.*?)`", names)))
        for number, title, asked, refused, needs, names in ROW.findall(PAGE)
    }


@pytest.mark.parametrize("number", range(1, 27))
def test_every_rule_is_on_the_page_and_in_the_code_under_its_number(number: int) -> None:
    title, asked, refused, needs, names = rows()[number]
    assert "" not in (title, asked, needs)
    assert names
    assert set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)|[a-z' ]+:", "", refused))) <= REFUSED
    assert (RULES[number].__doc__ or "").startswith(f"R{number}: ")


@pytest.mark.parametrize("number", range(1, 27))
def test_every_fact_of_the_page_happens_in_a_story(number: int) -> None:
    found: set[str] = set()
    for story in STORIES:
        if story.rule == number and story.outcome is Outcome.FAIL:
            found |= facts(evaluate(story.case()), number)
    assert found - {"site-not-opened"} == rows()[number][4]


def test_the_code_knows_every_fact_of_the_page() -> None:
    code = "".join((ROOT / "assessment" / "rules" / f"{name}.py").read_text(encoding="utf-8") for name in MODULES)
    computed = {f"{who}-{what}" for who in ("organisation", "accreditor", "site") for what in
                ("not-active", "outside-dates", "held")}  # fmt: skip
    named = set().union(*(rows()[number][4] for number in range(1, 27)))
    assert {name for name in named - computed if f'"{name}"' not in code} == set()


def test_every_breach_of_the_code_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z-]+)`", PAGE))
    for name in MODULES:
        code = (ROOT / "assessment" / "rules" / f"{name}.py").read_text(encoding="utf-8")
        assert set(re.findall(r'Evidence\("([a-z-]+)"', code)) <= named
