"""Status actions: who records what for which day, append-only, and nobody lifts what a higher authority suspended."""

import pytest

from tests.contracts.deployment import (
    ACCREDITOR,
    ACCREDITOR_ID,
    ADMIN,
    ADMINISTRATION,
    ANCHOR,
    CANCEL,
    DAY,
    DID,
    LIFT,
    ORGANISATION,
    PROFILE,
    REVOKE,
    RIVAL,
    ROOT,
    SECOND_ADMIN,
    SESSION,
    START,
    STRANGER,
    SUPERSEDE,
    SUSPEND,
    YEAR,
    World,
    select,
    select_range,
)
from tests.contracts.refusal import refuses

BATCH = (ORGANISATION, SESSION, 0)
ONE = select(5)
SCATTERED = select(0, 255, 256, 511, 700, 1_023)


@pytest.mark.parametrize("what", [SUSPEND, CANCEL, LIFT])
@pytest.mark.parametrize(("sender", "capacity"), [(ADMIN, 1), (SECOND_ADMIN, 1), (ACCREDITOR, 2), (ROOT, 3)])
def test_those_with_a_say_record_at_once(world: World, what: int, sender: bytes, capacity: int) -> None:
    world.anchor()
    [(name, event)] = world.record(what, SCATTERED, 0, reason=201, sender=sender).events
    assert name == "StatusRecorded"
    assert (event.number, event.actionNo, event.what, event.which) == (0, 0, what, tuple(SCATTERED))
    action, which = vars(world.certificates.call("actionAt", BATCH, 0)).values()
    assert vars(action) == {
        "what": what,
        "effectiveDay": START // DAY,
        "recordedAt": START,
        "by": "0x" + sender.hex(),
        "reason": 201,
        "capacity": capacity,
    }
    assert which == tuple(SCATTERED)


@pytest.mark.parametrize("sender", [ANCHOR, STRANGER])
def test_others_record_nothing(world: World, sender: bytes) -> None:
    world.anchor()
    with refuses("CertificateRegistryNotStatusAuthority", caller="0x" + sender.hex()):
        world.record(SUSPEND, ONE, 0, sender=sender)


def test_a_rival_records_nothing(world: World) -> None:
    world.anchor()
    world.accredit("accreditOrganisation", ACCREDITOR_ID, PROFILE, DID, START, START + YEAR, 0, RIVAL)
    with refuses("CertificateRegistryNotStatusAuthority", organisation=ORGANISATION):
        world.record(CANCEL, ONE, 0, sender=RIVAL)


def test_a_suspended_accreditor_records_nothing(world: World) -> None:
    world.anchor()
    world.accredit("setAccreditorStanding", ACCREDITOR_ID, 2, 1)
    with refuses("CertificateRegistryNotStatusAuthority"):
        world.record(SUSPEND, ONE, 0, sender=ACCREDITOR)


def test_status_goes_on_after_the_accreditation_ended(world: World) -> None:
    world.anchor()
    world.accredit("setOrganisationStanding", ORGANISATION, 3, 1)
    world.record(SUSPEND, ONE, 0)
    world.accredit("setAccount", ORGANISATION, ADMIN, 0)
    with refuses("CertificateRegistryNotStatusAuthority"):
        world.record(CANCEL, ONE, 1)


@pytest.mark.parametrize("sender", [ADMIN, ACCREDITOR, ROOT])
def test_nobody_revokes_without_due_process(world: World, sender: bytes) -> None:
    world.anchor()
    with refuses("CertificateRegistryNeedsDueProcess"):
        world.record(REVOKE, ONE, 0, sender=sender)


@pytest.mark.parametrize("sender", [ADMIN, ACCREDITOR, ROOT])
def test_nobody_supersedes_without_a_correction(world: World, sender: bytes) -> None:
    world.anchor()
    with refuses("CertificateRegistryNeedsCorrection"):
        world.record(SUPERSEDE, ONE, 0, sender=sender)


@pytest.mark.parametrize("what", [0, 6, 7, 8, 255])
def test_other_actions_do_not_exist(world: World, what: int) -> None:
    world.anchor()
    with refuses("CertificateRegistryUnknownAction", what=what):
        world.record(what, ONE, 0)


@pytest.mark.parametrize("what", [SUSPEND, LIFT])
@pytest.mark.parametrize("offset", [-9_999, -2, 2, 9_999])
def test_a_suspension_begins_and_ends_today(world: World, what: int, offset: int) -> None:
    world.anchor()
    with refuses("CertificateRegistryDayNotToday", effectiveDay=world.today + offset):
        world.record(what, ONE, 0, day=world.today + offset)


@pytest.mark.parametrize("what", [SUSPEND, LIFT, CANCEL])
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_today_is_today_on_both_sides_of_the_date_line(world: World, what: int, offset: int) -> None:
    world.anchor()
    world.record(what, ONE, 0, day=world.today + offset)


def test_a_cancellation_is_not_backdated(world: World) -> None:
    world.anchor()
    for day in (0, world.today - 2):
        with refuses("CertificateRegistryDayInPast", effectiveDay=day):
            world.record(CANCEL, ONE, 0, day=day)


@pytest.mark.parametrize("ahead", [3_661, 2**24 - 1 - START // DAY])
def test_a_cancellation_does_not_lie_beyond_all_planning(world: World, ahead: int) -> None:
    """A day no calendar has would make readers fail, and so hide whatever is recorded later."""
    world.anchor()
    with refuses("CertificateRegistryDayInFuture", effectiveDay=world.today + ahead):
        world.record(CANCEL, ONE, 0, day=world.today + ahead)


@pytest.mark.parametrize("ahead", [30, 3_660])
def test_a_cancellation_may_lie_ahead(world: World, ahead: int) -> None:
    world.anchor()
    world.record(CANCEL, ONE, 0, day=world.today + ahead)
    assert world.inspect(0, 5).actions[0].effectiveDay == world.today + ahead


@pytest.mark.parametrize("size", [1, 5, 256, 1_023])
def test_leaves_beyond_the_batch_have_no_status(world: World, size: int) -> None:
    world.anchor(last_size=size)
    world.record(SUSPEND, select_range(0, size - 1), 0)
    for beyond in (size, 1_023):
        with refuses("CertificateRegistryBeyondBatch", index=beyond, size=size):
            world.record(SUSPEND, select(0, beyond), 1)


def test_something_must_be_selected(world: World) -> None:
    world.anchor()
    with refuses("CertificateRegistryNothingSelected"):
        world.record(SUSPEND, select(), 0)


@pytest.mark.parametrize("number", [1, 63, 64, 640])
def test_a_batch_that_was_not_anchored_has_no_status(world: World, number: int) -> None:
    world.anchor()
    with refuses("CertificateRegistryUnknownBatch", number=number):
        world.record(SUSPEND, ONE, 0, number=number)


@pytest.mark.parametrize("action_no", [0, 2, 3, 2**32 - 1])
def test_an_action_is_only_appended(world: World, action_no: int) -> None:
    """Two writers who read the same history cannot both be right about the next number."""
    world.anchor()
    world.record(SUSPEND, ONE, 0)
    with refuses("CertificateRegistryWrongActionNumber", actionNo=action_no):
        world.record(CANCEL, ONE, action_no)
    world.record(CANCEL, ONE, 1)
    assert world.certificates.call("actionCount", BATCH) == 2


def test_a_first_action_has_number_0(world: World) -> None:
    world.anchor()
    with refuses("CertificateRegistryWrongActionNumber", actionNo=1):
        world.record(CANCEL, ONE, 1)


@pytest.mark.parametrize(
    "which",
    [
        select(0),
        select(1_023),
        select(255, 256),
        select_range(0, 1_023),
        select_range(1, 1_022),
        select_range(256, 511),
        select_range(200, 800),
        select(0, 1_023),
        select(*range(0, 1_024, 2)),
        SCATTERED,
    ],
)
def test_every_selection_is_kept_as_it_was_given(world: World, which: list[int]) -> None:
    world.anchor()
    world.record(SUSPEND, which, 0)
    assert vars(world.certificates.call("actionAt", BATCH, 0))["which"] == tuple(which)
    for index in (0, 1, 199, 200, 255, 256, 511, 512, 700, 1_022, 1_023):
        selected = which[index // 256] >> (index % 256) & 1
        assert len(world.inspect(0, index).actions) == selected


def test_an_action_that_is_not_there_reads_as_zeros(world: World) -> None:
    world.anchor()
    action, which = vars(world.certificates.call("actionAt", BATCH, 0)).values()
    assert (action.what, action.recordedAt, which) == (0, 0, (0, 0, 0, 0))


def test_histories_of_batches_are_apart(world: World) -> None:
    world.anchor(roots=2)
    world.record(SUSPEND, ONE, 0, number=1)
    assert world.inspect(0, 5).actions == []
    assert len(world.inspect(1, 5).actions) == 1


@pytest.mark.parametrize(
    ("suspended_by", "lifted_by"),
    [(ACCREDITOR, ADMIN), (ROOT, ADMIN), (ROOT, ACCREDITOR)],
)
def test_nobody_lifts_what_a_higher_authority_suspended(world: World, suspended_by: bytes, lifted_by: bytes) -> None:
    world.anchor()
    world.record(SUSPEND, select(3, 5), 0, sender=suspended_by)
    world.record(SUSPEND, ONE, 1, sender=lifted_by)
    with refuses("CertificateRegistrySuspendedByHigher", index=5):
        world.record(LIFT, ONE, 2, sender=lifted_by)
    with refuses("CertificateRegistrySuspendedByHigher", index=3):
        world.record(LIFT, select_range(0, 9), 2, sender=lifted_by)
    world.record(LIFT, select(4, 6), 2, sender=lifted_by)


@pytest.mark.parametrize(
    ("suspended_by", "lifted_by"),
    [(ADMIN, SECOND_ADMIN), (ADMIN, ACCREDITOR), (ACCREDITOR, ROOT), (ROOT, ROOT), (ACCREDITOR, ACCREDITOR)],
)
def test_those_at_least_as_high_lift(world: World, suspended_by: bytes, lifted_by: bytes) -> None:
    world.anchor()
    world.record(SUSPEND, ONE, 0, sender=suspended_by)
    world.record(LIFT, ONE, 1, sender=lifted_by)


def test_a_regulator_made_administrator_by_the_organisation_still_suspends_as_regulator(world: World) -> None:
    world.anchor()
    world.accredit("setAccount", ORGANISATION, ACCREDITOR, ADMINISTRATION, sender=ADMIN)
    world.record(SUSPEND, ONE, 0, sender=ACCREDITOR)
    with refuses("CertificateRegistrySuspendedByHigher"):
        world.record(LIFT, ONE, 1)


def test_after_the_regulator_lifted_the_organisation_may_lift_its_own(world: World) -> None:
    world.anchor()
    world.record(SUSPEND, ONE, 0, sender=ROOT)
    world.record(LIFT, ONE, 1, sender=ROOT)
    world.record(SUSPEND, ONE, 2)
    world.record(LIFT, ONE, 3)


def test_a_regulators_suspension_that_lapsed_stands_in_nobodys_way(world: World) -> None:
    world.anchor()
    world.record(SUSPEND, ONE, 0, sender=ROOT)
    world.pass_time(60 * DAY - 1)
    with refuses("CertificateRegistrySuspendedByHigher"):
        world.record(LIFT, ONE, 1)
    world.pass_time(1)
    world.record(LIFT, ONE, 1)


def test_what_is_refused_leaves_no_trace(world: World) -> None:
    """A refused lifting leaves no trace, although it is appended before it is refused."""
    world.anchor()
    world.record(SUSPEND, ONE, 0, sender=ROOT)
    with refuses("CertificateRegistrySuspendedByHigher"):
        world.record(LIFT, ONE, 1)
    assert world.certificates.call("actionCount", BATCH) == 1
