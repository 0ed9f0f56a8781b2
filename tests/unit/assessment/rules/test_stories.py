"""Every rule R1 to R26 is broken by somebody, and kept by somebody exactly on its limit; nothing else is reported."""

import pytest

from assessment.rules.engine import RULES, evaluate
from assessment.rules.finding import Outcome
from tests.simulator.stories.first_half import STORIES
from tests.simulator.story import Story, broken, facts


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_story_breaks_its_rule_and_what_follows_from_it(story: Story) -> None:
    findings = evaluate(story.case())
    expected = {story.rule: story.outcome} | dict.fromkeys(story.entailed, Outcome.FAIL)
    expected |= dict.fromkeys(story.clouded, Outcome.UNKNOWN)
    if story.outcome is Outcome.PASS:
        del expected[story.rule]
    assert broken(findings) == {rule: outcome for rule, outcome in expected.items() if rule in RULES}
    if story.fact:
        assert story.fact in facts(findings, story.rule)


@pytest.mark.parametrize("rule", range(1, 27))
def test_every_rule_is_broken_in_some_story(rule: int) -> None:
    assert [story for story in STORIES if story.rule == rule and story.outcome is Outcome.FAIL]


def test_stories_have_names_of_their_own() -> None:
    names = [str(story) for story in STORIES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("story", [one for one in STORIES if one.outcome is Outcome.FAIL], ids=str)
def test_every_failure_says_what_it_rests_on(story: Story) -> None:
    finding = next(one for one in evaluate(story.case()) if one.rule == story.rule)
    numbers = {event.number for event in story.case().events}
    assert all(evidence.events and set(evidence.events) <= numbers for evidence in finding.evidence)
