"""Who takes part: offices and persons with real accounts, the same ones for the same seed."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from eth_account import Account
from eth_account.signers.local import LocalAccount

from assessment.codes import Role
from chain.recursion import restore_recursion_limit

restore_recursion_limit()

SETS = 4
"""Sets of examiners that take turns, so that panels rotate from session to session (R15, R47)."""
INDEPENDENT = 0
"""The employer of a person who belongs to no organisation."""


@dataclass(frozen=True)
class Actor:
    """Somebody who signs; `number` is the pseudonym of a person, 0 for an office."""

    name: str
    seed: str
    number: int = 0
    employer: int = INDEPENDENT
    roles: tuple[Role, ...] = ()

    @property
    def key(self) -> bytes:
        """The private key, 32 bytes; a test's, and worth nothing."""
        return hashlib.sha256(f"xcert simulator|{self.seed}|{self.name}".encode()).digest()

    @property
    def signer(self) -> LocalAccount:
        return _signer(self.key)

    @property
    def account(self) -> bytes:
        return _account(self.key)


@lru_cache(maxsize=4_096)
def _signer(key: bytes) -> LocalAccount:
    account: LocalAccount = Account.from_key(key)
    return account


@lru_cache(maxsize=4_096)
def _account(key: bytes) -> bytes:
    return bytes.fromhex(_signer(key).address[2:])


@dataclass(frozen=True)
class Cast:
    """Everybody by name; persons are numbered from 1 in the order of registration."""

    actors: dict[str, Actor]
    invigilators: int
    panel: int
    central: int

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    @property
    def persons(self) -> list[Actor]:
        return [actor for actor in self.actors.values() if actor.number]

    def examiners(self, turn: int) -> list[str]:
        """The names of the set whose turn it is: those of the panels first, then the central markers."""
        return [f"examiner-{turn % SETS}-{place}" for place in range(self.panel + self.central)]


@lru_cache(maxsize=64)
def cast_of(seed: str, organisation: int, invigilators: int, panel: int, central: int = 2) -> Cast:
    """Make a cast with `invigilators`, and sets of `panel` examiners for the rooms and `central` ones."""
    people: list[tuple[str, int, tuple[Role, ...]]] = [
        ("manager", organisation, (Role.MANAGER,)),
        ("registrar", organisation, (Role.REGISTRAR,)),
        ("setter-1", organisation, (Role.PAPER_SETTER,)),
        ("setter-2", organisation, (Role.PAPER_SETTER,)),
        ("lead", organisation, (Role.SITE_LEAD,)),
        *((f"invigilator-{place}", organisation, (Role.INVIGILATOR,)) for place in range(invigilators)),
        ("adjudicator", organisation, (Role.ADJUDICATOR, Role.EXAMINER)),
        ("controller", organisation, (Role.SCORE_CONTROLLER,)),
        ("controller-2", organisation, (Role.SCORE_CONTROLLER,)),
        ("officer", organisation, (Role.CERTIFICATION_OFFICER,)),
        ("supervisor", INDEPENDENT, (Role.SUPERVISOR,)),
        ("panel-1", INDEPENDENT, (Role.APPEAL_PANEL,)),
        ("panel-2", organisation, (Role.APPEAL_PANEL,)),
        ("panel-3", organisation, (Role.APPEAL_PANEL,)),
    ]
    for turn in range(SETS):
        for place in range(panel + central):
            # The first of every set comes from outside: R46 asks for an external examiner.
            employer = organisation if place else INDEPENDENT
            people.append((f"examiner-{turn}-{place}", employer, (Role.EXAMINER,)))
    people.append(("trainer", organisation, ()))
    offices = ("root", "regulator", "issuer", "candidate")
    actors = {name: Actor(name, seed) for name in offices}
    for number, (name, employer, roles) in enumerate(people, start=1):
        actors[name] = Actor(name, seed, number, employer, roles)
    return Cast(actors, invigilators, panel, central)
