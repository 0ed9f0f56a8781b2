"""Issuing to who was granted in a session."""

from issuer.desk import Desk
from issuer.keys import KeyName
from issuer.outputs import Outputs
from issuer.passphrase import AskPassphrase
from issuer.sessions.desk import SessionDesk
from issuer.sessions.handing_over import issue_session
from issuer.workspace import Workspace
from xcert.progress import DrawnProgress
from xcert.session_step import network_of, now


def issue_granted(workspace: Workspace, name: str, outputs: Outputs, ask: AskPassphrase, url: str | None) -> int:
    """Issue to everybody granted in the session called `name`; return how many certificates were released."""
    network = network_of(workspace, url)
    account = workspace.keys.account(KeyName.ANCHORING, ask)
    sessions = SessionDesk(workspace, now, network, account)
    with DrawnProgress() as progress:
        desk = Desk(workspace, network, workspace.keys.signer(ask), account, now, progress)
        done, _, report = issue_session(sessions, desk, sessions.find(name), outputs)
    return sum(submission.size for submission in done) + (0 if report is None else report.certificates)
