"""The root authority is changed in two steps, and only it connects registries."""

from dataclasses import replace

import pytest

from tests.contracts.contract import Contract
from tests.contracts.deployment import ACCREDITOR, ADMIN, DEPLOYER, ROOT, START, STRANGER, World, account
from tests.contracts.machine import Machine
from tests.contracts.refusal import refuses

SUCCESSOR = account("successor")
NOBODY = bytes(20)


def hexadecimal(address: bytes) -> str:
    return "0x" + address.hex()


def test_the_proposed_successor_takes_over_by_accepting(world: World) -> None:
    world.accredit("proposeRootAuthority", SUCCESSOR)
    assert world.accreditation.call("rootAuthority") == hexadecimal(ROOT)
    sent = world.accredit("acceptRootAuthority", sender=SUCCESSOR)
    assert world.accreditation.call("rootAuthority") == hexadecimal(SUCCESSOR)
    assert world.accreditation.call("proposedRootAuthority") == hexadecimal(NOBODY)
    [(name, event)] = sent.events
    assert (name, event.previous, event.current) == ("RootAuthorityChanged", hexadecimal(ROOT), hexadecimal(SUCCESSOR))


def test_the_former_root_authority_has_no_say_any_more(world: World) -> None:
    world.accredit("proposeRootAuthority", SUCCESSOR)
    world.accredit("acceptRootAuthority", sender=SUCCESSOR)
    with refuses("AccreditationRegistryNotRootAuthority", caller=hexadecimal(ROOT)):
        world.accredit("setAccreditorStanding", 1, 2, 0)


@pytest.mark.parametrize("sender", [STRANGER, ACCREDITOR, ADMIN, DEPLOYER])
def test_nobody_else_proposes_a_successor(world: World, sender: bytes) -> None:
    with refuses("AccreditationRegistryNotRootAuthority", caller=hexadecimal(sender)):
        world.accredit("proposeRootAuthority", sender, sender=sender)


@pytest.mark.parametrize("sender", [STRANGER, ROOT])
def test_nobody_else_accepts(world: World, sender: bytes) -> None:
    world.accredit("proposeRootAuthority", SUCCESSOR)
    with refuses("AccreditationRegistryNotProposedRootAuthority", caller=hexadecimal(sender)):
        world.accredit("acceptRootAuthority", sender=sender)


def test_without_a_proposal_not_even_the_zero_address_accepts(world: World) -> None:
    with refuses("AccreditationRegistryNotProposedRootAuthority"):
        world.accredit("acceptRootAuthority", sender=STRANGER)


def test_a_proposal_can_be_taken_back(world: World) -> None:
    world.accredit("proposeRootAuthority", SUCCESSOR)
    world.accredit("proposeRootAuthority", NOBODY)
    with refuses("AccreditationRegistryNotProposedRootAuthority"):
        world.accredit("acceptRootAuthority", sender=SUCCESSOR)


def test_a_successor_accepts_only_once(world: World) -> None:
    world.accredit("proposeRootAuthority", SUCCESSOR)
    world.accredit("acceptRootAuthority", sender=SUCCESSOR)
    with refuses("AccreditationRegistryNotProposedRootAuthority"):
        world.accredit("acceptRootAuthority", sender=SUCCESSOR)


def test_a_registry_without_root_authority_cannot_be_made() -> None:
    with refuses("AccreditationRegistryZeroAddress"):
        Contract.deploy(Machine(START), "AccreditationRegistry", DEPLOYER, NOBODY)


@pytest.mark.parametrize("sender", [STRANGER, ACCREDITOR, ADMIN])
def test_only_the_root_authority_connects(world: World, sender: bytes) -> None:
    rogue, _ = Contract.deploy(world.machine, "CertificateRegistry", STRANGER, world.ledger.address)
    with refuses("AccreditationRegistryNotRootAuthority"):
        world.accredit("connect", rogue.address, sender=sender)


def test_a_registry_that_is_not_connected_cannot_anchor(world: World) -> None:
    rogue, _ = Contract.deploy(world.machine, "CertificateRegistry", STRANGER, world.ledger.address)
    with refuses("AccreditationRegistryNotConnected", registry=hexadecimal(rogue.address)):
        replace(world, certificates=rogue).anchor()


def test_an_account_is_no_registry(world: World) -> None:
    with refuses("AccreditationRegistryNotAContract", registry=hexadecimal(STRANGER)):
        world.accredit("connect", STRANGER)


def test_a_registry_is_connected_once(world: World) -> None:
    with refuses("AccreditationRegistryAlreadyConnected"):
        world.accredit("connect", world.certificates.address)


def test_an_account_cannot_close_what_it_is_not(world: World) -> None:
    with refuses("AccreditationRegistryNotConnected", registry=hexadecimal(ROOT)):
        world.accredit("close")


def test_a_ledger_is_a_contract() -> None:
    with refuses("CertificateRegistryNotAContract", ledger=hexadecimal(STRANGER)):
        Contract.deploy(Machine(START), "CertificateRegistry", DEPLOYER, STRANGER)
