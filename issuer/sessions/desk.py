"""Everything that a step needs, opened once at the door; without a network for what is signed offline."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chain.accounts import Signer
from chain.rpc import LATEST, Rpc
from chain.sending import LONGEST_WAIT
from chain.session_message import MessageDomain
from issuer.network import IssuerNetwork
from issuer.sessions.errors import SessionError
from issuer.sessions.judging import Judge
from issuer.sessions.ledger import Ledger
from issuer.sessions.people import SECRET_FILE, People, workspace_secret
from issuer.sessions.store import Assessment, SessionStore
from issuer.sessions.story import Story, read_story
from issuer.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SessionDesk:
    """An open workspace with the network and the account that relays, if there are any.

    Arguments:
        workspace: the open workspace.
        clock: gives the aware present.
        network: whom to ask; None for what is signed offline.
        relay: the organisation's account that pays for events.
        seconds: how long a final block is waited for.
    """

    workspace: Workspace
    clock: Callable[[], datetime]
    network: IssuerNetwork | None = None
    relay: Signer | None = None
    seconds: float = LONGEST_WAIT

    @property
    def now(self) -> int:
        """The present in Unix seconds."""
        return int(self.clock().timestamp())

    @property
    def store(self) -> SessionStore:
        """The sessions of the workspace."""
        return SessionStore(self.workspace.engine)

    @property
    def people(self) -> People:
        """Who the pseudonyms are; raises `SessionError` without a platform secret."""
        return People(self.workspace.engine, workspace_secret(self.workspace.folder))

    @property
    def known_people(self) -> People | None:
        """The same, or None without a platform secret."""
        return self.people if (self.workspace.folder / SECRET_FILE).exists() else None

    @property
    def online(self) -> IssuerNetwork:
        """The network; raises `SessionError` offline."""
        if self.network is None:
            raise SessionError("this step asks the ledger; run it with a network and without --offline")
        return self.network

    @property
    def ledger(self) -> Ledger:
        """The ledger; raises `SessionError` offline."""
        return Ledger(self.online)

    @property
    def judge(self) -> Judge:
        """Whoever runs the rules; raises `SessionError` offline."""
        return Judge(
            self.online,
            self.workspace.folder,
            self.store,
            self.known_people,
            self.workspace.pseudonyms,
            self.workspace.organisation,
        )

    @property
    def chain_time(self) -> int:
        """The time of the newest block, in Unix seconds."""
        block = Rpc(self.online.node).block(LATEST)
        return 0 if block is None else block.time

    def find(self, name: str) -> Assessment:
        """Return the session called `name`, read up to the newest final block if there is a network."""
        return self.refresh(self.store.find(name))

    def refresh(self, assessment: Assessment) -> Assessment:
        """Read what the ledger recorded since the last time, if there is a network."""
        if self.network is None:
            return assessment
        return self.ledger.refresh(self.store, assessment)

    def story(self, assessment: Assessment) -> Story:
        """Return what is known of a session, with what is on its way."""
        return read_story(self.store, assessment, with_open=True)

    def domain(self, assessment: Assessment) -> MessageDomain:
        """Return what signatures for a session are bound to."""
        return MessageDomain(assessment.chain, assessment.ledger)
