"""What AccreditationRegistry should do, said again in Python and from the rules; reasons to refuse come back."""

from dataclasses import dataclass, field

from tests.contracts.accreditation_records import Accreditor, Dates, Hold, Key, Organisation, Standard, within
from tests.contracts.deployment import ACTIVE, ADMINISTRATION, ANCHORING, DAY, SUSPENDED, WITHDRAWN

PERIOD = int(30.5 * DAY)
WAYS = {(ACTIVE, SUSPENDED), (SUSPENDED, ACTIVE), (ACTIVE, WITHDRAWN), (SUSPENDED, WITHDRAWN)}

Reasons = set[str]


@dataclass
class AccreditationModel:
    """The registry; `now` is set before each operation, `root` is the root authority."""

    root: bytes
    now: int = 0
    proposed: bytes | None = None
    accreditors: dict[int, Accreditor] = field(default_factory=dict)
    organisations: dict[int, Organisation] = field(default_factory=dict)
    standards: dict[bytes, Standard] = field(default_factory=dict)

    # -- who speaks -----------------------------------------------------------------------------------------------

    def inactive(self, number: int) -> Reasons:
        """Why an accreditor is not active."""
        accreditor = self.accreditors[number]
        found = set()
        if accreditor.standing == SUSPENDED:
            found.add("AccreditorSuspended")
        if accreditor.standing == WITHDRAWN:
            found.add("AccreditorWithdrawn")
        if not within(accreditor.dates, self.now):
            found.add("AccreditorOutsideDates")
        return found

    def not_root(self, sender: bytes) -> Reasons:
        """Why a sender does not speak as root authority."""
        return set() if sender == self.root else {"NotRootAuthority"}

    def not_accreditor(self, sender: bytes, number: int) -> Reasons:
        """Why a sender does not speak as an accreditor or above it."""
        if number not in self.accreditors:
            return {"UnknownAccreditor"}
        if sender == self.root:
            return set()
        if sender != self.accreditors[number].account:
            return {"NotAccreditor"}
        return self.inactive(number)

    def not_above(self, sender: bytes, number: int) -> Reasons:
        """Why a sender does not speak as accreditor of an organisation, or above."""
        if number not in self.organisations:
            return {"UnknownOrganisation"}
        return self.not_accreditor(sender, self.organisations[number].accreditor)

    def capacity(self, number: int, account: bytes) -> int:
        """The highest capacity of an account in an organisation's affairs."""
        if number not in self.organisations:
            return 0
        organisation = self.organisations[number]
        if account == self.root:
            return 3
        if account == self.accreditors[organisation.accreditor].account and not self.inactive(organisation.accreditor):
            return 2
        return 1 if organisation.roles.get(account) == ADMINISTRATION else 0

    def not_administration(self, sender: bytes, number: int) -> Reasons:
        """Why a sender does not speak as administration of an organisation, or above."""
        if number not in self.organisations:
            return {"UnknownOrganisation"}
        return set() if self.capacity(number, sender) else {"NotAdministration"}

    # -- root authority and accreditors ---------------------------------------------------------------------------

    def propose_root(self, sender: bytes, proposed: bytes) -> Reasons:
        """Name a successor."""
        if reasons := self.not_root(sender):
            return reasons
        self.proposed = proposed
        return set()

    def accept_root(self, sender: bytes) -> Reasons:
        """Take over."""
        if sender != self.proposed:
            return {"NotProposedRootAuthority"}
        if any(accreditor.account == sender for accreditor in self.accreditors.values()):
            return {"AccountTaken"}
        self.root, self.proposed = sender, None
        return set()

    def add_accreditor(self, sender: bytes, account: bytes, dates: Dates) -> Reasons:
        """Add an accreditor."""
        reasons = self.not_root(sender) | _reversed(dates) | self._taken(account)
        if not reasons:
            self.accreditors[len(self.accreditors) + 1] = Accreditor(account, dates)
        return reasons

    def replace_account(self, sender: bytes, number: int, account: bytes) -> Reasons:
        """Give an accreditor another account."""
        reasons = self._not_root_or_unknown(sender, number) | self._taken(account)
        if not reasons:
            self.accreditors[number].account = account
        return reasons

    def set_accreditor_dates(self, sender: bytes, number: int, dates: Dates) -> Reasons:
        """Set an accreditor's dates."""
        reasons = self._not_root_or_unknown(sender, number) | _reversed(dates)
        if not reasons:
            self.accreditors[number].dates = dates
        return reasons

    def set_accreditor_scope(self, sender: bytes, number: int, family: bytes, levels: int) -> Reasons:
        """Set an accreditor's levels in a family."""
        reasons = self._not_root_or_unknown(sender, number)
        if not reasons:
            self.accreditors[number].scope[family] = levels
        return reasons

    def set_accreditor_standing(self, sender: bytes, number: int, standing: int) -> Reasons:
        """Suspend, reinstate or withdraw an accreditor."""
        reasons = self._not_root_or_unknown(sender, number)
        if not reasons and (self.accreditors[number].standing, standing) not in WAYS:
            reasons = {"WrongStanding"}
        if not reasons:
            self.accreditors[number].standing = standing
        return reasons

    # -- organisations --------------------------------------------------------------------------------------------

    def accredit(self, sender: bytes, accreditor: int, dates: Dates, cap: int, administration: bytes) -> Reasons:
        """Accredit an organisation."""
        reasons = self.not_accreditor(sender, accreditor) | _reversed(dates)
        if accreditor in self.accreditors:
            reasons |= _outside(dates, self.accreditors[accreditor].dates)
        if not reasons:
            roles = {administration: ADMINISTRATION}
            self.organisations[len(self.organisations) + 1] = Organisation(accreditor, dates, cap, roles=roles)
        return reasons

    def set_dates(self, sender: bytes, number: int, dates: Dates) -> Reasons:
        """Set an organisation's dates."""
        reasons = self.not_above(sender, number) | _reversed(dates)
        if number in self.organisations:
            parent = self.accreditors[self.organisations[number].accreditor]
            reasons |= _outside(dates, parent.dates)
        if not reasons:
            self.organisations[number].dates = dates
        return reasons

    def set_scope(self, sender: bytes, number: int, family: bytes, levels: int, dates: Dates) -> Reasons:
        """Set an organisation's levels in a family."""
        reasons = self.not_above(sender, number) | _reversed(dates)
        if number in self.organisations:
            organisation = self.organisations[number]
            reasons |= _outside(dates, organisation.dates)
            allowed = self.accreditors[organisation.accreditor].scope.get(family, 0)
            if levels & ~allowed:
                reasons.add("OutsideParentScope")
        if not reasons:
            self.organisations[number].scopes[family] = (levels, dates)
        return reasons

    def set_cap(self, sender: bytes, number: int, cap: int) -> Reasons:
        """Set an organisation's cap."""
        reasons = self.not_above(sender, number)
        if not reasons:
            self.organisations[number].cap = cap
        return reasons

    def set_standing(self, sender: bytes, number: int, standing: int) -> Reasons:
        """Suspend, reinstate or withdraw an organisation."""
        reasons = self.not_above(sender, number)
        if not reasons and (self.organisations[number].standing, standing) not in WAYS:
            reasons = {"WrongStanding"}
        if not reasons:
            self.organisations[number].standing = standing
        return reasons

    def set_account(self, sender: bytes, number: int, account: bytes, roles: int) -> Reasons:
        """Give or take a role."""
        reasons = self.not_administration(sender, number)
        if roles == ADMINISTRATION | ANCHORING:
            reasons.add("RolesInConflict")
        if not reasons:
            self.organisations[number].roles[account] = roles
        return reasons

    # -- keys -----------------------------------------------------------------------------------------------------

    def register_key(self, sender: bytes, number: int, key: bytes, start: int) -> Reasons:
        """Register a key."""
        reasons = self.not_administration(sender, number) | self._past(start)
        if number in self.organisations and key in self.organisations[number].keys:
            reasons.add("KeyExists")
        if not reasons:
            self.organisations[number].keys[key] = Key(self.now, start or self.now)
        return reasons

    def retire_key(self, sender: bytes, number: int, key: bytes, end: int) -> Reasons:
        """Retire a key."""
        reasons = self._no_key(self.not_administration(sender, number), number, key) | self._past(end)
        at = end or self.now
        if not reasons and 0 < self.organisations[number].keys[key].retired <= at:
            reasons = {"AlreadyRetired"}
        if not reasons:
            self.organisations[number].keys[key].retired = at
        return reasons

    def report_compromise(self, sender: bytes, number: int, key: bytes) -> Reasons:
        """Freeze a key."""
        reasons = self._no_key(self.not_administration(sender, number), number, key)
        if not reasons and 0 < self.organisations[number].keys[key].compromised <= self.now:
            reasons = {"AlreadyCompromised"}
        if not reasons:
            self.organisations[number].keys[key].compromised = self.now
        return reasons

    def propose_earlier(self, sender: bytes, number: int, key: bytes, since: int) -> Reasons:
        """Ask to date a compromise back."""
        reasons = self._no_key(self.not_above(sender, number), number, key)
        if not 0 < since < self.now:
            reasons.add("NotEarlier")
        if "UnknownKey" not in reasons and number in self.organisations:
            current = self.organisations[number].keys[key].compromised
            reasons |= {"AlreadyCompromised"} if 0 < current <= since else set()
        if not reasons:
            self.organisations[number].keys[key].proposal = (since, sender)
        return reasons

    def confirm_earlier(self, sender: bytes, number: int, key: bytes, since: int) -> Reasons:
        """Confirm it as the second person."""
        reasons = self._no_key(self.not_administration(sender, number), number, key)
        if reasons:
            return reasons
        record = self.organisations[number].keys[key]
        if record.proposal is None or record.proposal[0] != since:
            return {"NoSuchProposal"}
        if record.proposal[1] == sender:
            return {"SamePerson"}
        record.compromised, record.proposal = since, None
        return set()

    # -- standards and holds --------------------------------------------------------------------------------------

    def publish(self, sender: bytes, family: bytes, version: bytes, levels: int, start: int) -> Reasons:
        """Publish a version."""
        publisher = next((n for n, accreditor in self.accreditors.items() if accreditor.account == sender), 0)
        reasons: Reasons = {"StandardExists"} if version in self.standards else set()
        if sender == self.root:
            publisher = 0
        elif not publisher or not self.accreditors[publisher].scope.get(family):
            reasons.add("NotPublisher")
        else:
            reasons |= self.inactive(publisher)
        if not reasons:
            self.standards[version] = Standard(family, levels, publisher, start)
        return reasons

    def supersede(self, sender: bytes, version: bytes, end: int) -> Reasons:
        """End a version."""
        if version not in self.standards:
            return {"UnknownStandard"}
        standard = self.standards[version]
        reasons = self._past(end)
        if sender != self.root:
            accreditor = self.accreditors.get(standard.publisher)
            own = accreditor is not None and accreditor.account == sender
            reasons |= self.inactive(standard.publisher) if own else {"NotPublisher"}
        if standard.end <= self.now:
            reasons.add("AlreadySuperseded")
        if not reasons:
            standard.end = end or self.now
        return reasons

    def holds_on(self, subject: int, number: int) -> list[Hold]:
        """The holds on an organisation (1) or an accreditor (2)."""
        return self.organisations[number].holds if subject == 1 else self.accreditors[number].holds

    def place_hold(self, sender: bytes, subject: int, number: int, since: int) -> Reasons:
        """Place a hold."""
        reasons = self._not_holder(sender, subject, number)
        if not 0 < since <= self.now:
            reasons.add("HoldSinceInvalid")
        if not reasons:
            self.holds_on(subject, number).append(Hold(since, self.now, sender == self.root))
        return reasons

    def lift_hold(self, sender: bytes, subject: int, number: int, index: int) -> Reasons:
        """Lift a hold."""
        reasons = self._not_holder(sender, subject, number)
        if reasons:
            return reasons
        holds = self.holds_on(subject, number)
        if index >= len(holds):
            return {"UnknownHold"}
        if holds[index].by_root and sender != self.root:
            reasons.add("HoldByRoot")
        if holds[index].end <= self.now:
            reasons.add("HoldEnded")
        if not reasons:
            holds[index].lifted = self.now
        return reasons

    def covering(self, number: int, time: int) -> list[Hold]:
        """The holds that cover a time, the organisation's first."""
        if number not in self.organisations:
            return []
        own = self.organisations[number]
        return [hold for hold in own.holds + self.accreditors[own.accreditor].holds if hold.since <= time < hold.end]

    # -- anchoring ------------------------------------------------------------------------------------------------

    def volume(self, number: int) -> int:
        """What counts against the cap."""
        counted = self.organisations[number].counted
        return sum(amount for time, amount in counted if self.now // PERIOD - time // PERIOD <= 12)

    def may_anchor(self, account: bytes, number: int, version: bytes, level: int) -> Reasons:
        """Answer a certificate registry; a version that ended is no reason."""
        if number not in self.organisations:
            return {"UnknownOrganisation"}
        may = self.organisations[number].roles.get(account) == ANCHORING
        reasons = self._broken_chain(number) | self._unfit_standard(number, version, level) - {"StandardNotInForce"}
        return reasons | (set() if may else {"NotAnchoringAccount"})

    def count(self, number: int, version: bytes, level: int, amount: int) -> Reasons:
        """Answer a ledger that locks a roster, and count its candidates."""
        if number not in self.organisations:
            return {"UnknownOrganisation"}
        reasons = self._broken_chain(number) | self._unfit_standard(number, version, level)
        cap = self.organisations[number].cap
        reasons |= {"CapExceeded"} if cap and self.volume(number) + amount > cap else set()
        if not reasons:
            self.organisations[number].counted.append((self.now, amount))
        return reasons

    def _broken_chain(self, number: int) -> Reasons:
        organisation = self.organisations[number]
        reasons = self.inactive(organisation.accreditor)
        if organisation.standing == SUSPENDED:
            reasons.add("OrganisationSuspended")
        if organisation.standing == WITHDRAWN:
            reasons.add("OrganisationWithdrawn")
        if not within(organisation.dates, self.now):
            reasons.add("OrganisationOutsideDates")
        if any(hold.end > self.now for hold in organisation.holds):
            reasons.add("OrganisationHeld")
        if any(hold.end > self.now for hold in self.accreditors[organisation.accreditor].holds):
            reasons.add("AccreditorHeld")
        return reasons

    def _unfit_standard(self, number: int, version: bytes, level: int) -> Reasons:
        if version not in self.standards:
            return {"UnknownStandard"}
        standard, organisation, bit = self.standards[version], self.organisations[number], 1 << level - 1
        reasons = set()
        if not within((standard.start, standard.end), self.now):
            reasons.add("StandardNotInForce")
        if not standard.levels & bit:
            reasons.add("LevelNotInStandard")
        levels, dates = organisation.scopes.get(standard.family, (0, (0, 0)))
        if not levels & bit or not within(dates, self.now):
            reasons.add("OutOfScope")
        if not self.accreditors[organisation.accreditor].scope.get(standard.family, 0) & bit:
            reasons.add("AccreditorOutOfScope")
        return reasons

    # -- shared ---------------------------------------------------------------------------------------------------

    def _taken(self, account: bytes) -> Reasons:
        taken = {self.root, *(accreditor.account for accreditor in self.accreditors.values())}
        return {"AccountTaken"} if account in taken else set()

    def _not_root_or_unknown(self, sender: bytes, number: int) -> Reasons:
        return self.not_root(sender) | (set() if number in self.accreditors else {"UnknownAccreditor"})

    def _not_holder(self, sender: bytes, subject: int, number: int) -> Reasons:
        if subject == 1:
            return self.not_above(sender, number)
        return self._not_root_or_unknown(sender, number)

    def _no_key(self, reasons: Reasons, number: int, key: bytes) -> Reasons:
        unknown = number in self.organisations and key not in self.organisations[number].keys
        return reasons | ({"UnknownKey"} if unknown else set())

    def _past(self, time: int) -> Reasons:
        return {"TimeInPast"} if 0 < time < self.now else set()


def _reversed(dates: Dates) -> Reasons:
    return {"DatesReversed"} if dates[0] >= dates[1] else set()


def _outside(dates: Dates, parent: Dates) -> Reasons:
    return {"OutsideParentDates"} if dates[0] < parent[0] or dates[1] > parent[1] else set()
