"""Persons, sites, terms and acts about sessions: what is recorded is there, its record is kept, the rest is refused."""

import json
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assessment.codes import Role, State
from assessment.commitment import PERSON_CODE, SITE_CODE, Binding
from assessment.parameters import Parameters
from assessment.records import PersonRecord, PlanDecision, Reason, RoomRecord, SiteRecord
from authority import (
    Appointment,
    Office,
    Oversight,
    Register,
    Scene,
    add_site,
    end_person,
    fresh_salt,
    open_register,
    publish_terms,
    register_person,
    replace_account,
    report_compromised,
    set_person,
    set_site,
    set_site_standing,
    set_terms,
)
from authority.errors import RegisterError, RequestError, SessionError
from chain.accounts import KeyAccount
from chain.embedded import EmbeddedChain
from chain.errors import RevertedError
from chain.registry_values import Standing
from chain.session_message import session_id
from tests.world import ACCREDITOR, YEARS, World, build_world

GENESIS = 1_780_000_000
EXAMINER = Appointment({Role.EXAMINER}, 0, 2**40 - 1)


@dataclass(frozen=True)
class Desk:
    world: World
    office: Office
    register: Register
    path: Path

    @property
    def root(self) -> Office:
        return self.world.office(self.world.root)

    def person(self, *, organisation: int = 1, account: bytes | None = None) -> int:
        chosen = account or KeyAccount.create().address
        return register_person(self.office, self.register, ACCREDITOR, chosen, EXAMINER, record(organisation))

    def site(self) -> int:
        return add_site(self.office, self.register, ACCREDITOR, SITE, {"X-BIM": 0b11}, start=0, end=2**40 - 1)

    def planned(self) -> bytes:
        """A session whose plan waits for the regulator."""
        nonce = self.path.read_bytes()[-32:].rjust(32, b"\0")
        session = session_id(1, nonce)
        hand = self.world.sessions.stagehand(1)
        rehearsal = self.world.sessions.rehearsal(self.world.standard.version, 1, 10)
        hand.relay.send(hand.plan(rehearsal, session, nonce))
        return session

    @property
    def oversight(self) -> Oversight:
        return Oversight(self.office, self.register)


def record(organisation: int = 1) -> PersonRecord:
    return PersonRecord("a training centre", organisation, (), (), (), salt=fresh_salt())


SITE = SiteRecord("a hall", 0, 31_000_000, 121_000_000, (RoomRecord(1, 30, ("W",)),), salt="ab" * 16)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    world = build_world(EmbeddedChain(GENESIS))
    path = tmp_path / "register.jsonl"
    place = Scene(world.deployment.chain, world.deployment.ledger)
    return Desk(world, world.office(world.accreditor), Register(path, place), path)


def test_a_registered_person_is_there_and_its_record_opens_the_commitment(desk: Desk) -> None:
    number = desk.person()
    person = desk.office.staff.person(number)
    assert person is not None
    assert (person.employer, person.roles, person.accreditor) == (1, 1 << Role.EXAMINER.value, ACCREDITOR)
    commitment = desk.office.staff.person_commitment(number)
    kept = desk.register.record(commitment)
    assert isinstance(kept, PersonRecord)
    binding = Binding(desk.world.deployment.chain, desk.world.deployment.ledger, bytes(32))
    assert binding.commitment(PERSON_CODE, [kept]) == commitment


def test_a_person_is_replaced_ended_and_set_anew(desk: Desk) -> None:
    number, fresh = desk.person(), KeyAccount.create().address
    replace_account(desk.office, number, fresh)
    assert desk.office.staff.account_of(number) == fresh
    end_person(desk.office, number)
    person = desk.office.staff.person(number)
    assert person is not None
    assert person.end <= desk.office.now()
    set_person(desk.office, desk.register, number, replace(EXAMINER, roles={Role.SUPERVISOR}), record(0))
    again = desk.office.staff.person(number)
    assert again is not None
    assert (again.employer, again.roles) == (0, 1 << Role.SUPERVISOR.value)


def test_a_compromise_is_dated_now_or_earlier(desk: Desk) -> None:
    account = KeyAccount.create().address
    desk.person(account=account)
    moment = report_compromised(desk.office, account)
    assert report_compromised(desk.office, account, since=moment - 100) == moment - 100
    person = desk.office.staff.person_at(account)
    assert person is not None
    assert person.compromised_since == moment - 100


def test_a_site_has_the_rooms_of_its_record(desk: Desk) -> None:
    number = desk.site()
    found = desk.office.staff.site(number)
    assert found is not None
    binding = Binding(desk.world.deployment.chain, desk.world.deployment.ledger, bytes(32))
    assert found.commitment == binding.commitment(SITE_CODE, [SITE])
    assert desk.office.staff.seats(number, 1) == 30
    larger = replace(SITE, rooms=(RoomRecord(1, 40, ("W",)), RoomRecord(2, 10, ("P",))))
    set_site(desk.office, desk.register, number, larger, start=0, end=YEARS * 200)
    assert [desk.office.staff.seats(number, room) for room in (1, 2, 3)] == [40, 10, 0]
    set_site_standing(desk.office, number, Standing.SUSPENDED, reason=2)
    suspended = desk.office.staff.site(number)
    assert suspended is not None
    assert suspended.standing is Standing.SUSPENDED


def test_terms_are_published_and_set(desk: Desk) -> None:
    parameters = Parameters(notice_days=7)
    number = publish_terms(desk.root, desk.register, parameters)
    published = desk.office.sessions.terms(number)
    assert published is not None
    assert (published.terms.notice_days, published.document) == (7, parameters.hash)
    set_terms(desk.root, number, standard=desk.world.standard.version)
    assert (desk.office.sessions.terms_for(1), desk.office.sessions.terms_for(2)) == (number, 1)


Refused = Callable[[Desk], object]
REFUSED: dict[str, tuple[Refused, str]] = {
    "an account for the second time": (
        lambda desk: [desk.person(account=b"\x07" * 20), desk.person(account=b"\x07" * 20)],
        "an account is never used twice",
    ),
    "a person of somebody else's organisation": (lambda desk: desk.person(organisation=99), "registers its own only"),
    "a person by somebody who may not": (
        lambda desk: replace(desk, office=desk.world.office(desk.world.administration)).person(),
        "neither the active accreditor",
    ),
    "a site by somebody who may not": (
        lambda desk: replace(desk, office=desk.world.office(desk.world.administration)).site(),
        "neither the active accreditor",
    ),
    "a compromise in the future": (
        lambda desk: [desk.person(account=b"\x07" * 20), report_compromised(desk.office, b"\x07" * 20, since=2**39)],
        "only moves earlier",
    ),
    "a compromise of nobody": (lambda desk: report_compromised(desk.office, b"\x07" * 20), "is nobody's"),
    "terms by an accreditor": (
        lambda desk: publish_terms(desk.office, desk.register, Parameters()),
        "is not the root authority",
    ),
    "terms that do not exist": (lambda desk: set_terms(desk.root, 9), "no terms with number 9"),
    "a standing that does not follow": (
        lambda desk: set_site_standing(desk.office, desk.site(), Standing.ACTIVE, reason=1),
        "does not fit the present standing",
    ),
}


@pytest.mark.parametrize(("act", "says"), REFUSED.values(), ids=REFUSED)
def test_what_the_contracts_refuse_leaves_nothing_in_the_register(desk: Desk, act: Refused, says: str) -> None:
    desk.site() if "standing" in says else None
    with pytest.raises(RevertedError, match=says):
        act(desk)
    assert desk.path.read_bytes().count(b"record") <= 2


MISTAKEN: dict[str, tuple[Refused, str]] = {
    "a person without a role": (
        lambda desk: register_person(
            desk.office, desk.register, 1, bytes(20), replace(EXAMINER, roles=set()), record()
        ),
        "one or more of the roles",
    ),
    "a registered candidate": (
        lambda desk: register_person(
            desk.office, desk.register, 1, bytes(20), replace(EXAMINER, roles={Role.CANDIDATE}), record()
        ),
        "one or more of the roles",
    ),
    "the end of nobody": (lambda desk: end_person(desk.office, 9), "no person 9"),
    "terms of an unknown standard": (lambda desk: set_terms(desk.root, 1, standard=bytes(32)), "publish it first"),
}


@pytest.mark.parametrize(("act", "says"), MISTAKEN.values(), ids=MISTAKEN)
def test_mistakes_are_named_before_anything_is_sent(desk: Desk, act: Refused, says: str) -> None:
    with pytest.raises(RequestError, match=says):
        act(desk)


def test_a_plan_is_rejected_and_another_approved(desk: Desk) -> None:
    session = desk.planned()
    act = desk.oversight.reject(session, "the site has no second door")
    assert desk.oversight.facts(session).state is State.REJECTED
    assert act.record == PlanDecision(False, "the site has no second door", salt=act.record.salt)
    file = json.loads(act.to_file(desk.office))
    assert (file["format"], file["code"], file["records"][0]["type"]) == ("xcert/session-event/v0", 3, "plan-decision")
    other = desk.planned()
    desk.oversight.approve(other, "complete")
    assert desk.oversight.facts(other).state is State.APPROVED


def test_a_session_is_held_released_ordered_open_and_voided(desk: Desk) -> None:
    session, oversight = desk.world.decide(), desk.oversight
    act = oversight.hold(session, 3, "a complaint")
    assert oversight.facts(session).held
    assert isinstance(act.record, Reason)
    assert desk.register.record(act.signed.message.commitment) == act.record
    oversight.order_evidence(session, 1, "all of it")
    oversight.release(session, 3, "heard")
    assert not oversight.facts(session).held
    oversight.void(session, 3, "it was so")
    assert oversight.facts(session).state is State.VOIDED


UNFIT: dict[str, tuple[Callable[[Desk], object], type[Exception], str]] = {
    "an unknown session": (lambda desk: desk.oversight.hold(bytes(32), 1, "x"), SessionError, "no plan of a session"),
    "a code out of range": (
        lambda desk: desk.oversight.hold(desk.world.decide(), 256, "x"),
        SessionError,
        "code from 1 to 255",
    ),
    "lateness that was none": (
        lambda desk: desk.oversight.waive(desk.world.decide(), 8, "x"),
        SessionError,
        "nothing was late under R8",
    ),
    "a rule without a deadline": (
        lambda desk: desk.oversight.waive(desk.world.decide(), 9, "x"),
        SessionError,
        "name one of R8, R19, R20, R25, R26",
    ),
    "a release of what is not held": (
        lambda desk: desk.oversight.release(desk.world.decide(), 1, "x"),
        RevertedError,
        "is not held",
    ),
    "a hold by an organisation": (
        lambda desk: Oversight(desk.world.office(desk.world.administration), desk.register).hold(
            desk.world.decide(), 1, "x"
        ),
        RevertedError,
        "is nobody's",
    ),
    "a void by an organisation": (
        lambda desk: Oversight(desk.world.office(desk.world.administration), desk.register).void(
            desk.world.decide(), 1, "x"
        ),
        RevertedError,
        "neither the accreditor of this organisation nor the root",
    ),
}


@pytest.mark.parametrize(("act", "error", "says"), UNFIT.values(), ids=UNFIT)
def test_unfit_acts_about_sessions_are_refused(
    desk: Desk, act: Callable[[Desk], object], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        act(desk)


def test_the_register_is_opened_as_evidence(desk: Desk) -> None:
    desk.person()
    desk.site()
    publish_terms(desk.root, desk.register, Parameters())
    opening = open_register(desk.office, desk.register, [desk.world.standard])
    header, *lines = (json.loads(line) for line in opening.data.splitlines())
    assert (header["format"], header["session"], header["lines"]) == ("xcert/evidence/v0", "0x" + "00" * 32, 4)
    assert [next(iter(line.keys() - {"record", "document"})) for line in lines] == [
        "person",
        "site",
        "parameters",
        "standard",
    ]
    assert opening.missing == ("parameters 1",)  # the world's own, published without this register


def test_a_register_is_private_survives_a_cut_and_is_for_one_ledger(desk: Desk) -> None:
    number = desk.person()
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    with desk.path.open("ab") as file:
        file.write(b'{"commitment":"cut o')
    again = Register(desk.path, desk.register.scene)
    assert again.record(desk.office.staff.person_commitment(number)) is not None
    assert replace(desk, register=again).person() == number + 1
    assert len(Register(desk.path, desk.register.scene)._records) == 2


@pytest.mark.parametrize("broken", [b"", b"[]\n", b'{"format":"other"}\n', b"\xff\n"])
def test_what_is_no_register_is_refused(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "register.jsonl"
    path.touch(mode=0o600)
    path.write_bytes(broken)
    with pytest.raises(RegisterError):
        Register(path, Scene(1, bytes(20)))


def test_a_register_that_others_can_read_is_refused(desk: Desk) -> None:
    desk.path.chmod(0o644)
    with pytest.raises(RegisterError, match="open to others"):
        Register(desk.path, desk.register.scene)
