"""The answer to a learner's proof: what of it the ledger bears out, for pages, interface and command line."""

from dataclasses import dataclass
from datetime import UTC, datetime

from assessment.codes import State
from assessment.learner_proof import Learned
from assessment.records import Result
from certificate.marks import mark_text
from certificate.verdict import Reason
from verifier.answer import AnsweringNetwork, ReadAt
from verifier.answer_json import AnswerJson, network_members
from verifier.language import Words, moment_text
from verifier.outcome_words import OutcomeWords
from verifier.proof_reason import ProofOutcome, ProofReason
from verifier.proof_words import (
    DECISION_WORDS,
    DISPOSITION_WORDS,
    HELD,
    PROOF_OUTCOME_WORDS,
    PROOF_REASON_WORDS,
    PROVEN_AND_CHANGED,
    PROVEN_AND_UNCHANGED,
    RESULT_WORDS,
    VOIDED,
)
from verifier.reason_words import REASON_WORDS, Said


@dataclass(frozen=True, slots=True)
class ProvenRow:
    """One thing that was proven: the name of its label, its words, and the step's time and block."""

    label: str
    value: Words
    time: datetime
    block: int


@dataclass(frozen=True, slots=True)
class ProofAnswer:
    """What is said about a proof. `learned` is None unless PROVEN: nothing else of the file is confirmed or shown.

    `reason` None means PROVEN; a `Reason` is trouble with reading the chain (V3). `detail` is for an operator.
    """

    outcome: ProofOutcome
    reason: ProofReason | Reason | None
    network: AnsweringNetwork | None
    learned: Learned | None
    state: State | None
    held: bool
    read_at: ReadAt | None
    judged_at: datetime
    detail: str = ""


def proof_title(answer: ProofAnswer) -> OutcomeWords:
    """Return the outcome as a phrase, and what it means."""
    return PROOF_OUTCOME_WORDS[answer.outcome]


def proof_said(answer: ProofAnswer) -> Said:
    """Return what happened and what to do; a session that is void or held is said with a proof that holds."""
    match answer.reason:
        case None:
            words = PROVEN_AND_CHANGED if answer.learned and answer.learned.changed else PROVEN_AND_UNCHANGED
            return Said(_noted(answer, words.happened), words.advice)
        case ProofReason():
            return PROOF_REASON_WORDS[answer.reason]
        case Reason():
            return REASON_WORDS[answer.reason]


def proof_message(answer: ProofAnswer) -> Words:
    """Return the whole message: what happened, then what to do."""
    words = proof_said(answer)
    return words.happened.followed_by(words.advice)


def result_words(result: Result) -> Words:
    """Write a result: every part by its code in the standard, then what follows from them."""
    parts = [(entry.part, DISPOSITION_WORDS[entry.disposition], mark_text(entry.score)) for entry in result.parts]
    outcome = RESULT_WORDS[result.result]
    zh = "，".join(f"{part}：{words.zh.format(score=score)}" for part, words, score in parts)
    en = ", ".join(f"{part}: {words.en.format(score=score)}" for part, words, score in parts)
    return Words(f"{zh}；{outcome.zh}", f"{en}; {outcome.en}")


def proven_rows(learned: Learned) -> tuple[ProvenRow, ...]:
    """Return what was proven in the order of the ledger: roster, scores, each correction, the decision."""
    roster, candidate = learned.roster
    due = "、".join(candidate.due), ", ".join(candidate.due)
    number = roster.figures["n"]
    rows = [
        (
            "proof_roster",
            Words(f"共 {number} 名考生；应考部分 {due[0]}", f"one of {number} candidates; parts due: {due[1]}"),
            roster,
        ),
        ("proof_scores", result_words(learned.scores[1]), learned.scores[0]),
    ]
    rows += [("proof_correction", result_words(result), event) for event, result in learned.corrections]
    if learned.decision is not None:
        event, decision = learned.decision
        rows.append(("proof_decision", DECISION_WORDS[decision.decision], event))
    return tuple(ProvenRow(label, words, at(event.recorded_at), event.place.block) for label, words, event in rows)


def proof_members(answer: ProofAnswer) -> dict[str, AnswerJson]:
    """Return `answer` as the JSON object that docs/api.md describes."""
    said, read_at = proof_message(answer), answer.read_at
    return {
        "learnerProof": answer.outcome.value,
        "reason": None if answer.reason is None else answer.reason.value,
        "network": None if answer.network is None else network_members(answer.network),
        "message": {"zh": said.zh, "en": said.en},
        "proven": None if answer.learned is None else _learned_members(answer, answer.learned),
        "readAt": None if read_at is None else {"block": read_at.block, "time": moment_text(read_at.time)},
        "judgedAt": moment_text(answer.judged_at),
    }


def _noted(answer: ProofAnswer, words: Words) -> Words:
    if answer.state is State.VOIDED:
        return words.followed_by(VOIDED)
    return words.followed_by(HELD) if answer.held else words


def _learned_members(answer: ProofAnswer, learned: Learned) -> dict[str, AnswerJson]:
    decision = learned.decision
    corrections: list[AnswerJson] = [
        {"recordedAt": _text(event.recorded_at), "scores": _result_members(result)}
        for event, result in learned.corrections
    ]
    return {
        "candidate": learned.roster[1].candidate,
        "rosterLockedAt": _text(learned.roster[0].recorded_at),
        "scoresLockedAt": _text(learned.scores[0].recorded_at),
        "scores": _result_members(learned.scores[1]),
        "corrections": corrections,
        "changed": learned.changed,
        "decision": None if decision is None else decision[1].decision.name,
        "decidedAt": None if decision is None else _text(decision[0].recorded_at),
        "session": "NONE" if answer.state is None else answer.state.name,
        "held": answer.held,
    }


def _result_members(result: Result) -> dict[str, AnswerJson]:
    parts: list[AnswerJson] = [
        {"part": one.part, "disposition": one.disposition.name, "centimarks": one.score} for one in result.parts
    ]
    return {"result": result.result.name, "parts": parts}


def at(seconds: int) -> datetime:
    """Return a Unix time of the ledger (at most 40 bits are kept, and a block's time is far less) as an aware time."""
    return datetime.fromtimestamp(seconds, UTC)


def _text(seconds: int) -> str:
    return moment_text(at(seconds))
