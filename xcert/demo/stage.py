"""Sets the stage: a chain, its registries, the regulator, an accreditor and an accredited organisation."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

from authority import Admission, Office, admit, deploy_registries, publish_standards, register_key
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
from issuer.keys import KeyName
from issuer.passphrase import AskPassphrase, Passphrase
from issuer.settings import Settings
from issuer.workspace import create_workspace, enter_organisation, open_workspace
from xcert.demo.rehearsal import Rehearsal, number_of, open_terms, rehearse
from xcert.progress import DrawnProgress

FAMILY: Final = "X-BIM"
"""The standard of the demonstration's roster."""
CHAIN_FILE: Final = "chain.jsonl"
"""The embedded chain, in the demonstration's folder."""
OPENED: Final = timedelta(days=90)
"""How long ago the chain begins."""
_ACCREDITATION: Final = timedelta(days=5 * 365)
_URL: Final = "https://zhongke.example"
_DID: Final = "did:web:zhongke.example"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the demonstration acts with; `folder` holds all files, `opened` when the chain began."""

    folder: Path
    chain: EmbeddedChain
    trusted: TrustedNetwork
    standards: dict[str, Standard]
    workspace: Path
    ask: AskPassphrase
    second: KeyAccount
    accreditor: KeyAccount
    opened: datetime
    verifier: str
    organisation: int = 0

    def clock(self) -> datetime:
        """Return the chain's time: the demonstration lives on it, not on the machine's."""
        return datetime.fromtimestamp(self.chain.time, UTC)

    def decide(self, *, candidates: int, failed: int, level: int = 1) -> bytes:
        """Bring a session of `FAMILY` to its decision, with invented staff; return its id on the ledger."""
        office = Office.open(self.chain, self.accreditor, self.trusted)
        rehearsal = Rehearsal(number_of(office, self.standards[FAMILY]), level, candidates, failed)
        return rehearse(office, self.organisation, rehearsal, family=FAMILY)

    def move_to(self, days: int) -> None:
        """Let the chain be `days` after it began."""
        self.chain.move_to(int((self.opened + timedelta(days=days)).timestamp()))


def data(name: str) -> bytes:
    """Return a file of the demonstration's data (xcert/data)."""
    return files("xcert").joinpath("data", name).read_bytes()


def set_stage(folder: Path, *, now: datetime, rpc: str, verifier: str, progress: DrawnProgress) -> Stage:
    """Make the chain in `folder`, deploy, accredit and publish; `rpc` and `verifier` are where both will be served."""
    opened = now - OPENED
    chain = EmbeddedChain(int(opened.timestamp()), path=folder / CHAIN_FILE)
    people = [KeyAccount.create() for _ in range(3)]
    for account in people:
        fund(chain, account.address)
    root, accreditor, second = people
    _, trusted = deploy_registries(chain, root, finality=Instant(), rpc=[rpc])
    (folder / "trust.json").write_bytes(write_trust([trusted]))
    catalogue = read_catalogue(data("catalogue.json"))
    standards = {entry.standard.family: entry.standard for entry in catalogue}
    everything = {family: (1 << len(standard.levels)) - 1 for family, standard in standards.items()}
    start, end = int(opened.timestamp()), int((opened + _ACCREDITATION).timestamp())
    Office.open(chain, root, trusted).add_accreditor(accreditor.address, everything, start=start, end=end)
    accrediting = Office.open(chain, accreditor, trusted)
    progress.start("publishing standards", len(standards))
    publish_standards(accrediting, standards.values(), done=lambda _standard: progress.advance(1))
    progress.finish()
    open_terms(Office.open(chain, root, trusted).sender, trusted.ledger)
    secret = Passphrase(secrets.token_urlsafe(24))
    stage = Stage(
        folder=folder,
        chain=chain,
        trusted=trusted,
        standards=standards,
        workspace=folder / "workspace",
        ask=lambda _name: secret,
        second=second,
        accreditor=accreditor,
        opened=opened,
        verifier=verifier,
    )
    entry = next(entry for entry in catalogue if entry.standard.family == FAMILY)
    return replace(stage, organisation=_accredit(stage, accrediting, entry, start=start, end=end))


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
