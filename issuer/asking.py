"""What an organisation asks its accreditor for: to be accredited, and to have its signing key registered."""

from certificate.possession import prove_possession
from certificate.requests import AccreditationRequest, KeyRequest
from issuer.errors import WorkspaceError
from issuer.keys import PublicKeys
from issuer.network import IssuerNetwork
from issuer.settings import Settings
from issuer.signing_key import FileSigner
from issuer.workspace import Workspace


def accreditation_request(settings: Settings, public: PublicKeys) -> AccreditationRequest:
    """Return the request to be accredited under the profile of `settings`, acting through the two accounts."""
    return AccreditationRequest(settings.profile, public.administration, public.anchoring)


def key_request(workspace: Workspace, network: IssuerNetwork, signer: FileSigner) -> KeyRequest:
    """Return the request to register the key of `signer`, which proves to have it for this very registration.

    Raises `WorkspaceError` before accreditation: the proof names the organisation's number.
    """
    trusted = network.trusted.network
    if (trusted.chain, trusted.registry) != (workspace.settings.chain, workspace.settings.registry):
        raise WorkspaceError("this network is not the one that workspace.json names")
    possession = prove_possession(
        signer, chain=trusted.chain, registry=trusted.accreditation, organisation=workspace.organisation
    )
    return KeyRequest(trusted.chain, trusted.accreditation, workspace.organisation, signer.public_key, possession)
