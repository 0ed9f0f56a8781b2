"""Appeals: lodged by whoever is in the roster, decided by whoever had no hand in it."""

import hashlib

import pytest

from tests.contracts.deployment import World
from tests.contracts.messages import address_of
from tests.contracts.refusal import refuses
from tests.contracts.sessions import (
    Code,
    Session,
    State,
    allrounder,
)

NONCE = b"\x77" * 32


@pytest.fixture
def session(world: World) -> Session:
    """A session whose plan is not filed yet."""
    return Session(world, NONCE)


def leaf_hash(digest: bytes, name: str) -> bytes:
    return hashlib.sha256(b"\0" + digest + address_of(name)).digest()


def tree_head(leaves: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_head(leaves[:split]) + tree_head(leaves[split:])).digest()


def path_to(index: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 9162, section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path_to(index, leaves[:split]), tree_head(leaves[split:])]
    return [*path_to(index - split, leaves[split:]), tree_head(leaves[:split])]


def digest_of(index: int) -> bytes:
    return hashlib.sha256(index.to_bytes(4, "big")).digest()


def publish_with_roster(session: Session, count: int) -> list[bytes]:
    """Bring a session with a true roster to PROVISIONAL."""
    leaves = [leaf_hash(digest_of(index), f"candidate {index}") for index in range(count)]
    session.file(papers=0)
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    session.do(Code.ROSTER_LOCKED, count, commitment=tree_head(leaves))
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED,), (Code.SESSION_OPENED,))
    session.all((Code.PART_STARTED, 1, 1, count), (Code.PART_ENDED, 1, 1), (Code.RESPONSES_SEALED, 1, count))
    session.world.pass_time(1)
    session.all((Code.SCORE_COMMIT, 1, 1), (Code.SCORE_REVEAL, 1, 1), (Code.SCORES_LOCKED, count, count))
    session.do(Code.PROVISIONAL_PUBLISHED)
    return leaves


def appeal(
    session: Session, number: int, index: int, path: list[bytes], name: str | None = None, digest: bytes | None = None
) -> None:
    """Lodge a candidate's own appeal."""
    message = session.message(Code.APPEAL_LODGED, number)
    signature = session.signed(message, name or f"candidate {index}")
    session.world.assess("lodgeAppeal", message.fields, signature, (index, digest or digest_of(index), path))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13])
def test_every_candidate_proves_its_leaf(session: Session, count: int) -> None:
    leaves = publish_with_roster(session, count)
    for index in range(count):
        appeal(session, index + 1, index, path_to(index, leaves))
    assert session.world.ledger.call("wordsOf", session.id).outcome >> 232 == count


@pytest.mark.parametrize("index", range(5))
def test_nobody_else_does(session: Session, index: int) -> None:
    leaves = publish_with_roster(session, 5)
    path = path_to(index, leaves)
    other = (index + 1) % 5
    wrong: list[tuple[int, list[bytes], str | None, bytes | None]] = [
        (index, path, f"candidate {other}", None),
        (index, path, "stranger", None),
        (index, path, None, digest_of(9)),
        (index, path[:-1], None, None),
        (index, [*path, bytes(32)], None, None),
        (index, [*path[:-1], bytes(32)], None, None),
        (other, path, f"candidate {index}", digest_of(index)),
        (index, path_to(other, leaves), None, None),
        (index + 8, path, f"candidate {index}", digest_of(index)),
    ]
    for place, proof, name, digest in wrong:
        with refuses("AssessmentLedgerNotInRoster", index=place):
            appeal(session, 1, place, proof, name, digest)
    appeal(session, 1, index, path)


def test_an_inner_node_is_no_leaf(session: Session) -> None:
    """Leaves and nodes have different prefixes, so nobody appeals as the parent of two candidates."""
    leaves = publish_with_roster(session, 4)
    with refuses("AssessmentLedgerNotInRoster"):
        appeal(session, 1, 0, [tree_head(leaves[2:])], "candidate 0", tree_head(leaves[:2]))


def test_a_candidate_lodges_one_appeal_and_the_registrar_the_others(session: Session) -> None:
    leaves = publish_with_roster(session, 3)
    appeal(session, 1, 2, path_to(2, leaves))
    with refuses("AssessmentLedgerAlreadyDone", rule=34, number=2):
        appeal(session, 2, 2, path_to(2, leaves))
    session.do(Code.APPEAL_LODGED, 2)
    session.do(Code.APPEAL_LODGED, 3, by="accreditor")
    with refuses("AssessmentLedgerOutOfRange", rule=34, value=9, least=4):
        session.do(Code.APPEAL_LODGED, 9)


def test_a_candidates_message_is_taken_once_and_in_its_time(session: Session) -> None:
    leaves = publish_with_roster(session, 2)
    session.do(Code.HOLD)
    with refuses("AssessmentLedgerHeld"):
        appeal(session, 1, 0, path_to(0, leaves))
    session.do(Code.RELEASE)
    session.do(Code.CLOSE_NOTICE)
    with refuses("AssessmentLedgerWrongState", state=State.NOTICE_CLOSED):
        appeal(session, 1, 0, path_to(0, leaves))


def test_an_appeal_is_decided_once_by_somebody_without_a_hand_in_it(session: Session) -> None:
    by = allrounder(session.world)
    session.publish()
    session.do(Code.APPEAL_LODGED, 1)
    for number, outcome in ((0, 1), (2, 1), (1, 3)):
        with refuses("AssessmentLedgerOutOfRange", rule=34):
            session.do(Code.APPEAL_DECIDED, number, outcome)
    session.do(Code.APPEAL_DECIDED, 1, 1, by=by)
    with refuses("AssessmentLedgerAlreadyDone", rule=34, number=1):
        session.do(Code.APPEAL_DECIDED, 1, 0)
    session.all(*((Code.APPEAL_LODGED, number) for number in range(2, 7)))
    for number in (3, 4, 6):
        session.do(Code.APPEAL_DECIDED, number, 2)
        with refuses("AssessmentLedgerAlreadyDone", rule=34, number=number):
            session.do(Code.APPEAL_DECIDED, number, 0)
