"""`xcert issuer session`: the group, its preparation, what is signed elsewhere, and what is opened."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from issuer.outputs import Outputs
from issuer.passphrase import AskPassphrase
from issuer.private_file import create_private_file, replace_private_file
from issuer.sessions.erasing import erase_person
from issuer.sessions.event_file import parse_event_file, write_event_file
from issuer.sessions.exporting import export_evidence, learner_proof
from issuer.sessions.kinds import Kind
from issuer.sessions.people import enter_secret, make_secret
from issuer.sessions.snapshot import enter_register
from issuer.sessions.standing import Standing, standing_of
from issuer.sessions.templates import template
from issuer.sessions.uploading import resume, upload
from issuer.workspace import open_workspace
from xcert.accounts import open_account
from xcert.secrets import from_file, prompt
from xcert.session_issuing import issue_granted
from xcert.session_step import READ, describe, desk_options, finish, open_desk, read_desk, reading_options
from xcert.workspaces import workspace_option

_NEW = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def session() -> None:
    """Assessments on the ledger: from the plan to the archive (docs/sessions.md)."""


@session.group("secret")
def secret() -> None:
    """The platform secret, under which persons are known to all organisations."""


@secret.command("make")
@click.argument("file", type=_NEW)
def make_command(file: Path) -> None:
    """Make the platform secret in the new FILE; the authority does this once for its platform."""
    make_secret(file)
    click.echo(f"the platform secret is in {file}; hand it to each organisation by a way that nobody reads")


@secret.command("enter")
@click.argument("file", type=READ)
@workspace_option
def enter_command(file: Path, workspace: Path) -> None:
    """Copy the platform secret in FILE into the workspace."""
    with open_workspace(workspace) as opened:
        enter_secret(file, opened.folder)
    click.echo("the platform secret is in the workspace")


@session.group("register")
def register() -> None:
    """What the authority opened of persons, sites and parameters."""


@register.command("enter")
@click.argument("file", type=READ)
@workspace_option
def enter_register_command(file: Path, workspace: Path) -> None:
    """Copy the authority's register FILE into the workspace, in the place of an older one."""
    with open_workspace(workspace) as opened:
        enter_register(file, opened.folder)
    click.echo("the register is in the workspace; each entry is checked against the chain when it is used")


@session.command("template")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option("--out", type=_NEW, help="Where to write it; XLSX if it is called so. Default: KIND.csv.")
@click.option("--criterion", "criteria", multiple=True, default=("C1", "C2"), help="A criterion, for sheets of marks.")
def template_command(kind: str, out: Path | None, criteria: tuple[str, ...]) -> None:
    """Write an empty sheet of KIND with titles in Chinese and English and one example line."""
    path = out or Path(f"{kind}.csv")
    path.write_bytes(template(Kind(kind), workbook=path.suffix.lower() == ".xlsx", criteria=criteria))
    click.echo(str(path))


@session.command("sign")
@click.argument("file", type=READ)
@click.option("--key", required=True, type=READ, help="Encrypted key file of the person who signs.")
@click.option("--key-passphrase-file", type=READ, help="File of mode 0600 that opens the key.")
@click.option("--second", is_flag=True, help="Sign as the second person.")
@click.option("--out", type=_NEW, help="Where to write it. Default: over FILE.")
def sign_command(file: Path, key: Path, key_passphrase_file: Path | None, out: Path | None, *, second: bool) -> None:
    """Sign the event in FILE; needs no workspace and no network. Shows what is signed."""
    event = parse_event_file(file.read_bytes())
    message = event.message
    click.echo(f"{message.code.name} of session {message.session.hex()}, claimed at {_shown(message.claimed_at)}")
    click.echo(", ".join(f"{name} {value}" for name, value in message.figures.items()) or "no figures")
    click.echo("records not in the file" if event.records is None else f"{len(event.records)} records")
    ask = prompt() if key_passphrase_file is None else from_file(key_passphrase_file)
    signed = write_event_file(event.signed_by(open_account(key, ask), second=second))
    if out is None:
        replace_private_file(file, signed)
    else:
        create_private_file(out, signed)
    click.echo(f"signed: {out or file}")


@session.command("upload")
@click.argument("files", nargs=-1, required=True, type=READ)
@desk_options
def upload_command(files: tuple[Path, ...], workspace: Path, ask: AskPassphrase | None, url: str | None) -> None:
    """Take signed-event FILES in and relay them in the order of their claimed times; keeps these times."""
    with open_workspace(workspace) as opened:
        desk = open_desk(opened, ask, url)
        for event in upload(desk, [file.read_bytes() for file in files]):
            click.echo(describe(event.message.code, event.state))


@session.command("resume")
@click.argument("session_name", metavar="SESSION")
@desk_options
def resume_command(session_name: str, workspace: Path, ask: AskPassphrase | None, url: str | None) -> None:
    """Bring what was signed to its end after a stop; nothing is sent twice."""
    with open_workspace(workspace) as opened:
        desk = open_desk(opened, ask, url)
        assessment = desk.find(session_name)
        finish(desk, assessment, resume(desk, assessment), None)


@session.command("status")
@click.argument("session_name", metavar="[SESSION]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@reading_options
def status_command(session_name: str | None, workspace: Path, url: str | None, *, as_json: bool) -> None:
    """Say where SESSION, or each session, stands: what comes next, who signs it, which deadlines run."""
    with open_workspace(workspace) as opened:
        desk = read_desk(opened, url)
        names = [session_name] if session_name else [one.session.hex() for one in desk.store.all()]
        standings = [standing_of(desk, desk.find(name)) for name in names]
    if as_json:
        click.echo(json.dumps([_members(standing) for standing in standings], ensure_ascii=False))
        return
    for standing in standings:
        click.echo("\n".join(_sentences(standing)))


@session.command("events")
@click.argument("session_name", metavar="SESSION")
@reading_options
def events_command(session_name: str, workspace: Path, url: str | None) -> None:
    """List every event of SESSION: recorded, on its way, or refused."""
    with open_workspace(workspace) as opened:
        desk = read_desk(opened, url)
        for event in desk.store.events(desk.find(session_name)):
            number = "-" if event.recorded is None else str(event.recorded.number)
            state = describe(event.message.code, event.state)
            click.echo(f"{number:>4}  {_shown(event.message.claimed_at)}  {state}")


@session.command("export")
@click.argument("session_name", metavar="SESSION")
@click.option("--out", required=True, type=_FOLDER, help="The folder to write to.")
@reading_options
def export_command(session_name: str, out: Path, workspace: Path, url: str | None) -> None:
    """Write the evidence package of SESSION for an auditor; it is personal data."""
    with open_workspace(workspace) as opened:
        desk = read_desk(opened, url)
        out.mkdir(parents=True, exist_ok=True)
        path, missing = export_evidence(desk, desk.find(session_name), out)
    click.echo(str(path))
    if missing:
        click.echo(f"the records of {missing} events are not here; upload the files of whoever recorded them", err=True)


@session.command("proof")
@click.argument("session_name", metavar="SESSION")
@click.argument("ticket")
@click.option("--out", type=_FOLDER, default=Path(), help="The folder to write to.")
@reading_options
def proof_command(session_name: str, ticket: str, out: Path, workspace: Path, url: str | None) -> None:
    """Write the learner's proof of the candidate with TICKET: in the roster, with these scores, changed or not."""
    with open_workspace(workspace) as opened:
        desk = read_desk(opened, url)
        who, proof = learner_proof(desk, desk.find(session_name), ticket)
    path = out / f"{who}.proof.json"
    replace_private_file(path, proof)
    click.echo(str(path))


@session.command("erase")
@click.argument("session_name", metavar="SESSION")
@click.argument("ticket")
@click.option("--basis", required=True, help="The legal basis.")
@click.option("--approved-by", multiple=True, required=True, help="Who approved it; two at least.")
@click.option("--ordered", is_flag=True, help="A court or regulator ordered it: the retention period does not count.")
@reading_options
def erase_command(
    session_name: str,
    ticket: str,
    basis: str,
    approved_by: Sequence[str],
    workspace: Path,
    url: str | None,
    *,
    ordered: bool,
) -> None:
    """Erase the person with TICKET in SESSION from all assessments of this workspace; leaf hashes stay."""
    with open_workspace(workspace) as opened:
        desk = read_desk(opened, url)
        entry = desk.story(desk.find(session_name)).entry_of(ticket)
        if entry is None:
            raise click.BadParameter("nobody of this session has this ticket; compare it")
        gone = erase_person(desk, entry.pseudonym, basis=basis, approved_by=approved_by, ordered=ordered)
    click.echo(f"erased; {gone} records are gone")


@session.command("issue")
@click.argument("session_name", metavar="SESSION")
@click.option("--out", type=_FOLDER, default=Path("certificates"), show_default=True)
@click.option("--pdf", is_flag=True, help="Write each certificate as PDF too.")
@click.option("--qr", type=_FOLDER, help="Write QR codes (PNG) to this folder.")
@desk_options
def issue_command(
    session_name: str,
    out: Path,
    qr: Path | None,
    workspace: Path,
    ask: AskPassphrase | None,
    url: str | None,
    *,
    pdf: bool,
) -> None:
    """Issue certificates to who was granted in SESSION and has none yet; goes on where a stop left it."""
    with open_workspace(workspace) as opened:
        count = issue_granted(opened, session_name, Outputs(out, pdf=pdf, qr=qr), ask or prompt(), url)
    click.echo(f"{count} certificates anchored, judged VALID and written to {out}")


def _shown(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"


def _members(standing: Standing) -> dict[str, object]:
    return {
        "session": standing.session.hex(),
        "label": standing.label,
        "state": standing.state.name,
        "held": standing.held,
        "late": list(standing.late),
        "waived": list(standing.waived),
        "events": standing.events,
        "waiting": [{"event": one.message.code.name, "state": one.state.value} for one in standing.waiting],
        "next": [
            {"event": one.code.name, "command": one.command, "roles": list(one.roles), "two": one.two, "why": one.why}
            for one in standing.steps
        ],
        "deadlines": [{"what": one.what, "rule": one.rule, "at": one.at or "UNKNOWN"} for one in standing.deadlines],
    }


def _sentences(standing: Standing) -> list[str]:
    held = ", held" if standing.held else ""
    lines = [f"{standing.label} ({standing.session.hex()}): {standing.state.name}{held}, {standing.events} events"]
    lines += [f"  late: R{rule}{' (waived)' if rule in standing.waived else ''}" for rule in standing.late]
    lines += [f"  on its way: {describe(one.message.code, one.state)}" for one in standing.waiting]
    for one in standing.steps:
        who = f"{' or '.join(one.roles)}{', two persons' if one.two else ''}"
        why = f": {one.why}" if one.why else ""
        lines.append(f"  next: {one.command}, signed by {who}{why}")
    for due in standing.deadlines:
        at = "UNKNOWN, the working days of that year are not published yet" if due.at is None else _shown(due.at)
        lines.append(f"  {due.what} (R{due.rule}): {at}")
    return lines
