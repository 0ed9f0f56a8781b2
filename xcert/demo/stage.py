"""Sets the stage: a chain, its registries, the regulator, an accreditor and an accredited organisation."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

from assessment.parameters import Parameters
from authority import (
    Admission,
    Office,
    Register,
    Scene,
    admit,
    deploy_registries,
    open_register,
    publish_standards,
    publish_terms,
    register_key,
    set_terms,
)
from certificate.catalogue import CatalogueEntry, read_catalogue
from certificate.possession import prove_possession
from certificate.profile import Profile
from certificate.requests import AccreditationRequest, KeyRequest
from certificate.standard import Standard
from chain.accounts import KeyAccount
from chain.embedded import EmbeddedChain
from chain.faucet import fund
from chain.finality import Instant
from chain.registry_values import Role
from chain.trust import TrustedNetwork, write_trust
from chain.trusted_reader import TrustedReader
from issuer.keys import KeyName
from issuer.passphrase import AskPassphrase, Passphrase
from issuer.sessions.people import enter_secret, make_secret
from issuer.sessions.snapshot import enter_register
from issuer.settings import Settings
from issuer.workspace import create_workspace, enter_organisation, open_workspace
from xcert.demo.cast import HONEST, Cast, Hiring, hire
from xcert.demo.timetable import Timetable, at, local_date
from xcert.progress import DrawnProgress

FAMILY: Final = "X-BIM"
"""The standard of the demonstration's roster."""
CHAIN_FILE: Final = "chain.jsonl"
"""The embedded chain, in the demonstration's folder."""
REGISTER_FILE: Final = "register.evidence.jsonl"
"""What the regulator opens of persons, sites, terms and standards."""
_ACCREDITATION: Final = timedelta(days=5 * 365)
_URL: Final = "https://zhongke.example"
_DID: Final = "did:web:zhongke.example"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the demonstration acts with; `folder` holds all files, `ends` is when accreditations end."""

    folder: Path
    chain: EmbeddedChain
    trusted: TrustedNetwork
    standards: dict[str, Standard]
    workspace: Path
    ask: AskPassphrase
    second: KeyAccount
    accreditor: KeyAccount
    root: KeyAccount
    register: Register
    timetable: Timetable
    ends: int
    verifier: str
    organisation: int = 0

    def clock(self) -> datetime:
        """Return the chain's time: the demonstration lives on it, not on the machine's."""
        return datetime.fromtimestamp(self.chain.time, UTC)

    def move_to(self, moment: int) -> None:
        """Let the chain's clock stand at `moment` (Unix seconds), if it is not past it."""
        self.chain.move_to(max(moment, self.chain.time))

    def reader(self, chain: EmbeddedChain | None = None) -> TrustedReader:
        """Return what a verifier asks, on this chain or on `chain`, which was opened again from the same file."""
        name = f"eip155:{self.trusted.network.chain}"
        return TrustedReader([self.trusted], nodes={name: [chain or self.chain]})

    def open_register(self) -> bytes:
        """Return what the regulator opens, as it stands now."""
        office = Office.open(self.chain, self.accreditor, self.trusted)
        return open_register(office, self.register, self.standards.values()).data

    def hiring(self, organisation: int) -> Hiring:
        """Return what the staff of `organisation` is registered for."""
        return Hiring(organisation, FAMILY, self.chain.time, self.ends)


def data(name: str) -> bytes:
    """Return a file of the demonstration's data (xcert/data)."""
    return files("xcert").joinpath("data", name).read_bytes()


def set_stage(folder: Path, *, now: datetime, rpc: str, verifier: str, progress: DrawnProgress) -> Stage:
    """Make the chain in `folder`, deploy, accredit and publish; `rpc` and `verifier` are where both will be served."""
    timetable = Timetable.before(local_date(now))
    chain = EmbeddedChain(at(timetable.opened, "08:00"), path=folder / CHAIN_FILE)
    root, accreditor, second = (KeyAccount.create() for _ in range(3))
    for account in (root, accreditor, second):
        fund(chain, account.address)
    _, trusted = deploy_registries(chain, root, finality=Instant(), rpc=[rpc])
    (folder / "trust.json").write_bytes(write_trust([trusted]))
    secret = Passphrase(secrets.token_urlsafe(24))
    catalogue = read_catalogue(data("catalogue.json"))
    stage = Stage(
        folder=folder,
        chain=chain,
        trusted=trusted,
        standards={entry.standard.family: entry.standard for entry in catalogue},
        workspace=folder / "workspace",
        ask=lambda _name: secret,
        second=second,
        accreditor=accreditor,
        root=root,
        register=Register(folder / "register.jsonl", Scene(trusted.network.chain, trusted.ledger)),
        timetable=timetable,
        ends=int((now + _ACCREDITATION).timestamp()),
        verifier=verifier,
    )
    accrediting = _found(stage, progress)
    entry = next(entry for entry in catalogue if entry.standard.family == FAMILY)
    return replace(stage, organisation=_accredit(stage, accrediting, entry, start=chain.time, end=stage.ends))


def _found(stage: Stage, progress: DrawnProgress) -> Office:
    """Let the root authority name the accreditor and set the terms; publish the standards. Returns its office."""
    root = Office.open(stage.chain, stage.root, stage.trusted)
    everything = {family: (1 << len(standard.levels)) - 1 for family, standard in stage.standards.items()}
    root.add_accreditor(stage.accreditor.address, everything, start=stage.chain.time, end=stage.ends)
    accrediting = Office.open(stage.chain, stage.accreditor, stage.trusted)
    progress.start("publishing standards", len(stage.standards))
    publish_standards(accrediting, stage.standards.values(), done=lambda _standard: progress.advance(1))
    progress.finish()
    set_terms(root, publish_terms(root, stage.register, Parameters()))
    return accrediting


def prepare_people(stage: Stage) -> Cast:
    """Let the regulator register site and staff and open its register, and the organisation take both in."""
    office = Office.open(stage.chain, stage.accreditor, stage.trusted)
    cast = hire(office, stage.register, stage.hiring(stage.organisation), HONEST)
    secret, opened = stage.folder / "platform-secret", stage.folder / REGISTER_FILE
    make_secret(secret)
    enter_secret(secret, stage.workspace)
    opened.write_bytes(stage.open_register())
    enter_register(opened, stage.workspace)
    opened.unlink()
    return cast


def _accredit(stage: Stage, accrediting: Office, entry: CatalogueEntry, *, start: int, end: int) -> int:
    """Let the organisation make its keys, be accredited for its standard, and register them; return its number."""
    organisation = entry.awarding_organisation
    if organisation is None:
        raise LookupError(f"the catalogue names no organisation for {FAMILY}")
    network = stage.trusted.network
    settings = Settings(
        profile=Profile(_DID, organisation.zh, _URL),
        name_en=organisation.en,
        network=f"eip155:{network.chain}:{network.registry.hex()}",
        trust_file="../trust.json",
        verifier=stage.verifier,
        number_prefix="S000099000001",
    )
    public = create_workspace(stage.workspace, settings, stage.ask)
    for account in (public.administration, public.anchoring):
        fund(stage.chain, account)
    request = AccreditationRequest(settings.profile, public.administration, public.anchoring)
    levels = (1 << len(entry.standard.levels)) - 1
    number = admit(accrediting, request, Admission(1, {FAMILY: levels}, start, end, cap=10_000))
    enter_organisation(stage.workspace, number)
    with open_workspace(stage.workspace) as workspace:
        signer = workspace.keys.signer(stage.ask)
        administration = workspace.keys.account(KeyName.ADMINISTRATION, stage.ask)
    possession = prove_possession(signer, chain=network.chain, registry=network.accreditation, organisation=number)
    own = Office.open(stage.chain, administration, stage.trusted)
    register_key(own, KeyRequest(network.chain, network.accreditation, number, signer.public_key, possession))
    own.set_account(number, stage.second.address, Role.ADMINISTRATION)
    return number
