"""A learner's proof at the interface, on the pages and in words: what is proven, and every way it is not."""

import json
import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from assessment.codes import State
from assessment.commitment import Binding
from certificate.address import Address
from certificate.facts import Facts, Trouble, Unread
from certificate.verdict import Outcome, Reason
from chain.session_reader import SessionReading
from tests.builders import NOW
from tests.proofs import BINDING, EVENTS, LOCKED_AT, MemorySessions, file_of, leaf_proof, reading
from tests.scenes import CONFIG, TRUST, MemoryReader, reader_of, valid
from verifier.app import create_app
from verifier.files import ALL_VALID, SOME_BAD, SOME_UNCHECKED, exit_status, verify_any
from verifier.language import moment_text
from verifier.proof_answer import ProofAnswer, at, proof_members, proof_message
from verifier.proof_reason import ProofOutcome, ProofReason
from verifier.proof_words import PROOF_OUTCOME_WORDS, PROOF_REASON_WORDS
from verifier.proofs import answer_proof, is_learner_proof

PROVEN = ProofOutcome.PROVEN


def answered(data: bytes, answer: SessionReading | Unread | None = None, **changes: object) -> ProofAnswer:
    sessions = MemorySessions(answer if answer is not None else reading(**changes))
    return answer_proof(data, sessions=sessions, trust=TRUST, now=NOW)


def test_an_unchanged_proof_says_so() -> None:
    answer = answered(file_of(1))
    assert (answer.outcome, answer.reason) == (PROVEN, None)
    assert "not changed after" in proof_message(answer).en
    assert "没有改动过" in proof_message(answer).zh
    members = proof_members(answer)["proven"]
    assert isinstance(members, dict)
    assert members["rosterLockedAt"] == moment_text(at(LOCKED_AT))
    assert members["changed"] is False
    assert members["scores"] == {
        "result": "PASS",
        "parts": [
            {"part": "W", "disposition": "SCORE", "centimarks": 72_50},
            {"part": "P", "disposition": "SCORE", "centimarks": 81_00},
        ],
    }


def test_a_corrected_proof_shows_both() -> None:
    answer = answered(file_of(0))
    assert "corrected after" in proof_message(answer).en
    members = json.loads(json.dumps(proof_members(answer)))["proven"]
    assert members["changed"] is True
    assert members["scores"]["result"] == "FAIL"
    assert [one["scores"]["result"] for one in members["corrections"]] == ["PASS"]
    assert members["decision"] == "GRANTED"


def test_a_void_or_held_session_is_said_with_the_proof() -> None:
    assert "void" in proof_message(answered(file_of(), state=State.VOIDED)).en
    assert "on hold" in proof_message(answered(file_of(), held=True)).en
    assert "Note" not in proof_message(answered(file_of())).en


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (file_of().replace(b'"size":3', b'"size": 3', 1), ProofReason.MALFORMED),
        (file_of()[:-1], ProofReason.MALFORMED),
        (file_of(binding=replace(BINDING, chain=1)), ProofReason.OTHER_NETWORK),
        (file_of(binding=replace(BINDING, ledger=b"\x01" * 20)), ProofReason.OTHER_NETWORK),
        (file_of(corrections=()), ProofReason.CHANGE_LEFT_OUT),
        (file_of(scores=leaf_proof(1, 0)), ProofReason.OTHER_PERSON),
        (file_of(scores=replace(leaf_proof(1, 1), event=3)), ProofReason.NO_SUCH_EVENT),
        (file_of(scores=replace(leaf_proof(1, 1), path=())), ProofReason.NOT_COMMITTED),
    ],
    ids=["spelling", "cut off", "chain", "ledger", "correction", "person", "event", "path"],
)
def test_what_is_not_proven_is_not_shown(data: bytes, reason: ProofReason) -> None:
    answer = answered(data)
    assert (answer.outcome, answer.reason, answer.learned) == (reason.outcome, reason, None)
    assert proof_members(answer)["proven"] is None
    assert "0b0b0b" not in json.dumps(proof_members(answer))


def test_a_session_that_nobody_planned_is_not_found() -> None:
    answer = answer_proof(file_of(), sessions=MemorySessions(None), trust=TRUST, now=NOW)
    assert (answer.outcome, answer.reason) == (ProofOutcome.NOT_FOUND, ProofReason.NO_SESSION)


@pytest.mark.parametrize("trouble", Trouble)
def test_trouble_with_the_chain_proves_nothing_either_way(trouble: Trouble) -> None:
    answer = answered(file_of(), Unread(trouble, "the simulator says so"))
    assert (answer.outcome, answer.reason) == (ProofOutcome.COULD_NOT_CHECK, Reason(trouble.value))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"block_time": int(NOW.timestamp()) - 2 * 86_400}, Reason.HEAD_STALE),
        ({"block_time": int(NOW.timestamp()) + 86_400}, Reason.HEAD_AHEAD),
        ({"root_authority": bytes(20)}, Reason.UNTRUSTED_AUTHORITY),
    ],
    ids=["stale", "ahead", "untrusted"],
)
def test_a_stale_node_cannot_hide_a_correction(changes: dict[str, object], reason: Reason) -> None:
    facts = replace(reading().facts, **changes)  # type: ignore[arg-type]
    behind = reading(facts=facts, events=EVENTS[:2])
    answer = answered(file_of(corrections=(), decision=None), behind)
    assert (answer.outcome, answer.reason) == (ProofOutcome.COULD_NOT_CHECK, reason)


def test_a_proof_out_of_form_or_of_another_network_asks_no_node() -> None:
    sessions = MemorySessions(reading())
    for data in (file_of()[:-1], file_of(binding=replace(BINDING, chain=1))):
        answer_proof(data, sessions=sessions, trust=TRUST, now=NOW)
    assert sessions.asked == 0


def test_a_certificate_is_no_proof_whatever_its_texts_say() -> None:
    assert is_learner_proof(file_of())
    assert not is_learner_proof(valid().data)
    assert not is_learner_proof(json.dumps({"name": '"format":"xcert/learner-proof/v0"'}).encode())


@pytest.mark.parametrize(
    ("data", "answer", "status"),
    [
        (file_of(), reading(), ALL_VALID),
        (file_of(corrections=()), reading(), SOME_BAD),
        (file_of(), Unread(Trouble.UNREACHABLE, "down"), SOME_UNCHECKED),
    ],
    ids=["proven", "not proven", "unchecked"],
)
def test_the_exit_status_counts_a_proof_as_a_certificate(
    data: bytes, answer: SessionReading | Unread, status: int
) -> None:
    assert exit_status([answered(data, answer)], allow_test_network=True) == status


def test_a_proof_on_a_test_network_proves_nothing_to_a_script() -> None:
    answer = answered(file_of())
    assert answer.network is not None
    assert answer.network.test
    assert exit_status([answer], allow_test_network=False) == SOME_BAD


@pytest.fixture
def client() -> FlaskClient:
    app = create_app(CONFIG, reader_of(valid()), lambda: NOW, sessions=MemorySessions(reading()))
    return app.test_client()


def test_the_interface_answers_a_proof_in_a_shape_of_its_own(client: FlaskClient) -> None:
    response = client.post("/api/v1/verify", data=file_of(), content_type="application/json")
    members = json.loads(response.data)
    assert (response.status_code, members["learnerProof"]) == (200, "PROVEN")
    assert "verdict" not in members
    assert members["readAt"]["block"] == 100


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (
            "zh",
            ["证明成立", "考生名单锁定", "共 3 名考生；应考部分 W、P", "W：55 分，P：80 分；未合格", "成绩更正", "发证",
             "2026年6月11日 20:00（UTC+08:00），第 50 号区块"],
        ),
        (
            "en",
            ["Proven", "Roster locked", "one of 3 candidates; parts due: W, P", "W: 55 points, P: 80 points; not",
             "Scores corrected", "certificate granted", "11 June 2026, 20:00 (UTC+08:00), block 50"],
        ),
    ],
)  # fmt: skip
def test_the_page_says_what_was_locked_and_when(client: FlaskClient, tag: str, expected: list[str]) -> None:
    page = client.post(f"/{tag}/result", data={"file": (BytesIO(file_of(0)), "x.json")}).text
    for text in expected:
        assert text in page
    assert "0a" * 32 in page


def test_the_page_of_a_proof_that_does_not_hold_shows_none_of_it(client: FlaskClient) -> None:
    page = client.post("/en/result", data={"file": (BytesIO(file_of(1, corrections=())), "x.json")}).text
    assert "Not proven" in page
    assert "0b" * 32 not in page
    assert "points" not in page


@pytest.mark.parametrize("reason", ProofReason)
def test_no_words_about_a_proof_accuse_anybody(reason: ProofReason) -> None:
    words = PROOF_REASON_WORDS[reason]
    for text in (words.happened.zh, words.happened.en, words.advice.zh, words.advice.en):
        assert text
        assert not any(word in text for word in ("fake", "forg", "fraud", "伪造", "假", "欺诈"))


def test_every_outcome_and_reason_has_words() -> None:
    assert set(PROOF_REASON_WORDS) == set(ProofReason)
    assert set(PROOF_OUTCOME_WORDS) == set(ProofOutcome)


def test_the_interfaces_page_lists_every_reason_with_its_outcome() -> None:
    text = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")
    rows = re.findall(r"^\| `(proof-[a-z-]+)` \| ([A-Z_]+) \|", text, re.MULTILINE)
    assert rows == [(reason.value, reason.outcome.value) for reason in ProofReason]


@dataclass
class Both:
    """A reader of certificates and of sessions."""

    certificates: MemoryReader
    sessions: MemorySessions

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        return self.certificates.read(address, key)

    def read_session(self, binding: Binding) -> SessionReading | Unread | None:
        return self.sessions.read_session(binding)


def test_one_command_tells_proofs_from_certificates() -> None:
    both = Both(reader_of(valid()), MemorySessions(reading()))
    proof = verify_any(file_of(), both, TRUST, NOW)
    certificate = verify_any(valid().data, both, TRUST, NOW)
    assert (proof.outcome, certificate.outcome) == (PROVEN, Outcome.VALID)
    assert (both.certificates.asked, both.sessions.asked) == (1, 1)
