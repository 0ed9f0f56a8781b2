"""Every rule R27 to R48 is broken by somebody, and kept by somebody exactly on its limit; nothing else is reported."""

import pytest

from assessment.rules.engine import evaluate
from assessment.rules.finding import Outcome
from tests.simulator.clean import clean_session
from tests.simulator.shape import Shape
from tests.simulator.stories.second_half import STORIES
from tests.simulator.story import Story, broken, facts

BROKEN = [story for story in STORIES if story.outcome is not Outcome.PASS]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_story_breaks_its_rule_and_what_follows_from_it(story: Story) -> None:
    findings = evaluate(story.case())
    own = {} if story.outcome is Outcome.PASS else {story.rule: story.outcome}
    assert broken(findings) == own | dict.fromkeys(story.entailed, Outcome.FAIL)
    assert not story.fact or story.fact in facts(findings, story.rule)


@pytest.mark.parametrize("rule", range(27, 48))
def test_every_rule_has_stories_on_both_sides_of_its_limit(rule: int) -> None:
    outcomes = {story.outcome for story in STORIES if story.rule == rule}
    worst = Outcome.FLAG if 40 <= rule <= 47 else Outcome.FAIL
    assert worst in outcomes
    # R35 has no limit to stand on: the clean session is its other side.
    assert Outcome.PASS in outcomes or rule == 35


def test_stories_have_names_of_their_own() -> None:
    names = [str(story) for story in STORIES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("story", BROKEN, ids=str)
def test_every_finding_says_what_it_rests_on(story: Story) -> None:
    case = story.case()
    finding = next(one for one in evaluate(case) if one.rule == story.rule)
    numbers = {event.number for event in case.events}
    assert finding.evidence
    assert all(evidence.events and set(evidence.events) <= numbers for evidence in finding.evidence)


CLEAN = {
    "usual": Shape(),
    "sixty": Shape(candidates=60, rooms=2),
    "uneventful": Shape(eventful=False),
    "one": Shape(candidates=1),
    "weighed": Shape(family="X-PY"),
    "three parts": Shape(family="N-AI"),
    "higher level": Shape(family="N-SRB", level=3),
    "reported first": Shape(report_before_issue=True),
}


@pytest.mark.parametrize("shape", CLEAN)
def test_a_clean_session_keeps_every_rule(shape: str) -> None:
    assert broken(evaluate(clean_session(CLEAN[shape]).case())) == {}
