"""What every step of a session shares on the command line: the workspace, who signs, when, and where to."""

import functools
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeAlias

import click

from assessment.codes import EventCode
from assessment.parameters import Parameters
from issuer.keys import KeyName
from issuer.network import IssuerNetwork, open_network
from issuer.passphrase import AskPassphrase
from issuer.private_file import create_private_file
from issuer.sessions.desk import SessionDesk
from issuer.sessions.draft import Draft
from issuer.sessions.event_file import write_event_file
from issuer.sessions.recording import Signing, record_all
from issuer.sessions.store import Assessment, EventState, KeptEvent
from issuer.sessions.story import Story
from issuer.sessions.uploading import event_file_of
from issuer.workspace import Workspace, open_workspace
from xcert.accounts import open_account
from xcert.options import open_node
from xcert.secrets import from_file, passphrase_options, prompt
from xcert.workspaces import workspace_option

READ = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is read."""

_Option: TypeAlias = Callable[[Any], Any]
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?", re.ASCII)
_NEW = click.Path(dir_okay=False, path_type=Path)
_CHINA = 480


@dataclass(frozen=True, slots=True)
class Step:
    """A step while it runs: the desk, the session, who signs, and what the command line said."""

    desk: SessionDesk
    assessment: Assessment
    signing: Signing
    number: int | None = None
    told: dict[str, object] = field(default_factory=dict)

    @property
    def story(self) -> Story:
        """What is known of the session, with what is on its way."""
        return self.desk.story(self.assessment)

    @property
    def person(self) -> int:
        """The number of the person who signs; asked of the registry, or given with --person."""
        return self.person_of(self.signing.first.address)

    @property
    def second_person(self) -> int:
        """The number of the second person."""
        account = self.signing.accounts[1]
        if account is None:
            raise click.UsageError("two persons sign this event; name the other with --second or --second-account")
        if self.desk.network is None:
            raise click.UsageError("two persons are looked up in the registry; prepare this with a network")
        return self.person_of(account)

    def person_of(self, account: bytes) -> int:
        """Return the number of the person behind an account."""
        if self.number is not None:
            return self.number
        if self.desk.network is None:
            raise click.UsageError("offline nobody is looked up; give your number with --person")
        found = self.desk.ledger.person(account)
        if found is None:
            raise click.UsageError(f"0x{account.hex()} is no person's account; use the key that was registered")
        return found

    @property
    def parameters(self) -> Parameters:
        """The parameters of the session's terms."""
        return self.desk.judge.parameters(self.story)


def read_moment(text: str, offset: int = _CHINA) -> int:
    """Read a local time such as `2026-06-20 09:00`, or Unix seconds."""
    if text.isascii() and text.isdecimal():
        return int(text)
    if not _MOMENT.fullmatch(text):
        raise click.BadParameter(f"{text} is no time; write it like '2026-06-20 09:00'")
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(minutes=offset)))
    except ValueError as error:
        raise click.BadParameter(f"{text} is no time; write it like '2026-06-20 09:00'") from error
    return int(local.timestamp())


def network_of(workspace: Workspace, url: str | None) -> IssuerNetwork:
    """Open the workspace's network, asking the node at `url` if one is given."""
    nodes = None if url is None else [open_node(url)]
    return open_network(workspace.settings, workspace.folder, nodes)


def now() -> datetime:
    """Return the aware present."""
    return datetime.now(UTC)


def signing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add who signs and when: `key`, `second`, `second_account`, `key_ask`, `at`, `again`, `person`."""
    options = (
        click.option("--key", required=True, type=READ, help="Encrypted key file of the person who signs."),
        click.option("--second", type=READ, help="Key file of the second person, where two sign."),
        click.option("--second-account", help="Account of the second person, who signs elsewhere."),
        click.option("--key-passphrase-file", type=READ, help="File of mode 0600 that opens the persons' keys."),
        click.option("--at", help="When it happened, local time like '2026-06-20 09:00'. Default: now."),
        click.option("--again", is_flag=True, help="Record it although the same was recorded before."),
        click.option("--person", type=click.IntRange(1, 2**32 - 1), help="Your number; needed only offline."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the workspace and the node: `workspace`, `url`."""
    return workspace_option(click.option("--rpc", "url", metavar="URL", help="The node to ask.")(command))


def desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the workspace and how to reach its network: `workspace`, `ask`, `url`."""
    url = click.option("--rpc", "url", metavar="URL", help="The node to ask. Default: that of the trust file.")
    return workspace_option(passphrase_options(url(command)))


def open_signing(
    key: Path,
    second: Path | None,
    second_account: str | None,
    key_passphrase_file: Path | None,
    *,
    at: str | None,
    again: bool,
) -> Signing:
    """Open the keys of whoever signs."""
    ask = prompt() if key_passphrase_file is None else from_file(key_passphrase_file)
    account = None if second_account is None else bytes.fromhex(second_account.removeprefix("0x"))
    return Signing(
        open_account(key, ask),
        None if second is None else open_account(second, ask),
        account,
        None if at is None else read_moment(at),
        again,
    )


def step(group: click.Group, name: str, *options: _Option) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command of a function that takes a `Step` and what `options` add, and returns a draft or several."""

    def make(build: Callable[..., Draft | Sequence[Draft]]) -> click.Command:
        @functools.wraps(build)
        def run(  # noqa: PLR0913 -- click hands each option over as an argument of its own
            *,
            session: str,
            workspace: Path,
            ask: AskPassphrase | None,
            url: str | None,
            offline: Path | None,
            key: Path,
            second: Path | None,
            second_account: str | None,
            key_passphrase_file: Path | None,
            at: str | None,
            again: bool,
            person: int | None,
            **named: object,
        ) -> None:
            signing = open_signing(key, second, second_account, key_passphrase_file, at=at, again=again)
            with ExitStack() as stack:
                opened = stack.enter_context(open_workspace(workspace))
                desk = open_desk(opened, ask, url, offline=offline is not None)
                assessment = desk.find(session)
                built = build(Step(desk, assessment, signing, person), **named)
                drafts = [built] if isinstance(built, Draft) else list(built)
                finish(desk, assessment, record_all(desk, assessment, drafts, signing), offline)

        decorated = desk_options(signing_options(_offline(run)))
        for option in reversed(options):
            decorated = option(decorated)
        return group.command(name)(click.argument("session")(decorated))

    return make


def read_desk(workspace: Workspace, url: str | None) -> SessionDesk:
    """Open what reading needs: no key is opened, and nothing can be sent."""
    return SessionDesk(workspace, now, network_of(workspace, url))


def open_desk(
    workspace: Workspace, ask: AskPassphrase | None, url: str | None, *, offline: bool = False
) -> SessionDesk:
    """Open what a step needs; offline no network is asked and no account relays."""
    if offline:
        return SessionDesk(workspace, now)
    relay = workspace.keys.account(KeyName.ANCHORING, ask or prompt())
    return SessionDesk(workspace, now, network_of(workspace, url), relay)


def finish(desk: SessionDesk, assessment: Assessment, events: Sequence[KeptEvent], offline: Path | None) -> None:
    """Say what became of `events`, and write those that are not sent to signed-event files."""
    for number, event in enumerate(events):
        name = event.message.code.name
        if event.recorded is not None:
            click.echo(
                f"{assessment.label}: {name} is event {event.recorded.number} of session {assessment.session.hex()}"
            )
            continue
        if offline is None and event.is_signed:
            click.echo(f"{assessment.label}: {name} is {event.state.value}")
            continue
        path = _numbered(offline or Path(f"{name.lower()}.session-event.json"), number)
        create_private_file(path, write_event_file(event_file_of(desk, assessment, event)))
        lacks = "" if event.is_signed else ", and lacks the second signature"
        click.echo(f"{assessment.label}: {name} is in {path}{lacks}")


def describe(code: EventCode, state: EventState) -> str:
    """Return an event and where it stands, for lists."""
    return f"{code.name} {state.value}"


def _offline(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--offline", type=_NEW, metavar="FILE", help="Ask no node: write a signed-event file for 'session upload'."
    )(command)


def _numbered(path: Path, number: int) -> Path:
    return path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")
