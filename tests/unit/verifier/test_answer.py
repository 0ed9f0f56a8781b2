"""What an answer shows and what it keeps back, for every reason that a verdict can have."""

import json
from dataclasses import replace

import pytest

from certificate.facts import Facts
from certificate.verdict import Check, Outcome, Reason, Rule, Verdict
from tests.builders import NOW, genuine
from tests.scenes import SCENES, STANDARD, TRUST, MemoryReader, Scene, reader_of, scene_of, trusted, valid
from verifier.answer import Answer, Status, answer_of, nothing_to_judge
from verifier.answer_json import answer_bytes, answer_members
from verifier.input_reason import InputReason
from verifier.judging import answer_certificate
from verifier.trust import Trust

GENUINE = {Outcome.VALID, Outcome.VALID_WITH_NOTICE, Outcome.GENUINE_NOT_CURRENT}
REASONS = sorted(SCENES, key=lambda reason: reason.precedence)
# What the certificate says, and a refused file must not be allowed to say on our page.
PERSONAL = ["欧阳娜娜", "S00009900000126100", "廊坊市中科", "建筑信息模型", "zhongke"]


def judged(scene: Scene) -> Answer:
    return answer_certificate(
        scene.data, reader=reader_of(scene), trust=Trust([trusted(scene.network)], [STANDARD]), now=scene.now
    )


def test_a_valid_certificate_passes_all_twelve_rules() -> None:
    answer = judged(valid())
    assert (answer.outcome, answer.reason, answer.rule, answer.day) == (Outcome.VALID, None, None, None)
    assert [finding.rule for finding in answer.findings] == list(Rule)
    assert {finding.status for finding in answer.findings} == {Status.PASS}


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.value)
def test_each_reason_decides_with_its_rule_and_verdict(reason: Reason) -> None:
    answer = judged(scene_of(reason))
    assert answer.reason is reason
    assert answer.outcome is reason.outcome
    assert answer.rule is not None
    found = next(finding for finding in answer.findings if finding.rule is answer.rule)
    assert found.reason is reason
    assert found.status is not Status.PASS


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.value)
def test_data_is_shown_only_of_genuine_certificates(reason: Reason) -> None:
    answer = judged(scene_of(reason))
    text = answer_bytes(answer).decode()
    if answer.outcome in GENUINE:
        assert answer.shown is not None
        assert "欧阳娜娜" in text
    else:
        assert answer.shown is None
        assert json.loads(text)["certificate"] is None
        assert not [data for data in PERSONAL if data in text]


def test_a_verdict_that_claims_too_much_shows_nothing_without_facts() -> None:
    bundle, _ = genuine()
    verdict = Verdict(tuple(Check(rule) for rule in Rule))
    answer = answer_of(verdict, bundle=bundle, network=None, facts=None, now=NOW)
    assert answer.outcome is Outcome.VALID
    assert answer.shown is None


def test_a_rule_that_did_not_run_is_unknown() -> None:
    bundle, facts = genuine()
    verdict = Verdict(tuple(Check(rule) for rule in Rule if rule is not Rule.HOLDS))
    answer = answer_of(verdict, bundle=bundle, network=None, facts=facts, now=NOW)
    assert (answer.outcome, answer.reason) == (Outcome.COULD_NOT_CHECK, Reason.RULE_NOT_RUN)
    assert answer.rule is Rule.HOLDS
    assert answer.findings[9].status is Status.UNKNOWN
    assert answer.shown is None


def test_of_two_results_of_one_rule_the_graver_counts() -> None:
    checks = (Check(Rule.KEY), Check(Rule.KEY, Reason.KEY_RETIRED), Check(Rule.KEY, Reason.KEY_UNKNOWN))
    answer = answer_of(Verdict(checks), bundle=None, network=None, facts=None, now=NOW)
    assert answer.findings[6].reason is Reason.KEY_UNKNOWN


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (Reason.REASSESSMENT_OPEN, Status.NOTICE),
        (Reason.REVOKED, Status.ADVERSE),
        (Reason.SIGNATURE_WRONG, Status.FAIL),
        (Reason.NOT_ANCHORED, Status.UNKNOWN),
        (Reason.HEAD_STALE, Status.UNKNOWN),
    ],
    ids=lambda value: value.value,
)
def test_the_status_of_a_check_follows_the_verdict_of_its_reason(reason: Reason, status: Status) -> None:
    answer = judged(scene_of(reason))
    assert next(finding.status for finding in answer.findings if finding.reason is reason) is status


@pytest.mark.parametrize("reason", [Reason.MALFORMED, Reason.UNKNOWN_VERSION, Reason.OTHER_NETWORK], ids=str)
def test_the_chain_is_not_asked_about_what_it_cannot_know(reason: Reason) -> None:
    scene = scene_of(reason)
    reader = reader_of(scene)
    answer = answer_certificate(scene.data, reader=reader, trust=TRUST, now=scene.now)
    assert answer.reason is reason
    assert reader.asked == 0
    assert answer.network is None


def test_a_verification_asks_the_chain_once() -> None:
    scene = valid()
    reader = MemoryReader(scene.facts)
    answer_certificate(scene.data, reader=reader, trust=TRUST, now=scene.now)
    assert reader.asked == 1


def test_a_stale_head_is_shown_with_the_block_that_was_read() -> None:
    answer = judged(scene_of(Reason.HEAD_STALE))
    assert answer.read_at is not None
    assert answer.read_at.block == 100
    assert judged(scene_of(Reason.CHAIN_UNREACHABLE)).read_at is None


@pytest.mark.parametrize("test", [True, False])
def test_the_network_is_a_field_of_its_own(test: bool) -> None:
    scene = valid()
    answer = judged(replace(scene, network=replace(scene.network, test=test)))
    assert answer.outcome is Outcome.VALID
    assert answer_members(answer)["network"] == {
        "name": {"zh": "演示测试链", "en": "demonstration chain"},
        "chain": "eip155:31337",
        "test": test,
    }


@pytest.mark.parametrize("reason", list(InputReason), ids=str)
def test_nothing_to_judge_is_could_not_check_without_a_rule(reason: InputReason) -> None:
    answer = nothing_to_judge(reason, now=NOW)
    assert (answer.outcome, answer.rule, answer.network) == (Outcome.COULD_NOT_CHECK, None, None)
    assert {finding.status for finding in answer.findings} == {Status.UNKNOWN}
    assert answer_members(answer)["reason"] == reason.value


def test_details_for_the_operator_are_not_in_the_answer() -> None:
    answer = judged(scene_of(Reason.CHAIN_UNREACHABLE))
    assert answer.detail == "the simulator says so"
    assert answer.detail not in answer_bytes(answer).decode()


@pytest.mark.parametrize("time", [253_402_300_800, 2**40, 2**63, 2**64 - 1])
def test_a_block_from_beyond_the_calendar_is_no_reading_and_breaks_nothing(time: int) -> None:
    scene = valid()
    assert isinstance(scene.facts, Facts)
    reader = MemoryReader(replace(scene.facts, block_time=time))
    answer = answer_certificate(scene.data, reader=reader, trust=TRUST, now=scene.now)
    assert answer.outcome is Outcome.COULD_NOT_CHECK
    assert answer.read_at is None
