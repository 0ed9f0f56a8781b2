"""What the AccreditationRegistry answers, as plain values (IAccreditationRegistry)."""

from certificate.facts import HoldSubject, Key
from chain.artifacts import accreditation_registry
from chain.inspection import read_hold, read_key
from chain.node import Node
from chain.records import Record
from chain.registry_values import (
    Accreditor,
    Organisation,
    PlacedHold,
    PublishedStandard,
    RegisteredProfile,
    Role,
    Scope,
    StandardTerms,
    Standing,
)
from chain.rpc import LATEST
from chain.views import Views


class AccreditationViews:
    """The registry at `address`, read from `node` at the block `at`; every question is one `eth_call`.

    Raises `UnreachableError`, or `WrongContractError` if there is no such contract. None stands for what is not there.
    """

    def __init__(self, node: Node, address: bytes, *, at: int | str = LATEST) -> None:
        self._views = Views(node, accreditation_registry(), address, at=at)

    def root_authority(self) -> bytes:
        """The account above all accreditors."""
        return self._views.ask("rootAuthority").sole_data()

    def proposed_root_authority(self) -> bytes | None:
        """The successor that has not accepted yet."""
        proposed = self._views.ask("proposedRootAuthority").sole_data()
        return proposed if any(proposed) else None

    def accreditor(self, number: int) -> Accreditor | None:
        """An accreditor by its number, counted from 1."""
        record = self._views.ask("accreditorRecord", number).sole()
        standing = record.member("standing", Standing)
        if standing is Standing.NONE:
            return None
        return Accreditor(
            account=record.data("account"),
            start=record.number("from"),
            end=record.number("until"),
            standing=standing,
            reason=record.number("reason"),
            held_until=record.number("heldUntil") or None,
        )

    def accreditor_of(self, account: bytes) -> int | None:
        """The accreditor that an account speaks for."""
        return self._views.ask("accreditorOf", account).sole_number() or None

    def accreditor_scope(self, accreditor: int, family: bytes) -> int:
        """The levels of a family that an accreditor may accredit for; 0 for none."""
        return self._views.ask("accreditorScope", accreditor, family).sole_number()

    def accreditor_count(self) -> int:
        """How many accreditors there are."""
        return self._views.ask("accreditorCount").sole_number()

    def organisation(self, number: int) -> Organisation | None:
        """An organisation by its number, counted from 1."""
        record = self._views.ask("organisationRecord", number).sole()
        standing = record.member("standing", Standing)
        if standing is Standing.NONE:
            return None
        return Organisation(
            accreditor=record.number("accreditor"),
            start=record.number("from"),
            end=record.number("until"),
            standing=standing,
            reason=record.number("reason"),
            profile_number=record.number("profileNo"),
            cap=record.number("cap") or None,
            held_until=record.number("heldUntil") or None,
        )

    def organisation_count(self) -> int:
        """How many organisations there are."""
        return self._views.ask("organisationCount").sole_number()

    def profile(self, organisation: int, number: int) -> RegisteredProfile | None:
        """One of an organisation's profiles."""
        record = self._views.ask("profileOf", organisation, number).sole()
        commitment = record.data("commitment")
        return RegisteredProfile(commitment, record.text("did")) if any(commitment) else None

    def scope(self, organisation: int, family: bytes) -> Scope:
        """What an organisation itself may certify in a family; levels 0 for nothing."""
        record = self._views.ask("scopeOf", organisation, family).sole()
        return Scope(record.number("levels"), record.number("from"), record.number("until"))

    def role(self, organisation: int, account: bytes) -> Role:
        """An account's role in an organisation."""
        return self._views.ask("rolesOf", organisation, account).sole_member(Role)

    def volume(self, organisation: int) -> int:
        """The certificates that count against an organisation's cap at present."""
        return self._views.ask("volumeOf", organisation).sole_number()

    def key(self, organisation: int, key: bytes) -> Key | None:
        """A signing key of an organisation."""
        return read_key(self._views.ask("keyOf", organisation, key).sole())

    def standard(self, version: bytes) -> PublishedStandard | None:
        """A published version of a standard."""
        record = self._views.ask("standardRecord", version).sole()
        if not record.number("standardNo"):
            return None
        return PublishedStandard(
            number=record.number("standardNo"),
            publisher=record.number("publisher"),
            in_force_until=_end(record.number("inForceUntil")),
            terms=_terms(record.record("terms")),
            family=record.data("family"),
        )

    def holds(self, subject: HoldSubject, number: int) -> tuple[PlacedHold, ...]:
        """All holds ever placed on an organisation or accreditor, in order."""
        answer = self._views.ask("holdsOn", subject.value, number).sole_records()
        return tuple(PlacedHold(read_hold(entry), entry.flag("byRoot")) for entry in answer)

    def is_connected(self, registry: bytes) -> bool:
        """Whether a certificate registry may anchor."""
        return self._views.ask("connectionOf", registry).sole_number() == 1


def _terms(record: Record) -> StandardTerms:
    return StandardTerms(
        levels=record.number("levels"),
        interval_months=record.number("intervalMonths"),
        makeup_months=record.number("makeupMonths"),
        lead_months=record.number("leadMonths"),
        utc_offset_minutes=record.number("utcOffsetMinutes"),
        in_force_from=record.number("inForceFrom"),
    )


def _end(value: int) -> int | None:
    # The contract keeps the largest time for a version that was not superseded.
    return None if value == 2**40 - 1 else value
