"""`xcert issuer suspend | lift | cancel | revoke`: status of single certificates or of many at once."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from certificate.facts import ActionKind
from issuer.chosen import Chosen, choose_batch, choose_numbers, choose_session, numbers_in
from issuer.due_process import case_of, decide, give_notice, notices, record_reply
from issuer.keys import KeyName
from issuer.network import open_network
from issuer.passphrase import AskPassphrase
from issuer.reasons import StatusReason
from issuer.status import StatusDesk, StatusReport, change_status
from issuer.workspace import Workspace, open_workspace
from xcert.accounts import open_account
from xcert.options import parse_day
from xcert.progress import DrawnProgress
from xcert.secrets import passphrase_options, prompt
from xcert.workspaces import workspace_option

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_EARLIEST = date(1970, 1, 1)


def _choosing(command: _Command) -> _Command:
    """Add the ways to choose certificates; the command gets `numbers`, `listed`, `session` and `batch`."""
    for option in (
        click.option("--batch", type=click.IntRange(0, 2**30 - 1), help="Only this batch of the session."),
        click.option("--session", help="All certificates of this session."),
        click.option("--list", "listed", type=_FILE, help="A CSV file with certificate numbers."),
        click.argument("numbers", nargs=-1),
    ):
        command = option(command)
    return command


def _acting(command: _Command) -> _Command:
    """Add who acts; the command gets `workspace`, `account` and `ask`."""
    account = click.option(
        "--account", type=_FILE, help="Encrypted account file to act with. Default: the workspace's administration key."
    )
    return workspace_option(account(passphrase_options(command)))


def _reason(*fitting: ActionKind) -> Callable[[_Command], _Command]:
    names = [reason.name for reason in StatusReason if reason.actions & set(fitting)]
    return click.option("--reason", required=True, type=click.Choice(names, case_sensitive=False))


@contextmanager
def _desk(workspace: Path, account: Path | None, ask: AskPassphrase | None) -> Iterator[StatusDesk]:
    asking = ask or prompt()
    with open_workspace(workspace) as opened, DrawnProgress() as progress:
        acting = (
            opened.keys.account(KeyName.ADMINISTRATION, asking) if account is None else open_account(account, asking)
        )
        network = open_network(opened.settings, opened.folder)
        yield StatusDesk(opened, network, acting, lambda: datetime.now(UTC), progress)


def _chosen(
    workspace: Workspace, numbers: tuple[str, ...], listed: Path | None, session: str | None, batch: int | None
) -> list[Chosen]:
    if sum((bool(numbers), listed is not None, session is not None)) != 1:
        raise click.UsageError("choose certificates in one way: by numbers, by --list or by --session")
    if session is not None:
        if batch is not None:
            return choose_batch(workspace.engine, workspace.organisation, session, batch)
        return choose_session(workspace.engine, workspace.organisation, session)
    wanted = list(numbers) if listed is None else numbers_in(listed.read_bytes(), listed.name)
    return choose_numbers(workspace.engine, workspace.organisation, wanted)


def _at_once(what: ActionKind, help_text: str) -> click.Command:
    """Make the command of an action that takes effect at once."""

    @_choosing
    @_reason(what)
    @_acting
    def command(
        numbers: tuple[str, ...],
        listed: Path | None,
        session: str | None,
        batch: int | None,
        reason: str,
        workspace: Path,
        account: Path | None,
        ask: AskPassphrase | None,
    ) -> None:
        with _desk(workspace, account, ask) as desk:
            chosen = _chosen(desk.workspace, numbers, listed, session, batch)
            _tell(what.name.lower(), change_status(desk, chosen, what, StatusReason[reason.upper()]))

    return click.command(what.name.lower(), help=help_text)(command)


suspend_command = _at_once(ActionKind.SUSPEND, "Suspend certificates during an investigation; lapses after 60 days.")
lift_command = _at_once(ActionKind.LIFT, "Lift a suspension.")
cancel_command = _at_once(ActionKind.CANCEL, "Cancel certificates without blame (death, surrender, no successor).")


@click.group("revoke")
def revoke() -> None:
    """Revoke with due process: notice, a reply or 14 days, and the decision of a second person (R50)."""


@revoke.command("notice")
@_choosing
@_reason(ActionKind.REVOKE)
@click.option("--evidence", required=True, type=_FILE, help="The record of the grounds; only its hash is published.")
@_acting
def notice_command(
    numbers: tuple[str, ...],
    listed: Path | None,
    session: str | None,
    batch: int | None,
    reason: str,
    evidence: Path,
    workspace: Path,
    account: Path | None,
    ask: AskPassphrase | None,
) -> None:
    """Give notice that certificates are to be revoked; prints one case for each batch."""
    with _desk(workspace, account, ask) as desk:
        chosen = _chosen(desk.workspace, numbers, listed, session, batch)
        for kept in give_notice(desk, chosen, StatusReason[reason.upper()], digest(evidence)):
            until = datetime.fromtimestamp(case_of(desk, kept.row).reply_until, UTC).date()
            click.echo(
                f"case {kept.row}: {len(kept.chosen.indices)} certificates; decide after a reply, or from {until}"
            )


@revoke.command("reply")
@click.argument("case", type=click.IntRange(1))
@click.argument("numbers", nargs=-1, required=True)
@click.option("--reply", required=True, type=_FILE, help="What the holders said; only its hash is published.")
@_acting
def reply_command(
    case: int, numbers: tuple[str, ...], reply: Path, workspace: Path, account: Path | None, ask: AskPassphrase | None
) -> None:
    """Record that the holders of NUMBERS replied in CASE."""
    with _desk(workspace, account, ask) as desk:
        record_reply(desk, case, numbers, digest(reply))
    click.echo(f"case {case}: {len(numbers)} replies recorded")


@revoke.command("decide")
@click.argument("case", type=click.IntRange(1))
@click.argument("numbers", nargs=-1)
@click.option("--dismiss", is_flag=True, help="Revoke none and close the case.")
@click.option("--day", help="First day of the revocation, also in the past: obtained unlawfully since. Default: today.")
@_acting
def decide_command(
    case: int,
    numbers: tuple[str, ...],
    day: str | None,
    workspace: Path,
    account: Path | None,
    ask: AskPassphrase | None,
    *,
    dismiss: bool,
) -> None:
    """Decide CASE as a second person: revoke NUMBERS (default: all of it), or dismiss it."""
    if dismiss and numbers:
        raise click.UsageError("either name certificates to revoke or give --dismiss")
    which = () if dismiss else numbers or None
    first = None if day is None else parse_day(day)
    if first is not None and first < _EARLIEST:
        raise click.BadParameter(f"{day} is before {_EARLIEST}, when the registry's days begin; give a later day")
    with _desk(workspace, account, ask) as desk:
        _tell("revoke", decide(desk, case, which, day=first))


@revoke.command("cases")
@workspace_option
def cases_command(workspace: Path) -> None:
    """List the notices that this workspace gave."""
    with open_workspace(workspace) as opened:
        for kept in notices(opened.engine, opened.organisation):
            given = datetime.fromtimestamp(kept.given_at, UTC).date()
            click.echo(
                f"case {kept.row}: {len(kept.chosen.indices)} certificates, {kept.reason.english}, given {given}"
            )


def digest(path: Path) -> bytes:
    """Return the SHA-256 of a file: what is published in its place."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _tell(what: str, report: StatusReport) -> None:
    click.echo(f"{what}: {len(report.changed)} changed, {len(report.unchanged)} were so already")
    for number in report.changed:
        click.echo(number)
