"""`xcert issuer`: a workspace and its keys; the other commands of the group stand in files of their own."""

from pathlib import Path

import click

from certificate.profile import Profile
from issuer.asking import accreditation_request, key_request
from issuer.key_backup import back_up_keys, try_backup
from issuer.keys import KeyName
from issuer.network import open_network
from issuer.passphrase import AskPassphrase
from issuer.settings import SQLITE, Settings
from issuer.workspace import create_workspace, enter_organisation, open_workspace
from xcert import session_conduct_commands, session_marking_commands, session_plan_commands
from xcert.issuing_commands import issue_command, resend_command
from xcert.options import later_written
from xcert.roster_commands import roster
from xcert.secrets import from_file, passphrase_options, prompt
from xcert.session_commands import session
from xcert.status_commands import cancel_command, lift_command, revoke, suspend_command
from xcert.trusted import load_trust, only_network
from xcert.workspaces import workspace_option

_OUT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def issuer() -> None:
    """Organisations: rosters in, signed and anchored certificates out."""


@issuer.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--did", required=True, help="did:web:host, or did:key:z6Mk… for a first start.")
@click.option("--name", required=True, help="The organisation's name, as it will be accredited.")
@click.option("--name-en", help="Its English name, for printing.")
@click.option("--url", required=True, help="https://host[/path] of the organisation.")
@click.option("--verifier", required=True, help="https://host of the verifier that QR codes lead to.")
@click.option("--number-prefix", required=True, help="What every certificate number begins with.")
@click.option("--database", default=SQLITE, show_default=True, help="sqlite, or a PostgreSQL URL without a password.")
@click.option("--trust", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--request-out", type=_OUT, default=Path("accreditation-request.json"), callback=later_written)
@passphrase_options
def init_command(
    folder: Path,
    did: str,
    name: str,
    name_en: str | None,
    url: str,
    verifier: str,
    number_prefix: str,
    database: str,
    trust: Path,
    request_out: Path,
    ask: AskPassphrase | None,
) -> None:
    """Make the workspace FOLDER with three new keys, and the request to be accredited."""
    network = only_network(load_trust(trust)).network
    settings = Settings(
        profile=Profile(did, name, url),
        name_en=name_en,
        network=f"eip155:{network.chain}:{network.registry.hex()}",
        trust_file=str(trust.resolve()),
        verifier=verifier,
        number_prefix=number_prefix,
        database=database,
    )
    public = create_workspace(folder, settings, ask or prompt(new=True))
    request_out.write_bytes(accreditation_request(settings, public).to_bytes())
    click.echo(f"administration account  0x{public.administration.hex()}")
    click.echo(f"anchoring account       0x{public.anchoring.hex()}")
    click.echo(f"Fund both, and send {request_out} to the accreditor.")


@issuer.command("accredited")
@click.argument("organisation", type=click.IntRange(1, 2**32 - 1))
@workspace_option
@click.option("--request-out", type=_OUT, default=Path("key-request.json"), show_default=True, callback=later_written)
@passphrase_options
def accredited_command(organisation: int, workspace: Path, request_out: Path, ask: AskPassphrase | None) -> None:
    """Enter the number that the accreditor gave, and write the request to register the signing key."""
    enter_organisation(workspace, organisation)
    with open_workspace(workspace) as opened:
        signer = opened.keys.signer(ask or prompt())
        network = open_network(opened.settings, opened.folder)
        request_out.write_bytes(key_request(opened, network, signer).to_bytes())
    click.echo(f"this workspace is organisation {organisation}; register the key of {request_out}")


@issuer.group("keys")
def keys() -> None:
    """Back up the three keys, or change a passphrase."""


@keys.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@workspace_option
@passphrase_options
def backup_command(target: Path, workspace: Path, ask: AskPassphrase | None) -> None:
    """Copy the encrypted keys to the new folder TARGET, with checksums, and try each copy."""
    with open_workspace(workspace) as opened:
        back_up_keys(opened.keys, target, ask or prompt())
    click.echo(f"three keys backed up to {target} and opened from there")


@keys.command("try")
@click.argument("target", type=click.Path(exists=True, path_type=Path))
@workspace_option
@passphrase_options
def try_command(target: Path, workspace: Path, ask: AskPassphrase | None) -> None:
    """Check that the backup in TARGET opens to this workspace's keys."""
    with open_workspace(workspace) as opened:
        try_backup(opened.keys, target, ask or prompt())
    click.echo(f"the backup in {target} is whole")


@keys.command("passphrase")
@click.argument("name", type=click.Choice([entry.value for entry in KeyName]))
@workspace_option
@passphrase_options
@click.option(
    "--new-passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of mode 0600 with the new passphrase. Without it you are asked.",
)
def passphrase_command(name: str, workspace: Path, ask: AskPassphrase | None, new_passphrase_file: Path | None) -> None:
    """Change the passphrase of one key; a failure leaves the old one."""
    new = from_file(new_passphrase_file) if new_passphrase_file else prompt(new=True)
    with open_workspace(workspace) as opened:
        opened.keys.change_passphrase(KeyName(name), (ask or prompt())(name), new(name))
    click.echo(f"the {name} key has a new passphrase")


issuer.add_command(roster)
issuer.add_command(issue_command)
issuer.add_command(resend_command)
issuer.add_command(suspend_command)
issuer.add_command(lift_command)
issuer.add_command(cancel_command)
issuer.add_command(revoke)

# The steps enter themselves in the group when they are imported.
_STEPS = (session_plan_commands, session_conduct_commands, session_marking_commands)
issuer.add_command(session)
