"""Every rule is broken by somebody, and kept by somebody exactly on its limit; nothing else is reported."""

import pytest

from assessment.rules.engine import evaluate
from assessment.rules.finding import Outcome
from tests.simulator.stories import first_half, second_half
from tests.simulator.story import Story, broken, facts

STORIES = (*first_half.STORIES, *second_half.STORIES)
BREACHES = {Outcome.FAIL, Outcome.FLAG}
# These have no limit to stand on: the clean session is their other side.
WITHOUT_LIMIT = {9, 24, 35}


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_story_breaks_its_rule_and_what_follows_from_it(story: Story) -> None:
    findings = evaluate(story.case())
    own = {} if story.outcome is Outcome.PASS else {story.rule: story.outcome}
    entailed = dict.fromkeys(story.entailed, Outcome.FAIL) | dict.fromkeys(story.clouded, Outcome.UNKNOWN)
    assert broken(findings) == own | entailed
    assert not story.fact or story.fact in facts(findings, story.rule)


@pytest.mark.parametrize("rule", range(1, 48))
def test_every_rule_has_stories_on_both_sides_of_its_limit(rule: int) -> None:
    outcomes = {story.outcome for story in STORIES if story.rule == rule}
    assert (Outcome.FLAG if rule >= 40 else Outcome.FAIL) in outcomes
    assert (Outcome.PASS in outcomes) == (rule not in WITHOUT_LIMIT)


def test_stories_have_names_of_their_own() -> None:
    names = [str(story) for story in STORIES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("story", [story for story in STORIES if story.outcome in BREACHES], ids=str)
def test_every_breach_says_what_it_rests_on(story: Story) -> None:
    case = story.case()
    finding = next(one for one in evaluate(case) if one.rule == story.rule)
    numbers = {event.number for event in case.events}
    assert finding.evidence
    assert all(evidence.events and set(evidence.events) <= numbers for evidence in finding.evidence)
