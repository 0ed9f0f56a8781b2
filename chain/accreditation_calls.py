"""What can be written to the AccreditationRegistry, as calls for the right account to send (IAccreditationRegistry).

Times are Unix seconds, dates half-open; `levels` has bit 0 for level 1; `family` is SHA-256 of the family's code.
"""

from dataclasses import dataclass

from certificate.facts import HoldSubject
from chain.artifacts import accreditation_registry
from chain.calls import Call
from chain.hexadecimal import checksummed
from chain.records import Value
from chain.registry_values import Role, StandardTerms, Standing


@dataclass(frozen=True, slots=True)
class AccreditationCalls:
    """Calls to the registry at `address` (20 bytes); values out of their type's range raise `ValueError`."""

    address: bytes

    def propose_root_authority(self, proposed: bytes) -> Call:
        """Name a successor, who takes over by accepting; twenty zeros take a proposal back."""
        return self._call("proposeRootAuthority", proposed, says=f"propose {checksummed(proposed)} as root authority")

    def accept_root_authority(self) -> Call:
        """Take over as root authority."""
        return self._call("acceptRootAuthority", says="accept the root authority")

    def connect(self, contract: bytes) -> Call:
        """Let a certificate registry anchor, or an assessment ledger count candidates."""
        return self._call("connect", contract, says=f"connect the contract {checksummed(contract)}")

    def add_accreditor(self, account: bytes, *, start: int, end: int) -> Call:
        """Add an accreditor; its number is in the receipt's `AccreditorAdded`."""
        return self._call("addAccreditor", account, start, end, says=f"add accreditor {checksummed(account)}")

    def set_accreditor_dates(self, accreditor: int, *, start: int, end: int) -> Call:
        """Set an accreditor's dates anew."""
        return self._call(
            "setAccreditorDates", accreditor, start, end, says=f"set the dates of accreditor {accreditor}"
        )

    def replace_accreditor_account(self, accreditor: int, account: bytes) -> Call:
        """Let an accreditor act through another account."""
        says = f"replace the account of accreditor {accreditor} by {checksummed(account)}"
        return self._call("replaceAccreditorAccount", accreditor, account, says=says)

    def set_accreditor_scope(self, accreditor: int, family: bytes, levels: int) -> Call:
        """Set which levels of a family an accreditor may accredit for; 0 takes the family away."""
        says = f"set the scope of accreditor {accreditor}"
        return self._call("setAccreditorScope", accreditor, family, levels, says=says)

    def suspend_accreditor(self, accreditor: int, reason: int) -> Call:
        """Suspend an accreditor and with it the anchoring of its organisations."""
        return self._stand(
            "setAccreditorStanding", accreditor, Standing.SUSPENDED, reason, f"suspend accreditor {accreditor}"
        )

    def reinstate_accreditor(self, accreditor: int, reason: int) -> Call:
        """End an accreditor's suspension."""
        return self._stand(
            "setAccreditorStanding", accreditor, Standing.ACTIVE, reason, f"reinstate accreditor {accreditor}"
        )

    def withdraw_accreditor(self, accreditor: int, reason: int) -> Call:
        """Withdraw an accreditor for ever."""
        return self._stand(
            "setAccreditorStanding", accreditor, Standing.WITHDRAWN, reason, f"withdraw accreditor {accreditor}"
        )

    def accredit_organisation(
        self,
        accreditor: int,
        *,
        profile: bytes,
        did: str,
        start: int,
        end: int,
        cap: int,
        administration: bytes,
    ) -> Call:
        """Accredit an organisation; its number is in the receipt's `OrganisationAccredited`. `cap` 0 is none."""
        arguments = (accreditor, profile, did, start, end, cap, administration)
        return self._call("accreditOrganisation", *arguments, says=f"accredit {did}")

    def set_organisation_dates(self, organisation: int, *, start: int, end: int) -> Call:
        """Set an organisation's dates anew, inside its accreditor's."""
        says = f"set the dates of organisation {organisation}"
        return self._call("setOrganisationDates", organisation, start, end, says=says)

    def set_scope(self, organisation: int, family: bytes, levels: int, *, start: int, end: int) -> Call:
        """Set what an organisation may certify in a family; levels 0 takes the family away."""
        says = f"set the scope of organisation {organisation}"
        return self._call("setScope", organisation, family, levels, start, end, says=says)

    def set_profile(self, organisation: int, profile: bytes, did: str) -> Call:
        """Give an organisation another public profile."""
        return self._call(
            "setProfile", organisation, profile, did, says=f"set the profile of organisation {organisation}"
        )

    def set_cap(self, organisation: int, cap: int) -> Call:
        """Set an organisation's cap of certificates in a rolling year; 0 is none."""
        return self._call("setCap", organisation, cap, says=f"set the cap of organisation {organisation} to {cap}")

    def suspend_organisation(self, organisation: int, reason: int) -> Call:
        """Suspend an organisation: it cannot anchor until it is reinstated."""
        return self._stand(
            "setOrganisationStanding", organisation, Standing.SUSPENDED, reason, f"suspend organisation {organisation}"
        )

    def reinstate_organisation(self, organisation: int, reason: int) -> Call:
        """End an organisation's suspension."""
        return self._stand(
            "setOrganisationStanding", organisation, Standing.ACTIVE, reason, f"reinstate organisation {organisation}"
        )

    def withdraw_organisation(self, organisation: int, reason: int) -> Call:
        """Withdraw an accreditation for ever; what was anchored before stays (rule R52)."""
        return self._stand(
            "setOrganisationStanding", organisation, Standing.WITHDRAWN, reason, f"withdraw organisation {organisation}"
        )

    def set_account(self, organisation: int, account: bytes, role: Role) -> Call:
        """Give an account a role in an organisation, or take it away."""
        says = f"set {checksummed(account)} to {role.name.lower()} of organisation {organisation}"
        return self._call("setAccount", organisation, account, role.value, says=says)

    def register_key(self, organisation: int, key: bytes, possession: bytes, *, valid_from: int = 0) -> Call:
        """Register an Ed25519 public key with its 64-byte proof of possession; `valid_from` 0 is now."""
        if len(possession) != 64:
            raise ValueError("a proof of possession is an Ed25519 signature of 64 bytes")
        halves = [possession[:32], possession[32:]]
        says = f"register a signing key of organisation {organisation}"
        return self._call("registerKey", organisation, key, halves, valid_from, says=says)

    def retire_key(self, organisation: int, key: bytes, *, at: int = 0) -> Call:
        """Retire a key now (0) or later; it only ever moves earlier."""
        return self._call("retireKey", organisation, key, at, says=f"retire a key of organisation {organisation}")

    def report_compromise(self, organisation: int, key: bytes) -> Call:
        """Freeze a key at once: compromised since now."""
        return self._call("reportCompromise", organisation, key, says=f"freeze a key of organisation {organisation}")

    def propose_earlier_compromise(self, organisation: int, key: bytes, since: int) -> Call:
        """Ask to date a compromise back; a second person confirms."""
        says = f"propose an earlier compromise of a key of organisation {organisation}"
        return self._call("proposeEarlierCompromise", organisation, key, since, says=says)

    def confirm_earlier_compromise(self, organisation: int, key: bytes, since: int) -> Call:
        """Confirm, as the second person, the very date that was proposed."""
        says = f"confirm an earlier compromise of a key of organisation {organisation}"
        return self._call("confirmEarlierCompromise", organisation, key, since, says=says)

    def publish_standard(self, family: bytes, version: bytes, terms: StandardTerms) -> Call:
        """Publish a version of a standard; a version never changes."""
        values = (
            terms.levels,
            terms.interval_months,
            terms.makeup_months,
            terms.lead_months,
            terms.utc_offset_minutes,
            terms.in_force_from,
        )
        return self._call("publishStandard", family, version, values, says=f"publish the standard {version.hex()}")

    def supersede_standard(self, version: bytes, *, at: int = 0) -> Call:
        """End a version's being in force, now (0) or later."""
        return self._call("supersedeStandard", version, at, says=f"supersede the standard {version.hex()}")

    def place_hold(self, subject: HoldSubject, number: int, *, since: int, reason: int) -> Call:
        """Place a hold: everything anchored from `since` on is not current until it is lifted or lapses."""
        says = f"place a hold on {subject.name.lower()} {number}"
        return self._call("placeHold", subject.value, number, since, reason, says=says)

    def lift_hold(self, subject: HoldSubject, number: int, index: int) -> Call:
        """Lift an open hold."""
        says = f"lift hold {index} on {subject.name.lower()} {number}"
        return self._call("liftHold", subject.value, number, index, says=says)

    def _stand(self, name: str, number: int, standing: Standing, reason: int, says: str) -> Call:
        return self._call(name, number, standing.value, reason, says=says)

    def _call(self, name: str, *arguments: Value, says: str) -> Call:
        return Call(self.address, accreditation_registry().interface.functions[name].call(*arguments), says)
