"""Everything that issuing needs, opened once at the door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from certificate.issuer_proof import Signer
from chain.accounts import Signer as Account
from chain.sending import LONGEST_WAIT
from issuer.network import IssuerNetwork
from issuer.progress import Progress, Silent
from issuer.workers import InProcess, Workers
from issuer.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """An open workspace, its network, its opened keys, and the clock, which gives the aware present.

    Arguments:
        workspace: the open workspace.
        network: where it anchors.
        signer: the key that signs certificates.
        account: the account that anchors.
        clock: gives the aware present.
        progress: hears how far a command is.
        workers: whoever judges.
        seconds: how long a final block is waited for.
    """

    workspace: Workspace
    network: IssuerNetwork
    signer: Signer
    account: Account
    clock: Callable[[], datetime]
    progress: Progress = field(default_factory=Silent)
    workers: Workers = field(default_factory=InProcess)
    seconds: float = LONGEST_WAIT

    @property
    def now(self) -> int:
        """The present in Unix seconds."""
        return int(self.clock().timestamp())
