"""What the PersonnelRegistry answers, as plain values (IPersonnelRegistry)."""

from chain.artifacts import personnel_registry
from chain.node import Node
from chain.registry_values import RegisteredPerson, RegisteredSite, Standing
from chain.rpc import LATEST
from chain.views import Views


class PersonnelViews:
    """The registry at `address`, read from `node` at the block `at`; every question is one `eth_call`.

    Raises `UnreachableError`, or `WrongContractError` if there is no such contract. None stands for what is not there.
    """

    def __init__(self, node: Node, address: bytes, *, at: int | str = LATEST) -> None:
        self._views = Views(node, personnel_registry(), address, at=at)

    def person_at(self, account: bytes) -> RegisteredPerson | None:
        """What is known of an account, even after the person acts through another one."""
        record = self._views.ask("personAt", account).sole()
        if not record.number("person"):
            return None
        return RegisteredPerson(
            number=record.number("person"),
            account=account,
            accreditor=record.number("accreditor"),
            employer=record.number("employer"),
            roles=record.number("roles"),
            start=record.number("from"),
            end=record.number("until"),
            compromised_since=record.number("compromisedSince") or None,
        )

    def account_of(self, person: int) -> bytes | None:
        """The account that a person acts through, 20 bytes."""
        account = self._views.ask("accountOf", person).sole_data()
        return account if any(account) else None

    def person(self, number: int) -> RegisteredPerson | None:
        """A person by number, counted from 1; two questions."""
        account = self.account_of(number)
        return None if account is None else self.person_at(account)

    def person_commitment(self, person: int) -> bytes:
        """The commitment to a person's record; zero if there is no such person."""
        return self._views.ask("personCommitment", person).sole_data()

    def person_count(self) -> int:
        """How many persons there are."""
        return self._views.ask("personCount").sole_number()

    def site(self, number: int) -> RegisteredSite | None:
        """A site by number, counted from 1."""
        record = self._views.ask("siteRecord", number).sole()
        standing = record.member("standing", Standing)
        if standing is Standing.NONE:
            return None
        return RegisteredSite(
            number=number,
            accreditor=record.number("accreditor"),
            start=record.number("from"),
            end=record.number("until"),
            standing=standing,
            reason=record.number("reason"),
            commitment=record.data("commitment"),
        )

    def site_count(self) -> int:
        """How many sites there are."""
        return self._views.ask("siteCount").sole_number()

    def seats(self, site: int, room: int) -> int:
        """The seats of a room; 0 if the site has no such room."""
        return self._views.ask("seatsOf", site, room).sole_number()

    def site_scope(self, site: int, family: bytes) -> int:
        """The levels of a family that a site may be used for (bit 0 = level 1)."""
        return self._views.ask("siteScope", site, family).sole_number()
