"""AccreditationRegistry against its model: any order of anybody's operations, refused for the same reasons."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.contracts.accreditation_model import AccreditationModel, Reasons
from tests.contracts.contract import RefusedError
from tests.contracts.deployment import (
    ADMINISTRATION,
    ANCHORING,
    DAY,
    DID,
    FAMILY,
    POSSESSION,
    PROFILE,
    ROOT,
    START,
    VERSION,
    YEAR,
    account,
    deploy,
)

PREFIX = "AccreditationRegistry"
PEOPLE = [ROOT, *(account(name) for name in ("regulator", "rival", "admin", "admin 2", "anchor", "anyone"))]
REGULATOR, ADMIN, ANCHOR = PEOPLE[1], PEOPLE[3], PEOPLE[5]
FAMILIES = [FAMILY, b"X-WEB".ljust(32, b"\0")]
VERSIONS = [VERSION, bytes.fromhex("52" * 32), bytes.fromhex("53" * 32)]
KEYS = [bytes.fromhex("4b" * 32), bytes.fromhex("4c" * 32)]
LONG = (START - YEAR, START + 4 * YEAR)

people = st.sampled_from(PEOPLE)
# Those who have a say come up most often; otherwise most of a run would be the same refusal.
senders = st.one_of(st.sampled_from([ROOT, REGULATOR, ADMIN]), people)
numbers = st.sampled_from([1, 1, 1, 2, 3])
families = st.sampled_from([FAMILY, *FAMILIES])
versions = st.sampled_from([VERSION, *VERSIONS])
keys = st.sampled_from([KEYS[0], *KEYS])
levels = st.sampled_from([0, 0b1, 0b11, 0b111, 0b1000])
standings = st.sampled_from([1, 2, 1, 2, 3])
subjects = st.sampled_from([1, 2])
offsets = st.sampled_from([0, -400 * DAY, -30 * DAY, -1, 1, 30 * DAY, 400 * DAY])
dates = st.one_of(st.just(LONG), st.tuples(offsets, offsets).map(lambda pair: (START + pair[0], START + pair[1])))

BASE = deploy()
SNAPSHOT = BASE.machine.snapshot


class AccreditationMachine(RuleBasedStateMachine):
    """Does everything twice: on the chain and in the model."""

    def __init__(self) -> None:
        super().__init__()
        BASE.machine.restore(SNAPSHOT)
        self.model = AccreditationModel(ROOT, now=START)

    def both(self, sender: bytes, function: str, args: tuple[object, ...], reasons: Reasons) -> None:
        """Send, and compare: done if the model did it, else refused for one of its reasons."""
        try:
            BASE.accredit(function, *args, sender=sender)
            refused = ""
        except RefusedError as error:
            refused = error.name.removeprefix(PREFIX)
        assert refused in (reasons or {""}), f"{function}{args}: {refused or 'done'}, but the model says {reasons}"

    @initialize()
    def furnish(self) -> None:
        """Begin with one chain of accreditation that works, so that most runs get beyond the first refusals."""
        self.add_accreditor(ROOT, REGULATOR, LONG)
        self.set_accreditor_scope(ROOT, 1, FAMILY, 0b111)
        self.publish(REGULATOR, FAMILY, VERSION, 0b111, 0)
        self.accredit(REGULATOR, 1, LONG, 0, ADMIN)
        self.set_scope(REGULATOR, 1, FAMILY, 0b11, LONG)
        self.set_account(ADMIN, 1, ANCHOR, ANCHORING)
        self.register_key(ADMIN, 1, KEYS[0], 0)

    @rule(seconds=st.one_of(st.integers(0, 3 * DAY), st.sampled_from([59 * DAY, 60 * DAY, 366 * DAY])))
    def wait(self, seconds: int) -> None:
        BASE.pass_time(seconds)
        self.model.now = BASE.time

    @rule(sender=senders, proposed=people)
    def propose_root(self, sender: bytes, proposed: bytes) -> None:
        self.both(sender, "proposeRootAuthority", (proposed,), self.model.propose_root(sender, proposed))

    @rule(sender=people)
    def accept_root(self, sender: bytes) -> None:
        self.both(sender, "acceptRootAuthority", (), self.model.accept_root(sender))

    @rule(sender=senders, who=people, dates=dates)
    def add_accreditor(self, sender: bytes, who: bytes, dates: tuple[int, int]) -> None:
        self.both(sender, "addAccreditor", (who, *dates), self.model.add_accreditor(sender, who, dates))

    @rule(sender=senders, number=numbers, who=people)
    def replace_account(self, sender: bytes, number: int, who: bytes) -> None:
        reasons = self.model.replace_account(sender, number, who)
        self.both(sender, "replaceAccreditorAccount", (number, who), reasons)

    @rule(sender=senders, number=numbers, dates=dates)
    def set_accreditor_dates(self, sender: bytes, number: int, dates: tuple[int, int]) -> None:
        reasons = self.model.set_accreditor_dates(sender, number, dates)
        self.both(sender, "setAccreditorDates", (number, *dates), reasons)

    @rule(sender=senders, number=numbers, family=families, levels=levels)
    def set_accreditor_scope(self, sender: bytes, number: int, family: bytes, levels: int) -> None:
        reasons = self.model.set_accreditor_scope(sender, number, family, levels)
        self.both(sender, "setAccreditorScope", (number, family, levels), reasons)

    @rule(sender=senders, number=numbers, standing=standings)
    def set_accreditor_standing(self, sender: bytes, number: int, standing: int) -> None:
        reasons = self.model.set_accreditor_standing(sender, number, standing)
        self.both(sender, "setAccreditorStanding", (number, standing, 1), reasons)

    @rule(sender=senders, number=numbers, dates=dates, cap=st.sampled_from([0, 100]), admin=people)
    def accredit(self, sender: bytes, number: int, dates: tuple[int, int], cap: int, admin: bytes) -> None:
        reasons = self.model.accredit(sender, number, dates, cap, admin)
        self.both(sender, "accreditOrganisation", (number, PROFILE, DID, *dates, cap, admin), reasons)

    @rule(sender=senders, number=numbers, dates=dates)
    def set_dates(self, sender: bytes, number: int, dates: tuple[int, int]) -> None:
        reasons = self.model.set_dates(sender, number, dates)
        self.both(sender, "setOrganisationDates", (number, *dates), reasons)

    @rule(sender=senders, number=numbers, family=families, levels=levels, dates=dates)
    def set_scope(self, sender: bytes, number: int, family: bytes, levels: int, dates: tuple[int, int]) -> None:
        reasons = self.model.set_scope(sender, number, family, levels, dates)
        self.both(sender, "setScope", (number, family, levels, *dates), reasons)

    @rule(sender=senders, number=numbers, cap=st.sampled_from([0, 50, 500]))
    def set_cap(self, sender: bytes, number: int, cap: int) -> None:
        self.both(sender, "setCap", (number, cap), self.model.set_cap(sender, number, cap))

    @rule(sender=senders, number=numbers, standing=standings)
    def set_standing(self, sender: bytes, number: int, standing: int) -> None:
        reasons = self.model.set_standing(sender, number, standing)
        self.both(sender, "setOrganisationStanding", (number, standing, 1), reasons)

    @rule(sender=senders, number=numbers, who=people, roles=st.sampled_from([0, ADMINISTRATION, ANCHORING, 3]))
    def set_account(self, sender: bytes, number: int, who: bytes, roles: int) -> None:
        reasons = self.model.set_account(sender, number, who, roles)
        self.both(sender, "setAccount", (number, who, roles), reasons)

    @rule(sender=senders, number=numbers, key=keys, start=offsets)
    def register_key(self, sender: bytes, number: int, key: bytes, start: int) -> None:
        at = self.time_at(start)
        reasons = self.model.register_key(sender, number, key, at)
        self.both(sender, "registerKey", (number, key, POSSESSION, at), reasons)

    @rule(sender=senders, number=numbers, key=keys, end=offsets)
    def retire_key(self, sender: bytes, number: int, key: bytes, end: int) -> None:
        at = self.time_at(end)
        self.both(sender, "retireKey", (number, key, at), self.model.retire_key(sender, number, key, at))

    @rule(sender=senders, number=numbers, key=keys)
    def report_compromise(self, sender: bytes, number: int, key: bytes) -> None:
        self.both(sender, "reportCompromise", (number, key), self.model.report_compromise(sender, number, key))

    @rule(sender=senders, number=numbers, key=keys, since=offsets)
    def propose_earlier(self, sender: bytes, number: int, key: bytes, since: int) -> None:
        at = self.time_at(since)
        reasons = self.model.propose_earlier(sender, number, key, at)
        self.both(sender, "proposeEarlierCompromise", (number, key, at), reasons)

    @rule(sender=senders, number=numbers, key=keys, other=st.sampled_from([0, 0, 0, 1]))
    def confirm_earlier(self, sender: bytes, number: int, key: bytes, other: int) -> None:
        organisation = self.model.organisations.get(number)
        record = organisation.keys.get(key) if organisation else None
        at = (record.proposal[0] if record and record.proposal else START) + other
        reasons = self.model.confirm_earlier(sender, number, key, at)
        self.both(sender, "confirmEarlierCompromise", (number, key, at), reasons)

    @rule(sender=senders, family=families, version=versions, levels=st.sampled_from([1, 7, 0xFFFF]), start=offsets)
    def publish(self, sender: bytes, family: bytes, version: bytes, levels: int, start: int) -> None:
        at = self.time_at(start)
        reasons = self.model.publish(sender, family, version, levels, at)
        self.both(sender, "publishStandard", (family, version, (levels, 0, 0, 0, 0, at)), reasons)

    @rule(sender=senders, version=versions, end=offsets)
    def supersede(self, sender: bytes, version: bytes, end: int) -> None:
        at = self.time_at(end)
        self.both(sender, "supersedeStandard", (version, at), self.model.supersede(sender, version, at))

    @rule(sender=senders, subject=subjects, number=numbers, since=offsets)
    def place_hold(self, sender: bytes, subject: int, number: int, since: int) -> None:
        at = self.time_at(since)
        reasons = self.model.place_hold(sender, subject, number, at)
        self.both(sender, "placeHold", (subject, number, at, 1), reasons)

    @rule(sender=senders, subject=subjects, number=numbers, index=st.sampled_from([0, 0, 1, 2]))
    def lift_hold(self, sender: bytes, subject: int, number: int, index: int) -> None:
        reasons = self.model.lift_hold(sender, subject, number, index)
        self.both(sender, "liftHold", (subject, number, index), reasons)

    @rule(
        who=st.one_of(st.just(ANCHOR), people),
        number=numbers,
        version=versions,
        level=st.sampled_from([1, 1, 2, 3, 4]),
        amount=st.sampled_from([0, 1, 40, 1_024]),
    )
    def ask(self, who: bytes, number: int, version: bytes, level: int, amount: int) -> None:
        may = self.model.may_anchor(who, number, version, level)
        self.both(who, "checkAnchoring", (BASE.certificates.address, number, who, version, level), may)
        published = list(self.model.standards)
        standard_no = published.index(version) + 1 if version in published else 99
        reasons = self.model.count(number, version, level, amount)
        self.both(BASE.ledger.address, "countCandidates", (number, standard_no, level, amount), reasons)

    @rule(who=people, age=st.sampled_from([0, DAY, 10 * DAY, 100 * DAY]))
    def look(self, who: bytes, age: int) -> None:
        assert BASE.accreditation.call("capacityOf", 1, who) == self.model.capacity(1, who)
        assert BASE.accreditation.call("volumeOf", 1) == self.model.volume(1)
        time = max(1, self.model.now - age)
        facts = BASE.accreditation.call("factsAt", 1, KEYS[0], 1, 1, time)
        assert facts.rootAuthority == "0x" + self.model.root.hex()
        self.compare_key(facts.key)
        seen = [(hold.since, hold.placedAt, hold.liftedAt, hold.byRoot) for hold in facts.holds]
        expected = self.model.covering(1, time)
        assert seen == [(hold.since, hold.placed, hold.lifted, hold.by_root) for hold in expected]

    def teardown(self) -> None:
        """Every run ends with a look."""
        for who in PEOPLE:
            self.look(who, 0)

    def compare_key(self, seen: Any) -> None:
        record = self.model.organisations[1].keys.get(KEYS[0])
        times = (record.registered, record.start, record.retired, record.compromised) if record else (0, 0, 0, 0)
        assert (seen.registeredAt, seen.validFrom, seen.retiredAt, seen.compromisedSince) == times

    def time_at(self, offset: int) -> int:
        """A time near the present; offset 0 is the 0 that stands for now."""
        return self.model.now + offset if offset else 0


def test_any_order_of_operations_agrees_with_the_model() -> None:
    """Bound by the number of steps, not by time."""
    run_state_machine_as_test(AccreditationMachine, settings=settings(max_examples=50, stateful_step_count=40))
