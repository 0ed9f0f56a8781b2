"""One scene for each reason a verdict can have: a file, what the chain says about it, and what follows.

Two have none: `rule-not-run` guards against a judge that forgets a rule, and no contract orders retests yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from certificate.address import Address
from certificate.bundle import Bundle
from certificate.catalogue import standards_from_catalogue
from certificate.criteria import achievement_of
from certificate.document import Certificate, Holder, Term
from certificate.facts import Action, ActionKind, Facts, Hold, HoldSubject, Kind, SessionState, Terms, Trouble, Unread
from certificate.identity import IdentityType, hash_identity
from certificate.policy import Network
from certificate.verdict import Reason
from chain.finality import Instant
from chain.trust import TrustedNetwork
from tests.builders import (
    ANCHORED,
    NETWORK,
    NOW,
    SeededSigner,
    bundles_of,
    certificate,
    facts_of,
    genuine,
    key_of,
    with_batch,
    with_key,
    with_session,
)
from tests.world import CATALOGUE
from verifier.config import VerifierConfig
from verifier.trust import Trust

ANCHOR_TIME = int(ANCHORED.timestamp())
DAY = 86_400


@dataclass(frozen=True)
class Scene:
    """A certificate file, the chain's answer, the time of judging, and the network trusted."""

    data: bytes
    facts: Facts | Unread
    now: datetime = NOW
    network: Network = NETWORK


@dataclass
class MemoryReader:
    """A reader that answers everything with the same facts, and counts how often it was asked."""

    facts: Facts | Unread
    asked: int = 0

    def read(self, address: Address, key: bytes) -> Facts | Unread:  # noqa: ARG002  # the port's signature
        self.asked += 1
        return self.facts


PERSONNEL = bytes.fromhex("9fe46736679d2d9a65f0992f2272de9f3c7fa6e0")
LEDGER = bytes.fromhex("cf7ed3acca5a467e9e704c703e8d87f634fb0fc9")


def trusted(network: Network = NETWORK) -> TrustedNetwork:
    return TrustedNetwork(
        network, "演示测试链", "demonstration chain", ("http://127.0.0.1:1",), 1, Instant(), PERSONNEL, LEDGER
    )


STANDARD = standards_from_catalogue(CATALOGUE.read_bytes())["X-BIM"]
TRUST = Trust([trusted()], [STANDARD])
CONFIG = VerifierConfig((trusted(),), (STANDARD,))


def reader_of(scene: Scene) -> MemoryReader:
    return MemoryReader(scene.facts)


def valid(**changes: object) -> Scene:
    """A VALID certificate, or what it becomes when the scene's members change."""
    bundle, facts = genuine()
    return replace(Scene(bundle.to_bytes(), facts), **changes)  # type: ignore[arg-type]


def of(own: Certificate, *, signer: SeededSigner | None = None) -> Scene:
    """A certificate anchored alone."""
    bundles, root = bundles_of([own], signer)
    return Scene(bundles[0].to_bytes(), facts_of(root, 1, signer))


def scene_of(reason: Reason | None) -> Scene:
    """Return the scene whose verdict has `reason`; None is VALID."""
    return valid() if reason is None else SCENES[reason]()


def _altered() -> Scene:
    """Another person's name, written into the file after signing."""
    scene = valid()
    return replace(scene, data=scene.data.replace("欧阳娜娜".encode(), "欧阳娜拉".encode()))


def _elsewhere() -> Scene:
    own = certificate()
    return of(replace(own, address=replace(own.address, chain=1)))


def _unread(trouble: Trouble) -> Scene:
    return valid(facts=Unread(trouble, "the simulator says so"))


def _facts(change: Callable[[Facts], Facts]) -> Scene:
    _, facts = genuine()
    return valid(facts=change(facts))


def _issuer_named_otherwise() -> Scene:
    own = certificate()
    return of(replace(own, issuer=replace(own.issuer, name="全国职业技能认证中心")))


def _action(kind: ActionKind, day: date) -> Scene:
    number = (day - date(1970, 1, 1)).days
    action = Action(kind, number, ANCHOR_TIME + DAY, bytes(20), 1)
    return _facts(lambda facts: replace(facts, actions=(action,)))


def _session(**changes: object) -> Scene:
    """What the ledger could only say if it were not the ledger that contracts demand; and holds and voids."""
    return _facts(lambda facts: with_session(facts, **changes))


def _hold(subject: HoldSubject) -> Scene:
    hold = Hold(subject, ANCHOR_TIME - DAY, int(NOW.timestamp()) - DAY, None, 1)
    return _facts(lambda facts: replace(facts, holds=(hold,)))


def _later(now: datetime) -> Scene:
    """The same certificate, judged at another time by a chain that is up to date."""
    _, facts = genuine()
    return valid(facts=replace(facts, block_time=int(now.timestamp()) - 60), now=now)


def _term(term: Term) -> Scene:
    return of(replace(certificate(), term=term))


def _on_the_eve(term: Term) -> Scene:
    """Judged three hours after anchoring, on the day before the first."""
    scene, now = _term(term), datetime(2026, 6, 20, 12, tzinfo=NOW.tzinfo)
    assert isinstance(scene.facts, Facts)
    return replace(scene, facts=replace(scene.facts, block_time=int(now.timestamp()) - 60), now=now)


def _titled_otherwise() -> Scene:
    """A known standard whose certificate says more than it: the issuer's own words."""
    genuine_words = achievement_of(STANDARD, 1)
    scene = of(replace(certificate(), achievement=replace(genuine_words, title_zh="建筑信息模型(BIM) 高级")))
    assert isinstance(scene.facts, Facts)
    terms = replace(_batch_terms(scene.facts), version=STANDARD.version)
    facts = with_session(with_batch(scene.facts, terms=terms), standard=STANDARD.version)
    return replace(scene, facts=facts)


def _moved(seconds: int) -> Scene:
    return _facts(lambda facts: replace(facts, block_time=int(NOW.timestamp()) + seconds))


def _file(data: bytes) -> Scene:
    return valid(data=data)


SCENES: dict[Reason, Callable[[], Scene]] = {
    Reason.MALFORMED: lambda: _file(valid().data.replace(b'"did:web', b' "did:web', 1)),
    Reason.UNKNOWN_VERSION: lambda: _file(valid().data.replace(b"urn:xcert:v0:", b"urn:xcert:v1:")),
    Reason.SIGNATURE_WRONG: _altered,
    Reason.OTHER_NETWORK: _elsewhere,
    Reason.CHAIN_UNREACHABLE: lambda: _unread(Trouble.UNREACHABLE),
    Reason.WRONG_NETWORK: lambda: _unread(Trouble.WRONG_NETWORK),
    Reason.WRONG_CONTRACT: lambda: _unread(Trouble.WRONG_CONTRACT),
    Reason.UNTRUSTED_AUTHORITY: lambda: _facts(lambda facts: replace(facts, root_authority=bytes(20))),
    Reason.HEAD_STALE: lambda: _moved(-2 * DAY),
    Reason.HEAD_AHEAD: lambda: _moved(DAY),
    Reason.HEAD_WENT_BACK: lambda: _unread(Trouble.WENT_BACK),
    Reason.NODES_DISAGREE: lambda: _unread(Trouble.DISAGREE),
    Reason.NOT_ANCHORED: lambda: _facts(lambda facts: replace(facts, batch=None)),
    Reason.ANCHORED_AFTER_CLOSING: lambda: valid(network=replace(NETWORK, closed_at=ANCHOR_TIME - 1)),
    Reason.NOT_IN_BATCH: lambda: _facts(lambda facts: with_batch(facts, root=bytes(32))),
    Reason.KEY_UNKNOWN: lambda: _facts(lambda facts: replace(facts, key=None)),
    Reason.KEY_NOT_POSSESSED: lambda: _facts(lambda facts: replace(facts, key=key_of(SeededSigner(2)))),
    Reason.KEY_NOT_YET_VALID: lambda: _facts(lambda facts: with_key(facts, valid_from=ANCHOR_TIME + DAY)),
    Reason.KEY_RETIRED: lambda: _facts(lambda facts: with_key(facts, retired_at=ANCHOR_TIME - DAY)),
    Reason.KEY_COMPROMISED: lambda: _facts(lambda facts: with_key(facts, compromised_since=ANCHOR_TIME - DAY)),
    Reason.ISSUER_DIFFERS: _issuer_named_otherwise,
    Reason.WRONG_KIND: lambda: _facts(lambda facts: with_batch(facts, kind=Kind.SCORES)),
    Reason.STANDARD_DIFFERS: lambda: _facts(
        lambda facts: with_batch(facts, terms=replace(_batch_terms(facts), version=bytes(32)))
    ),
    Reason.LEVEL_DIFFERS: lambda: _facts(lambda facts: with_batch(facts, level=2)),
    Reason.OFFSET_DIFFERS: lambda: _term(Term(date(2026, 6, 20), None, 0)),
    Reason.TITLE_DIFFERS: _titled_otherwise,
    Reason.DATE_DIFFERS: lambda: _term(Term(date(2026, 6, 1), None, 480)),
    Reason.SESSION_UNKNOWN: lambda: _facts(lambda facts: replace(facts, assessment=None)),
    Reason.SESSION_UNDECIDED: lambda: _session(state=SessionState.NOTICE_CLOSED, decided_at=None),
    Reason.SESSION_DIFFERS: lambda: _session(organisation=99),
    Reason.PROCESS_OUT_OF_ORDER: lambda: _session(roster_locked_at=ANCHOR_TIME - DAY),
    Reason.MORE_THAN_GRANTED: lambda: _session(certificates=91),
    Reason.DEADLINE_NOT_WAIVED: lambda: _session(late=0b00101, waived=0b00001),
    Reason.REVOKED: lambda: _action(ActionKind.REVOKE, date(2026, 6, 25)),
    Reason.CANCELLED: lambda: _action(ActionKind.CANCEL, date(2026, 6, 25)),
    Reason.SUPERSEDED: lambda: _action(ActionKind.SUPERSEDE, date(2026, 6, 25)),
    Reason.SESSION_VOIDED: lambda: _session(state=SessionState.VOIDED),
    Reason.ISSUER_HELD: lambda: _hold(HoldSubject.ORGANISATION),
    Reason.ACCREDITOR_HELD: lambda: _hold(HoldSubject.ACCREDITOR),
    Reason.SESSION_HELD: lambda: _session(held=True),
    Reason.SUSPENDED: lambda: _action(ActionKind.SUSPEND, date(2026, 6, 25)),
    Reason.EXPIRED: lambda: _term(Term(date(2026, 6, 20), date(2026, 6, 30), 480)),
    Reason.WITHDRAWN_TEMPORARILY: lambda: _later(NOW + timedelta(days=5 * 365)),
    Reason.NOT_YET_VALID: lambda: _on_the_eve(Term(date(2026, 6, 21), None, 480)),
    Reason.MAKE_UP_WINDOW: lambda: _later(datetime(2029, 8, 1, 4, tzinfo=NOW.tzinfo)),
    Reason.REASSESSMENT_OPEN: lambda: _later(datetime(2029, 6, 1, 4, tzinfo=NOW.tzinfo)),
}


def _batch_terms(facts: Facts) -> Terms:
    assert facts.batch is not None
    return facts.batch.terms


def hostile(name: str = "<script>alert(1)</script>&\"'{{7*7}}") -> Scene:
    """A genuine certificate whose holder is called like markup."""
    own = certificate()
    document = hash_identity(IdentityType.PASSPORT, b"E1", salt="0" * 32)
    return of(replace(own, holder=Holder(name, document)))


def bundle_of(scene: Scene) -> Bundle:
    return Bundle.parse(scene.data)
