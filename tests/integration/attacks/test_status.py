"""Suspended, cancelled, revoked, superseded: for these certificates only, by whoever may, and never by anybody else."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from certificate.bundle import Bundle
from certificate.facts import ActionKind, Kind
from chain.accounts import KeyAccount
from chain.calls import Call
from chain.certificate_calls import BatchId, Notice
from chain.errors import RevertedError
from tests.integration.attacks.scene import DAY, NOT_IN_BATCH, VALID, Issuer, Plan, Ruling, Scene

SUSPENDED: Ruling = ("GENUINE_NOT_CURRENT", "V11", "suspended")
CANCELLED: Ruling = ("GENUINE_NOT_CURRENT", "V11", "cancelled")
REVOKED: Ruling = ("GENUINE_NOT_CURRENT", "V11", "revoked")
SUPERSEDED: Ruling = ("GENUINE_NOT_CURRENT", "V11", "superseded")
EVIDENCE = hashlib.sha256(b"what the investigation found").digest()
REPLY = hashlib.sha256(b"what the holder answered").digest()


@dataclass
class Case:
    """A batch of three certificates of a new organisation, and what may happen to them."""

    scene: Scene
    issuer: Issuer
    plan: Plan
    bundles: list[Bundle]
    recorded: int = 0

    @property
    def batch(self) -> BatchId:
        return self.plan.batch

    @property
    def today(self) -> int:
        """The local day of the standard, counted from 1970-01-01."""
        return (self.scene.now + self.scene.world.standard.utc_offset_minutes * 60) // DAY

    @property
    def rulings(self) -> list[Ruling]:
        return [self.scene.ruling(bundle) for bundle in self.bundles]

    def status(self, what: ActionKind, *indices: int, day: int | None = None) -> Call:
        chosen = self.today if day is None else day
        return self.scene.calls.record_status(self.batch, what, indices, day=chosen, reason=1, at=self.recorded)

    def record(self, what: ActionKind, *indices: int, by: KeyAccount | None = None, day: int | None = None) -> None:
        self.scene.send(by or self.issuer.administration, self.status(what, *indices, day=day))
        self.recorded += 1

    def notice(self, *indices: int) -> Notice:
        return Notice(self.batch, frozenset(indices), 1, EVIDENCE)

    def give_notice(self, *indices: int, by: KeyAccount | None = None) -> None:
        self.scene.send(by or self.issuer.administration, self.scene.calls.give_notice(self.notice(*indices)))

    def decision(self, notice: Notice, *indices: int) -> Call:
        return self.scene.calls.decide(notice, indices, day=self.today, at=self.recorded, close=True)


@pytest.fixture
def case(shared: Scene) -> Case:
    issuer = shared.rival()
    plan = shared.plan(issuer)
    return Case(shared, issuer, plan, shared.issue(plan))


def test_a_suspension_is_for_those_it_names_and_can_be_lifted(case: Case) -> None:
    case.record(ActionKind.SUSPEND, 1)
    assert case.rulings == [VALID, SUSPENDED, VALID]
    case.record(ActionKind.LIFT, 1)
    assert case.rulings == [VALID, VALID, VALID]


def test_an_unconfirmed_suspension_lapses_after_sixty_days(case: Case) -> None:
    case.record(ActionKind.SUSPEND, 0)
    case.scene.wait(59)
    assert case.rulings == [SUSPENDED, VALID, VALID]
    case.scene.wait(2)
    assert case.rulings == [VALID, VALID, VALID]


def test_a_cancelled_certificate_stays_cancelled(case: Case) -> None:
    case.record(ActionKind.CANCEL, 2)
    assert case.rulings == [VALID, VALID, CANCELLED]
    case.record(ActionKind.LIFT, 2)
    case.scene.wait(100)
    assert case.rulings == [VALID, VALID, CANCELLED]


def test_a_revocation_takes_notice_time_and_a_second_person(case: Case) -> None:
    case.give_notice(0, 2)
    assert case.rulings == [VALID, VALID, VALID]
    case.scene.wait(14)
    case.scene.send(case.scene.world.accreditor, case.decision(case.notice(0, 2), 0))
    assert case.rulings == [REVOKED, VALID, VALID]


def test_a_reply_opens_the_decision_at_once(case: Case) -> None:
    case.give_notice(1)
    notice = case.notice(1)
    case.scene.send(case.issuer.administration, case.scene.calls.record_reply(notice, [1], reply=REPLY))
    case.scene.send(case.scene.world.accreditor, case.decision(notice, 1))
    assert case.rulings == [VALID, REVOKED, VALID]


def test_revoked_outranks_everything_recorded_later(case: Case) -> None:
    case.give_notice(0)
    case.scene.wait(14)
    case.scene.send(case.scene.world.accreditor, case.decision(case.notice(0), 0))
    case.recorded += 1
    case.record(ActionKind.LIFT, 0)
    case.record(ActionKind.CANCEL, 0)
    case.record(ActionKind.SUSPEND, 0)
    assert case.rulings[0] == REVOKED


Attempt = Callable[[Case], tuple[KeyAccount, Call]]


def decided_too_early(case: Case) -> tuple[KeyAccount, Call]:
    case.give_notice(0)
    return case.scene.world.accreditor, case.decision(case.notice(0), 0)


def decided_by_who_gave_notice(case: Case) -> tuple[KeyAccount, Call]:
    case.give_notice(0)
    case.scene.wait(15)
    return case.issuer.administration, case.decision(case.notice(0), 0)


def decided_beyond_the_notice(case: Case) -> tuple[KeyAccount, Call]:
    case.give_notice(0)
    case.scene.wait(15)
    return case.scene.world.accreditor, case.decision(case.notice(0), 1)


def decided_by_a_stranger(case: Case) -> tuple[KeyAccount, Call]:
    case.give_notice(0)
    case.scene.wait(15)
    return case.scene.person(), case.decision(case.notice(0), 0)


def lifted_by_the_suspended(case: Case) -> tuple[KeyAccount, Call]:
    case.record(ActionKind.SUSPEND, 0, by=case.scene.world.accreditor)
    return case.issuer.administration, case.status(ActionKind.LIFT, 0)


REFUSED: dict[str, tuple[Attempt, str]] = {
    "revoked at once": (
        lambda c: (c.issuer.administration, c.status(ActionKind.REVOKE, 0)),
        "CertificateRegistryNeedsDueProcess",
    ),
    "superseded without a correction": (
        lambda c: (c.issuer.administration, c.status(ActionKind.SUPERSEDE, 0)),
        "CertificateRegistryNeedsCorrection",
    ),
    "suspended by a rival": (
        lambda c: (c.scene.honest.administration, c.status(ActionKind.SUSPEND, 0)),
        "CertificateRegistryNotStatusAuthority",
    ),
    "suspended by the anchoring account": (
        lambda c: (c.issuer.anchoring, c.status(ActionKind.SUSPEND, 0)),
        "CertificateRegistryNotStatusAuthority",
    ),
    "cancelled by a stranger": (
        lambda c: (c.scene.person(), c.status(ActionKind.CANCEL, 0)),
        "CertificateRegistryNotStatusAuthority",
    ),
    "suspended in the past": (
        lambda c: (c.issuer.administration, c.status(ActionKind.SUSPEND, 0, day=c.today - 30)),
        "CertificateRegistryDayNotToday",
    ),
    "suspended in the future": (
        lambda c: (c.issuer.administration, c.status(ActionKind.SUSPEND, 0, day=c.today + 30)),
        "CertificateRegistryDayNotToday",
    ),
    "cancelled in the past": (
        lambda c: (c.issuer.administration, c.status(ActionKind.CANCEL, 0, day=c.today - 30)),
        "CertificateRegistryDayInPast",
    ),
    "beyond the batch": (
        lambda c: (c.issuer.administration, c.status(ActionKind.CANCEL, 3)),
        "CertificateRegistryBeyondBatch",
    ),
    "noticed by a stranger": (
        lambda c: (c.scene.person(), c.scene.calls.give_notice(c.notice(0))),
        "CertificateRegistryNotStatusAuthority",
    ),
    "decided without notice": (
        lambda c: (c.scene.world.accreditor, c.decision(c.notice(0), 0)),
        "CertificateRegistryUnknownCase",
    ),
    "decided too early": (decided_too_early, "CertificateRegistryReplyWindowOpen"),
    "decided by who gave notice": (decided_by_who_gave_notice, "CertificateRegistrySamePerson"),
    "decided beyond the notice": (decided_beyond_the_notice, "CertificateRegistryOutsideNotice"),
    "decided by a stranger": (decided_by_a_stranger, "CertificateRegistryNotStatusAuthority"),
    "lifted against the regulator": (lifted_by_the_suspended, "CertificateRegistrySuspendedByHigher"),
}


@pytest.mark.parametrize(("attempt", "name"), REFUSED.values(), ids=REFUSED)
def test_a_status_nobody_may_give_is_refused_and_changes_nothing(case: Case, attempt: Attempt, name: str) -> None:
    account, call = attempt(case)
    before = case.rulings
    with pytest.raises(RevertedError) as refused:
        case.scene.send(account, call)
    assert refused.value.name == name
    assert case.rulings == before


def corrected(case: Case, *indices: int) -> list[Bundle]:
    """Anchor new certificates in the place of `indices`, as the contract demands: the same number of leaves."""
    plan = replace(case.plan, submission=1, size=len(indices), kind=Kind.CORRECTION)
    bundles, root = case.scene.sign(plan)
    call = case.scene.calls.anchor_correction(case.batch, indices, submission=1, root=root, reason=1, at=case.recorded)
    case.scene.send(case.issuer.anchoring, call)
    case.recorded += 1
    return bundles


def test_a_correction_is_valid_and_what_it_replaces_is_superseded(case: Case) -> None:
    new = corrected(case, 1)
    assert case.rulings == [VALID, SUPERSEDED, VALID]
    assert case.scene.ruling(new[0]) == VALID


def test_a_superseded_certificate_does_not_borrow_the_corrections_anchor(case: Case) -> None:
    old, new = case.bundles[1], corrected(case, 1)[0]
    assert case.scene.ruling(replace(old, anchor_proof=new.anchor_proof)) == NOT_IN_BATCH
    assert case.scene.ruling(replace(new, anchor_proof=old.anchor_proof)) == NOT_IN_BATCH


@pytest.mark.parametrize("what", [ActionKind.SUSPEND, ActionKind.CANCEL])
def test_what_is_not_current_is_not_corrected(case: Case, what: ActionKind) -> None:
    """One certificate must not become several, and no correction washes a suspension off."""
    case.record(what, 1)
    with pytest.raises(RevertedError) as refused:
        corrected(case, 1)
    assert refused.value.name == "CertificateRegistryNotCurrent"


def test_a_certificate_is_corrected_once(case: Case) -> None:
    corrected(case, 1)
    plan = replace(case.plan, submission=2, size=1, kind=Kind.CORRECTION)
    call = case.scene.calls.anchor_correction(
        case.batch, [1], submission=2, root=case.scene.sign(plan)[1], reason=1, at=case.recorded
    )
    with pytest.raises(RevertedError) as refused:
        case.scene.send(case.issuer.anchoring, call)
    assert refused.value.name == "CertificateRegistryNotCurrent"


def test_scores_do_not_become_a_certificate_by_correction(case: Case) -> None:
    plan = replace(case.scene.plan(case.issuer), kind=Kind.SCORES)
    case.scene.issue(plan)
    call = case.scene.calls.anchor_correction(plan.batch, [0], submission=1, root=b"\x01" * 32, reason=1, at=0)
    with pytest.raises(RevertedError) as refused:
        case.scene.send(case.issuer.anchoring, call)
    assert refused.value.name == "CertificateRegistryNotCorrectable"
