"""What a learner can prove, and every way to prove something else with it."""

from dataclasses import replace

import pytest

from assessment.errors import RecordError
from assessment.learner_proof import (
    LeafProof,
    LearnerProof,
    LearnerProofError,
    ProofFault,
    check_learner_proof,
    parse_learner_proof,
    write_learner_proof,
)
from assessment.records import ResultKind
from tests.unit.assessment.session import (
    BINDING,
    CORRECTED,
    DECISIONS,
    EVENTS,
    LOCKED,
    RECORDS,
    ROSTER,
    event,
    results,
)


def proof_of(number: int, index: int) -> LeafProof:
    records = RECORDS[number]
    path = BINDING.paths(EVENTS[number].code, records)[index]
    return LeafProof(number, index, len(records), records[index], path)


def proof(index: int) -> LearnerProof:
    return LearnerProof(BINDING, proof_of(1, index), proof_of(2, index), (proof_of(3, index),), proof_of(4, index))


@pytest.mark.parametrize("index", range(3))
def test_a_proof_comes_back_and_proves_what_it_says(index: int) -> None:
    one = parse_learner_proof(write_learner_proof(proof(index)))
    assert one == proof(index)
    learned = check_learner_proof(one, BINDING, EVENTS)
    assert learned.roster == (EVENTS[1], ROSTER[index])
    assert learned.scores == (EVENTS[2], LOCKED[index])
    assert learned.corrections == ((EVENTS[3], CORRECTED[index]),)
    assert learned.decision == (EVENTS[4], DECISIONS[index])


def test_only_who_was_corrected_has_changed() -> None:
    first, second = (check_learner_proof(proof(index), BINDING, EVENTS) for index in (0, 1))
    assert first.changed
    assert (first.scores[1].result, first.latest.result) == (ResultKind.FAIL, ResultKind.PASS)
    assert not second.changed
    assert second.latest.parts == second.scores[1].parts


def test_without_corrections_the_locked_result_holds() -> None:
    alone = replace(proof(1), corrections=(), decision=None)
    learned = check_learner_proof(alone, BINDING, EVENTS[:3])
    assert (learned.latest, learned.decision, learned.changed) == (LOCKED[1], None, False)


ME = proof(0)
OTHER = proof(1)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (replace(ME, binding=replace(BINDING, session=b"\x23" * 32)), ProofFault.OTHER_SESSION),
        (replace(ME, binding=replace(BINDING, chain=1)), ProofFault.OTHER_SESSION),
        (replace(ME, corrections=()), ProofFault.CHANGE_LEFT_OUT),
        (replace(ME, corrections=(*ME.corrections, *ME.corrections)), ProofFault.CHANGE_LEFT_OUT),
        (replace(ME, scores=OTHER.scores), ProofFault.OTHER_PERSON),
        (replace(ME, roster=OTHER.roster), ProofFault.OTHER_PERSON),
        (replace(ME, corrections=OTHER.corrections), ProofFault.OTHER_PERSON),
        (replace(ME, decision=OTHER.decision), ProofFault.OTHER_PERSON),
        (replace(ME, scores=replace(ME.scores, event=3)), ProofFault.NO_SUCH_EVENT),
        (replace(ME, scores=replace(ME.scores, event=99)), ProofFault.NO_SUCH_EVENT),
        (replace(ME, scores=replace(ME.scores, record=CORRECTED[0])), ProofFault.NOT_COMMITTED),
        (replace(ME, scores=replace(ME.scores, record=ROSTER[0])), ProofFault.NOT_COMMITTED),
        (replace(ME, scores=replace(ME.scores, index=1)), ProofFault.NOT_COMMITTED),
        (replace(ME, scores=replace(ME.scores, path=ME.scores.path[::-1])), ProofFault.NOT_COMMITTED),
        (replace(ME, scores=replace(ME.scores, path=())), ProofFault.NOT_COMMITTED),
        (replace(ME, roster=replace(ME.roster, size=4)), ProofFault.NOT_COMMITTED),
    ],
)
def test_anything_else_is_refused_with_its_fault(wrong: LearnerProof, fault: ProofFault) -> None:
    with pytest.raises(LearnerProofError) as caught:
        check_learner_proof(wrong, BINDING, EVENTS)
    assert caught.value.fault is fault


def test_results_in_another_order_than_the_roster_are_refused() -> None:
    turned = results(55_00, 70_00, 80_00)[::-1]
    other = event(2, EVENTS[2].code, turned, n=3, passed=2)
    ledger = [*EVENTS[:2], other]
    paths = BINDING.paths(other.code, turned)
    mine = LearnerProof(BINDING, proof_of(1, 0), LeafProof(2, 2, 3, turned[2], paths[2]))
    with pytest.raises(LearnerProofError, match="another place"):
        check_learner_proof(mine, BINDING, ledger)


WRITTEN = write_learner_proof(ME)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        WRITTEN[:-1],
        WRITTEN + b"\n",
        WRITTEN.replace(b"learner-proof/v0", b"learner-proof/v1"),
        WRITTEN.replace(b'"corrections":[', b'"corrections":[1,'),
        WRITTEN.replace(b'"decision":{', b'"more":{'),
        WRITTEN.replace(b'"chain":31337', b'"chain":31337,"chain":31337'),
        WRITTEN.replace(b'"size":3', b'"size":3.0'),
        WRITTEN.replace(b'"type":"candidate"', b'"type":"person"'),
        b"[" * 100_000,
        b" " * 300_000,
    ],
)
def test_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        parse_learner_proof(data)


def test_a_decision_that_is_null_is_refused() -> None:
    written = write_learner_proof(replace(ME, decision=None))
    with pytest.raises(RecordError, match="canonical"):
        parse_learner_proof(written.replace(b'"format"', b'"decision":null,"format"'))
