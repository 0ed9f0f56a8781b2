"""What must hold before anything is signed: certificates that could not be judged VALID must not come to be."""

from chain.registry_values import Role
from issuer.errors import DraftError
from issuer.network import IssuerNetwork
from issuer.workspace import Workspace


def require_ready(workspace: Workspace, network: IssuerNetwork, account: bytes, key: bytes) -> None:
    """Ask the registry about this organisation, its anchoring `account` and its signing `key`; raises `DraftError`.

    The account's right to anchor a standard and level is asked for apart (`CertificateViews.require_may_anchor`).
    """
    views = network.accreditation()
    number = workspace.organisation
    organisation = views.organisation(number)
    if organisation is None:
        raise DraftError(f"the registry has no organisation {number}; compare it with what your accreditor answered")
    profile = views.profile(number, organisation.profile_number)
    if profile is None or profile.commitment != workspace.settings.profile.commitment():
        raise DraftError(
            f"organisation {number} is accredited with another DID, name or URL than in workspace.json; "
            "ask your accreditor to set the new profile, or correct workspace.json"
        )
    if views.role(number, account) is not Role.ANCHORING:
        raise DraftError(
            f"account 0x{account.hex()} may not anchor for organisation {number}; "
            "an administration account or your accreditor can give it that role"
        )
    _require_key_in_force(workspace, network, key)


def _require_key_in_force(workspace: Workspace, network: IssuerNetwork, key: bytes) -> None:
    found = network.accreditation().key(workspace.organisation, key)
    if found is None:
        raise DraftError("the signing key is not registered; send its key request to your accreditor")
    if found.compromised_since is not None:
        raise DraftError("the signing key is reported as compromised; make another and have it registered")
    if found.retired_at is not None:
        raise DraftError("the signing key is retired; make another and have it registered")
