"""Deploying the contracts, and the file that remembers where they stand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain import AccreditationViews, CertificateViews, Deployment, read_deployment, trusted_network, write_deployment
from chain.artifacts import accreditation_registry, assessment_ledger, certificate_registry, personnel_registry
from chain.errors import DeploymentFileError
from chain.finality import Instant
from chain.ledger_views import LedgerViews
from chain.rpc import Rpc
from tests.unit.chain.world import World, embedded_world

accounts = st.binary(min_size=20, max_size=20)
deployments = st.builds(
    Deployment,
    chain=st.integers(1, 2**63 - 1),
    accreditation=accounts,
    registry=accounts,
    personnel=accounts,
    ledger=accounts,
    root_authority=accounts,
    block=st.integers(0, 2**53 - 1),
)


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


def test_the_registries_stand_and_know_each_other(world: World) -> None:
    deployment = world.deployment
    assert CertificateViews(world.node, deployment.registry).accreditation_registry() == deployment.accreditation
    accreditation = AccreditationViews(world.node, deployment.accreditation)
    assert accreditation.root_authority() == deployment.root_authority == world.root.address
    assert accreditation.is_connected(deployment.registry)
    assert accreditation.is_connected(deployment.ledger)
    assert not accreditation.is_connected(deployment.accreditation)
    assert CertificateViews(world.node, deployment.registry).assessment_ledger() == deployment.ledger
    ledger = LedgerViews(world.node, deployment.ledger)
    assert ledger.registries() == (deployment.accreditation, deployment.personnel)


def test_the_code_that_stands_there_is_this_packages(world: World) -> None:
    rpc = Rpc(world.node)
    places = {
        world.deployment.registry: certificate_registry(),
        world.deployment.personnel: personnel_registry(),
        world.deployment.ledger: assessment_ledger(),
    }
    for place, artifact in places.items():
        code = rpc.code(place)
        assert code != artifact.runtime  # its immutables are filled in
        assert artifact.code_hash_of(code) == artifact.code_hash
    assert rpc.code(world.deployment.accreditation) == accreditation_registry().runtime


@given(deployments)
def test_a_deployment_reads_as_written(deployment: Deployment) -> None:
    assert read_deployment(write_deployment(deployment)) == deployment


FILE = write_deployment(Deployment(20_260, b"\x0a" * 20, b"\x0b" * 20, b"\x0c" * 20, b"\x0d" * 20, b"\x0e" * 20, 2))


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"[]",
        b"[" * 4_000,
        b"[" * 100_000,
        b"\xff",
        FILE + b" ",
        FILE.replace(b"20260", b'"20260"'),
        FILE.replace(b"20260", b"20260.0"),
        FILE.replace(b'"block": 2', b'"block": 2,\n  "more": 1'),
        FILE.replace(b"xcert-deployment-v0", b"xcert-deployment-v1"),
        FILE.replace(b"0x0A", b"0x0a"),
        FILE.replace(b"0x0A", b"0x"),
        json.dumps(json.loads(FILE)).encode(),
    ],
)
def test_a_deployment_file_that_was_changed_is_refused(file: bytes) -> None:
    with pytest.raises(DeploymentFileError):
        read_deployment(file)


def test_a_local_chain_is_always_a_test_network(world: World) -> None:
    assert trusted_network(world.deployment, finality=Instant()).network.test
    with pytest.raises(ValueError, match="always a test network"):
        trusted_network(world.deployment, finality=Instant(), test=False)
