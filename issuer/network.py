"""The one network that a workspace anchors in, and everything that is asked of it."""

from collections.abc import Sequence
from pathlib import Path

from certificate.policy import Policy
from certificate.standard import Standard
from chain.accounts import Signer
from chain.accreditation_views import AccreditationViews
from chain.certificate_calls import CertificateCalls
from chain.certificate_views import CertificateViews
from chain.errors import TrustFileError
from chain.evidence import FactsReader
from chain.finality import final_place
from chain.http_node import HttpNode
from chain.node import Node
from chain.rpc import Rpc
from chain.sending import DEFAULT_FEE_CAP, Sender
from chain.trust import TrustedNetwork, read_trust
from issuer.errors import WorkspaceError
from issuer.settings import Settings


class IssuerNetwork:
    """A trusted network with the nodes to ask; the first node is the one that transactions are handed to."""

    def __init__(self, trusted: TrustedNetwork, nodes: Sequence[Node]) -> None:
        if not nodes:
            raise WorkspaceError(
                "no node is named; give the trust file an rpc address, or name one on the command line"
            )
        self.trusted = trusted
        self.node = nodes[0]
        self.reader = FactsReader(trusted, nodes)
        self.calls = CertificateCalls(trusted.network.registry)

    def strict_policy(self, *standards: Standard) -> Policy:
        """Return the policy to release by: this one network and nothing else, and the very words of `standards`."""
        return Policy([self.trusted.network], standards)

    def sender(self, account: Signer, *, fee_cap: int = DEFAULT_FEE_CAP) -> Sender:
        """Return a sender for `account` that pays at most `fee_cap` wei per gas."""
        network = self.trusted.network
        return Sender(self.node, account, chain=network.chain, finality=self.trusted.finality, fee_cap=fee_cap)

    def certificates(self) -> CertificateViews:
        """Return the certificate registry as it stands at the final block."""
        place = final_place(Rpc(self.node), self.trusted.finality)
        return CertificateViews(self.node, self.trusted.network.registry, at=place)

    def newest_certificates(self) -> CertificateViews:
        """Return the certificate registry as it stands at the newest block, which may still change."""
        return CertificateViews(self.node, self.trusted.network.registry)

    def accreditation(self) -> AccreditationViews:
        """Return the accreditation registry as it stands at the newest block."""
        return AccreditationViews(self.node, self.trusted.network.accreditation)


def open_network(settings: Settings, folder: Path, nodes: Sequence[Node] | None = None) -> IssuerNetwork:
    """Find the workspace's network in its trust file; `nodes` overrides the addresses there.

    Raises `WorkspaceError` if the trust file cannot be read or does not name the network.
    """
    path = folder / settings.trust_file
    try:
        networks = read_trust(path.read_bytes())
    except OSError as error:
        raise WorkspaceError(f"the trust file {path} cannot be read: {error.strerror}; check trustFile") from error
    except TrustFileError as error:
        raise WorkspaceError(f"the trust file {path} cannot be used: {error}") from error
    for trusted in networks:
        if (trusted.network.chain, trusted.network.registry) == (settings.chain, settings.registry):
            return IssuerNetwork(trusted, nodes or [HttpNode(url) for url in trusted.rpc])
    raise WorkspaceError(
        f"the trust file {path} does not name {settings.network}; use the one that your accreditor gave"
    )
