"""Opening a session: the evidence package for an auditor, and a learner's proof (docs/evidence.md, 3 and 5)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import select

from assessment.codes import EventCode
from assessment.event import Event
from assessment.learner_proof import LeafProof, LearnerProof, write_learner_proof
from assessment.package import CertificateLine, Erased, ErasedLine, Line, RecordLine, WithheldLine, write_package
from assessment.records import Candidate, Decision, Record, Result, parse_record
from certificate.bundle import Bundle
from certificate.merkle import inclusion_paths
from issuer.database import reading
from issuer.outputs import write_private_output
from issuer.schema import CANDIDATE, SIGNED, SUBMISSION
from issuer.sessions.desk import SessionDesk
from issuer.sessions.errors import SessionError
from issuer.sessions.leaves import binding_of
from issuer.sessions.store import Assessment, EventState, KeptEvent, KeptLeaf
from issuer.sessions.story import Story, read_story

SUFFIX: Final = ".evidence.jsonl"
"""What follows the session's id in the name of a package."""


def export_evidence(desk: SessionDesk, assessment: Assessment, folder: Path) -> tuple[Path, int]:
    """Write the evidence package of a session to `folder`, mode 0600; return the file and how many events lack records.

    Raises `SessionError`, and `ReleaseError` if it cannot be written.
    """
    lines, missing = list[Line](), 0
    for event in desk.store.events(assessment, EventState.RECORDED):
        assert event.recorded is not None
        found = list(_lines(desk, assessment, event, event.recorded))
        missing += (
            not found and event.message.commitment != bytes(32) and event.message.code is not EventCode.SCORE_REVEAL
        )
        lines += found
    content = b"".join(write_package(binding_of(assessment), lines, count=len(lines)))
    path = folder / f"0x{assessment.session.hex()}{SUFFIX}"
    write_private_output(path, content)
    return path, missing


def _lines(desk: SessionDesk, assessment: Assessment, event: KeptEvent, recorded: Event) -> Iterator[Line]:
    if recorded.issue is not None:
        yield from _certificates(desk, assessment, recorded)
        return
    for place, leaf in enumerate(desk.store.leaves(event)):
        yield _leaf_line(recorded.number, place, leaf)


def _leaf_line(number: int, place: int, leaf: KeptLeaf) -> Line:
    if leaf.record is not None:
        return RecordLine(number, place, parse_record(leaf.record))
    if leaf.erased is None:
        return WithheldLine(number, place, leaf.hash.hex())
    words = json.loads(leaf.erased)
    return ErasedLine(number, place, leaf.hash.hex(), Erased(words["basis"], words["at"], tuple(words["approvedBy"])))


def _certificates(desk: SessionDesk, assessment: Assessment, event: Event) -> Iterator[Line]:
    assert event.issue is not None
    query = (
        select(CANDIDATE.c.place, CANDIDATE.c.document_kind, CANDIDATE.c.document, SIGNED.c.file)
        .join_from(CANDIDATE, SIGNED)
        .join(SUBMISSION, SUBMISSION.c.id == CANDIDATE.c.submission_id)
        .where(SUBMISSION.c.session_id == assessment.row, SUBMISSION.c.number == event.issue.submission)
        .order_by(CANDIDATE.c.place)
    )
    people = desk.people
    with reading(desk.workspace.engine) as connection:
        for place, kind, number, file in connection.execute(query):
            yield CertificateLine(event.number, place, people.pseudonym_of(kind, number), Bundle.parse(file))


def learner_proof(desk: SessionDesk, assessment: Assessment, ticket: str) -> tuple[str, bytes]:
    """Return the pseudonym of the candidate with `ticket` and the proof for this learner; raises `SessionError`."""
    story = read_story(desk.store, assessment)
    entry = story.entry_of(ticket)
    if entry is None:
        raise SessionError("nobody of this session has this ticket; compare it")
    who = entry.pseudonym
    locked = story.last(EventCode.ROSTER_LOCKED), story.last(EventCode.SCORES_LOCKED)
    if locked[0] is None or locked[1] is None:
        raise SessionError("a learner's proof needs locked scores; wait until they are locked")
    decided = [_leaf(story, event, Decision, who) for event in story.all(EventCode.DECISION_RECORDED)]
    shown = [leaf for leaf in decided if leaf is not None]
    proof = LearnerProof(
        binding_of(assessment),
        _required(story, locked[0], Candidate, who),
        _required(story, locked[1], Result, who),
        tuple(_required(story, event, Result, who) for event in story.all(EventCode.SCORE_CORRECTED)),
        shown[-1] if shown else None,
    )
    return who, write_learner_proof(proof)


def _required(story: Story, event: Event, kind: type[Record], who: str) -> LeafProof:
    leaf = _leaf(story, event, kind, who)
    if leaf is None:
        raise SessionError(f"this candidate is not in event {event.number} ({event.code.name})")
    return leaf


def _leaf(story: Story, event: Event, kind: type[Record], who: str) -> LeafProof | None:
    records = story.records_of(kind, event)
    leaves = binding_of(story.assessment).leaves(event.code, records)
    for index, record in enumerate(records):
        if getattr(record, "candidate", None) == who:
            return LeafProof(event.number, index, len(records), record, inclusion_paths(leaves)[index])
    return None
